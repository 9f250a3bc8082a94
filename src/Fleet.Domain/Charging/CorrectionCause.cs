namespace Fleet.Domain.Charging;

/// <summary>Why a bill took the place of the one before.</summary>
public enum CorrectionCause
{
    /// <summary>The charger's own stop came after Fleet had closed the session.</summary>
    LateStop = 1,

    /// <summary>Readings, reports of the connector or an exchange of the meter came after the bill and belong to the session's time.</summary>
    LateEvidence = 2,

    /// <summary>A person said on what scale the charger counts.</summary>
    Reclassified = 3,

    /// <summary>The tariff was wrong.</summary>
    Tariff = 4,

    /// <summary>A person released the bill from its hold.</summary>
    Released = 5,

    /// <summary>A person decided that the session costs nothing.</summary>
    Credited = 6,
}

/// <summary>The causes in interfaces.</summary>
public static class CorrectionCauses
{
    /// <summary>The stable word, such as <c>LATE_EVIDENCE</c>.</summary>
    public static string Word(this CorrectionCause cause) => cause switch
    {
        CorrectionCause.LateStop => "LATE_STOP",
        CorrectionCause.LateEvidence => "LATE_EVIDENCE",
        CorrectionCause.Reclassified => "RECLASSIFIED",
        CorrectionCause.Tariff => "TARIFF",
        CorrectionCause.Released => "RELEASED",
        CorrectionCause.Credited => "CREDITED",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "no such cause"),
    };

    /// <summary>The same as the end of a sentence about a correction.</summary>
    public static string Text(this CorrectionCause cause) => cause switch
    {
        CorrectionCause.LateStop => "because the charger's own stop came late",
        CorrectionCause.LateEvidence => "because evidence of the session came late",
        CorrectionCause.Reclassified => "because the charger's register was read on the wrong scale",
        CorrectionCause.Tariff => "because the tariff was wrong",
        CorrectionCause.Released => "because a person found the held bill right",
        CorrectionCause.Credited => "because a person decided that the session costs nothing",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "no such cause"),
    };

    /// <summary>The cause of a stable word; null when there is none.</summary>
    public static CorrectionCause? Find(string word) => Enum.GetValues<CorrectionCause>().Where(cause => cause.Word() == word).Select(cause => (CorrectionCause?)cause).FirstOrDefault();
}
