namespace Fleet.Cluster.ReferenceData.Files;

/// <summary>What an import tells while it checks a file.</summary>
public abstract record ImportStep
{
    private ImportStep()
    {
    }

    /// <summary>A rule that a row breaks.</summary>
    /// <param name="Place">Where: <c>line</c> for CSV, <c>entry</c> for JSON.</param>
    /// <param name="Number">Which, from 1.</param>
    /// <param name="Id">The row's id; empty when there is none.</param>
    /// <param name="Field">The column or field.</param>
    /// <param name="Rule">What must hold.</param>
    public sealed record Bad(string Place, int Number, string Id, string Field, string Rule) : ImportStep
    {
        /// <summary>As a person reads it.</summary>
        public override string ToString() => Id.Length == 0 ? $"{Place} {Number}: {Field}: {Rule}" : $"{Place} {Number}, {Id}: {Field}: {Rule}";
    }

    /// <summary>How far the file is read.</summary>
    /// <param name="Rows">Rows that were checked.</param>
    /// <param name="Bytes">How much of the file is read, bytes.</param>
    /// <param name="Of">How long it is, bytes.</param>
    public sealed record Checked(long Rows, long Bytes, long Of) : ImportStep;

    /// <summary>The file as a whole cannot be read; the last step.</summary>
    /// <param name="Sentence">Why, and what to do.</param>
    public sealed record Unreadable(string Sentence) : ImportStep;
}

/// <summary>How many rows of a file there are of each sort.</summary>
/// <param name="New">Nothing stands under their keys.</param>
/// <param name="Changed">They say something else than what stands.</param>
/// <param name="Unchanged">They say what stands.</param>
/// <param name="Bad">They break a rule.</param>
public sealed record ImportCounts(long New, long Changed, long Unchanged, long Bad)
{
    /// <summary>All rows.</summary>
    public long Rows => New + Changed + Unchanged + Bad;

    /// <summary>Rows that an import records.</summary>
    public long ToEnter => New + Changed;
}
