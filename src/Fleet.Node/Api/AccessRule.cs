using System.Net;
using System.Security.Claims;
using System.Security.Principal;

using Fleet.Node.Settings;

namespace Fleet.Node.Api;

/// <summary>Who may use the API: in Development anybody on this machine, elsewhere whoever shows the key.</summary>
internal sealed class AccessRule(FleetSettings settings, IHostEnvironment environment) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (IsOpen(context.HttpContext))
            return next(context);
        if (HasKey(context.HttpContext))
        {
            context.HttpContext.User = new ClaimsPrincipal(new GenericIdentity("key", BearerKey.Scheme));
            return next(context);
        }

        context.HttpContext.Response.Headers.WWWAuthenticate = BearerKey.Scheme;
        var rule = settings.Access.Key is null
            ? "The API is closed: set Fleet:Access:Key and show it as 'Authorization: Bearer KEY'."
            : "Show the key as 'Authorization: Bearer KEY'.";
        return ValueTask.FromResult<object?>(TypedResults.Problem(rule, statusCode: StatusCodes.Status401Unauthorized, title: "Not allowed"));
    }

    private bool IsOpen(HttpContext http) =>
        environment.IsDevelopment() && http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    private bool HasKey(HttpContext http) => settings.Access.Key is { Length: > 0 } key && BearerKey.IsShown(http, key);
}
