namespace Fleet.Node.Tests.Running;

/// <summary>Manifests of events that tests count in the journal, as an auditor would.</summary>
internal static class Manifest
{
    /// <summary>Evidence that a charger gave to no transaction.</summary>
    public const string Parked = "ce:park1";

    /// <summary>A session's beginning.</summary>
    public const string Opened = "se:open1";

    /// <summary>A session's readings.</summary>
    public const string Readings = "se:read1";

    /// <summary>A session's bill.</summary>
    public const string Bill = "se:bill1";
}
