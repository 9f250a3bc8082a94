using System.Text.Json.Nodes;

using Fleet.Cluster.ReferenceData.Files;
using Fleet.Domain;

namespace Fleet.Cluster.ReferenceData;

/// <summary>A kind of what people enter: its rules, in the one place that the HTTP API and the import share, and the forms in which it is kept and shown.</summary>
public abstract class ReferenceKind
{
    /// <summary>Chargers.</summary>
    public static ReferenceKind Chargers { get; } = new ChargerKind();

    /// <summary>Tokens.</summary>
    public static ReferenceKind Tokens { get; } = new TokenKind();

    /// <summary>Tariffs.</summary>
    public static ReferenceKind Tariffs { get; } = new TariffKind();

    /// <summary>Promotions, memberships and premium stations.</summary>
    public static ReferenceKind Promotions { get; } = new PromotionEntryKind();

    /// <summary>Sites.</summary>
    public static ReferenceKind Sites { get; } = new SiteKind();

    /// <summary>All of them, those before that others refer to.</summary>
    public static IReadOnlyList<ReferenceKind> All { get; } = [Sites, Tariffs, Promotions, Chargers, Tokens];

    /// <summary>What one is called, and what it is kept under.</summary>
    public abstract string Name { get; }

    /// <summary>What several are called, as in addresses and commands.</summary>
    public string Plural => $"{Name}s";

    /// <summary>The field that names an entry.</summary>
    public virtual string IdName => "id";

    /// <summary>Whether the id is part of what is kept, as OCPI has it.</summary>
    internal virtual bool IsIdInside => false;

    /// <summary>The columns of a CSV file; null where CSV cannot say it.</summary>
    internal virtual CsvLayout? Csv => null;

    /// <summary>Whether it is imported and exported as a table too.</summary>
    public bool HasCsv => Csv is not null;

    /// <summary>What a table cannot say, as a further sentence; empty when it can say everything.</summary>
    public virtual string CsvHint => "";

    /// <summary>What is wrong with an entry's id, to complete <c>id: …</c>; null when nothing is.</summary>
    public abstract string? FaultOfId(string id);

    /// <summary>The form of an id under which it is looked up.</summary>
    public virtual string KeyOf(string id) => id;

    /// <summary>Reads what a person entered under an id that is none the worse for it, and checks it; nothing is recorded here.</summary>
    /// <param name="id">The id.</param>
    /// <param name="json">The rest.</param>
    /// <param name="references">What it may refer to.</param>
    public abstract ValueTask<EntryReading> ReadAsync(string id, string json, References references);

    /// <summary>What is kept, as people may see it: without secrets.</summary>
    public virtual JsonObject Show(string document) => JsonNode.Parse(document)!.AsObject();

    /// <summary>What a person would enter to have what is kept, with the id first; secrets are left out, and so stay as they are.</summary>
    public virtual JsonObject ToEntered(string key, string document)
    {
        var entered = new JsonObject { [IdName] = key };
        foreach (var (name, value) in Show(document))
            entered[name] = value?.DeepClone();
        return entered;
    }

    /// <summary>Whether what is kept stands for something that is out of use; it is neither exported nor changed by an import.</summary>
    public virtual bool IsOut(string document) => false;

    /// <summary>The document to be kept for <paramref name="entry"/>.</summary>
    /// <param name="entry">What was entered.</param>
    /// <param name="before">What is kept now; null when nothing is.</param>
    /// <param name="hash">Hashes a secret that is not the one before.</param>
    internal virtual string Complete(Entry entry, string? before, Func<string, string> hash) => entry.Document;

    /// <summary>Whether entries stand below others of the same kind.</summary>
    internal virtual bool IsNested => false;

    /// <summary>The key of the entry of the same kind that this one stands below; null when it stands below none.</summary>
    internal virtual string? ParentOf(string document) => null;

    /// <summary>Lets later entries of the same file refer to <paramref name="entry"/>.</summary>
    internal virtual void Note(Entry entry, References references)
    {
    }
}

/// <summary>Something entered that keeps its rules, and is not recorded yet.</summary>
/// <param name="Key">What it is looked up under.</param>
/// <param name="Document">What is to be kept, but for the secret.</param>
/// <param name="Secret">A secret in clear, to be hashed; null to leave the one before.</param>
public sealed record Entry(string Key, string Document, string? Secret = null);

/// <summary>The outcome of reading an entry: the entry, or at least one fault.</summary>
/// <param name="Entry">The entry, when there is no fault.</param>
/// <param name="Faults">What is wrong, in the order of the fields.</param>
public sealed record EntryReading(Entry? Entry, ValueList<FieldFault> Faults)
{
    /// <summary>An entry without a fault.</summary>
    public static EntryReading Of(Entry entry) => new(entry, []);

    /// <summary>At least one fault.</summary>
    public static EntryReading Of(IEnumerable<FieldFault> faults) => new(null, faults.ToValueList());
}

/// <summary>A rule that an entry breaks.</summary>
/// <param name="Field">The field, as its JSON names it, such as <c>evses[0].phases</c>.</param>
/// <param name="Rule">What must hold, to complete <c>field: …</c>.</param>
public sealed record FieldFault(string Field, string Rule);
