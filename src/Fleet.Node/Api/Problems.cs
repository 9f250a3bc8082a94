using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.Node.Api;

/// <summary>Errors as RFC 9457 problem+json, each naming the field and the rule.</summary>
internal static class Problems
{
    /// <summary>404.</summary>
    public static ProblemHttpResult NotFound(string what) => TypedResults.Problem(what, statusCode: StatusCodes.Status404NotFound, title: "Not found");

    /// <summary>400 for a parameter.</summary>
    public static ProblemHttpResult BadParameter(string field, string rule) => Invalid(StatusCodes.Status400BadRequest, [(field, rule)]);

    /// <summary>422 for a body.</summary>
    public static ProblemHttpResult Invalid(IEnumerable<(string Field, string Rule)> errors) => Invalid(StatusCodes.Status422UnprocessableEntity, errors);

    private static ProblemHttpResult Invalid(int status, IEnumerable<(string Field, string Rule)> errors)
    {
        var fields = errors.GroupBy(error => error.Field, error => error.Rule, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        return TypedResults.Problem(
            string.Join("; ", fields.Select(field => $"{field.Key}: {string.Join(", ", field.Value)}")),
            statusCode: status,
            title: "Not valid",
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = fields });
    }
}
