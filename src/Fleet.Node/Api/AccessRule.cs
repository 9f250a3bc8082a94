using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Security.Principal;
using System.Text;

using Fleet.Node.Settings;

namespace Fleet.Node.Api;

/// <summary>Who may use the API: in Development anybody on this machine, elsewhere whoever shows the key.</summary>
internal sealed class AccessRule(FleetSettings settings, IHostEnvironment environment) : IEndpointFilter
{
    private const string Scheme = "Bearer ";

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (IsOpen(context.HttpContext))
            return next(context);
        if (HasKey(context.HttpContext))
        {
            context.HttpContext.User = new ClaimsPrincipal(new GenericIdentity("key", "Bearer"));
            return next(context);
        }

        context.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
        var rule = settings.Access.Key is null
            ? "The API is closed: set Fleet:Access:Key and show it as 'Authorization: Bearer KEY'."
            : "Show the key as 'Authorization: Bearer KEY'.";
        return ValueTask.FromResult<object?>(TypedResults.Problem(rule, statusCode: StatusCodes.Status401Unauthorized, title: "Not allowed"));
    }

    private bool IsOpen(HttpContext http) =>
        environment.IsDevelopment() && http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    private bool HasKey(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return settings.Access.Key is { Length: > 0 } key
            && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header[Scheme.Length..]), Encoding.UTF8.GetBytes(key));
    }
}
