namespace Fleet.Domain.Billing.Documents;

/// <summary>What is found wrong while one document is read.</summary>
internal sealed class TariffFaults(TariffStrictness strictness)
{
    private readonly List<TariffError> _errors = [];
    private readonly List<TariffError> _warnings = [];

    /// <summary>What makes the document unusable, in its order.</summary>
    public IReadOnlyList<TariffError> Errors => _errors;

    /// <summary>What was not understood and let pass, in the document's order.</summary>
    public IReadOnlyList<TariffError> Warnings => _warnings;

    /// <summary>Adds an error.</summary>
    public void Refuse(string pointer, string rule, string code = LintCode.Invalid) => _errors.Add(new TariffError(pointer, rule, code));

    /// <summary>Adds a member whose name is not known where it stands.</summary>
    public void Unknown(string pointer, string name, ReadOnlySpan<string> known)
    {
        var hint = Spelling.Nearest(name, known) is { } nearest ? $"did you mean {nearest}?" : "is it misspelt?";
        var error = new TariffError(pointer, $"is no member here; {hint}", LintCode.UnknownField);
        (strictness == TariffStrictness.Strict ? _errors : _warnings).Add(error);
    }
}
