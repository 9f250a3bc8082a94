using System.CommandLine;

using Fleet.Domain.Billing;

namespace Fleet.Cli.Rating;

/// <summary>The option <c>--rules</c>.</summary>
internal static class RuleSetOption
{
    private static readonly string Names = string.Join(", ", Enum.GetValues<RuleSet>().Select(RuleSets.Id));

    /// <summary>The rules to rate by; null when the document decides.</summary>
    public static readonly Option<RuleSet?> Rules =
        OptionOf.Value<RuleSet?>("--rules", $"The rules to rate by, whatever the document says: {Names}", $"one of {Names}", RuleSets.Find);
}
