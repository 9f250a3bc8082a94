namespace Fleet.Domain.Metering;

/// <summary>The words of findings on evidence, and of the reasons for which a bill is held. Stable: they stand in journals, bills and interfaces.</summary>
public static class FindingCode
{
    /// <summary>A value lies below an earlier one of the same register and the register went on from there: it was reset or exchanged.</summary>
    public const string RegisterReset = "REGISTER_RESET";

    /// <summary>A single value does not fit its neighbors on both sides and was left out.</summary>
    public const string RegisterOutlier = "REGISTER_OUTLIER";

    /// <summary>The start was given on another scale than the samples (lifetime against session-relative).</summary>
    public const string RegisterMixed = "REGISTER_MIXED";

    /// <summary>The start value is a placeholder of 0: the register already stood far higher at the first sample.</summary>
    public const string StartPlaceholder = "START_PLACEHOLDER";

    /// <summary>The stop value lies below what the session had already reached.</summary>
    public const string StopBelowRegister = "STOP_BELOW_REGISTER";

    /// <summary>The stop carried no usable register value; the last reading stands in.</summary>
    public const string StopWithoutRegister = "STOP_WITHOUT_REGISTER";

    /// <summary>Two readings of one instant disagree.</summary>
    public const string ConflictingReadings = "CONFLICTING_READINGS";

    /// <summary>More than an hour without a reading while energy flowed.</summary>
    public const string ReadingGap = "READING_GAP";

    /// <summary>A time before 2015 or more than five minutes ahead of its arrival.</summary>
    public const string ImplausibleTime = "IMPLAUSIBLE_TIME";

    /// <summary>The stop lies before the start.</summary>
    public const string StopBeforeStart = "STOP_BEFORE_START";

    /// <summary>More energy than the EVSE can deliver in the session's time, or than any car can take.</summary>
    public const string ImplausibleEnergy = "IMPLAUSIBLE_ENERGY";

    /// <summary>No energy was taken, or so little in so short a time that it was no service: nothing is billed.</summary>
    public const string NoService = "NO_SERVICE";

    /// <summary>The meter stood still although the connector said that it charges: beyond a pause, that is neither charging nor parking.</summary>
    public const string NothingFlowed = "NOTHING_FLOWED";

    /// <summary>The session goes on after an interruption of one that was billed.</summary>
    public const string ReconnectMerged = "RECONNECT_MERGED";

    /// <summary>Evidence that named no transaction, or -1, and was matched by connector and time.</summary>
    public const string MatchedEvidence = "MATCHED_EVIDENCE";

    /// <summary>A sample whose measurand or unit OCPP does not know.</summary>
    public const string UnknownSample = "UNKNOWN_SAMPLE";

    /// <summary>The token was not accepted at the start, yet energy was taken.</summary>
    public const string NotAuthorized = "NOT_AUTHORIZED";

    /// <summary>No stop came, so the session was closed on its last evidence.</summary>
    public const string NoStop = "NO_STOP";

    /// <summary>The meter was exchanged during the session.</summary>
    public const string MeterSwapped = "METER_SWAPPED";

    /// <summary>A person released the bill from its hold.</summary>
    public const string HoldReleased = "HOLD_RELEASED";

    /// <summary>A person said on what scale the charger counts.</summary>
    public const string Reclassified = "RECLASSIFIED";

    /// <summary>The tariff that was frozen at the start was wrong, and another one took its place.</summary>
    public const string TariffCorrected = "TARIFF_CORRECTED";

    /// <summary>Evidence came after the bill that would change it, and a person must say whether it may.</summary>
    public const string LateEvidence = "LATE_EVIDENCE";

    /// <summary>A person decided that the session costs nothing.</summary>
    public const string Credited = "CREDITED";

    /// <summary>A period of another party's record reaches over a change of its price.</summary>
    public const string PeriodSpansPriceChange = "PERIOD_SPANS_PRICE_CHANGE";

    /// <summary>A price depends on a current that nothing states, so that it follows from the power at the nominal voltage.</summary>
    public const string CurrentDerived = "CURRENT_DERIVED";

    /// <summary>The record does not state what its price depends on.</summary>
    public const string NotVerifiable = "NOT_VERIFIABLE";

    /// <summary>The meter's clock is informative only, so that no price may depend on the time.</summary>
    public const string ClockInformative = "CLOCK_INFORMATIVE";

    /// <summary>A signed value was not signed by the EVSE's meter as it stands: it was changed, or another meter signed it.</summary>
    public const string SignatureInvalid = "SIGNATURE_INVALID";

    /// <summary>Nobody knows the key of the EVSE's meter, so that a signed value proves nothing.</summary>
    public const string SignatureNoKey = "SIGNATURE_NO_KEY";

    /// <summary>A signed value of a format, algorithm or curve that Fleet cannot check; nothing is said against it.</summary>
    public const string SignatureUnsupported = "SIGNATURE_UNSUPPORTED";

    /// <summary>A signed value that is none: it cannot be read.</summary>
    public const string SignedDataMalformed = "SIGNED_DATA_MALFORMED";

    /// <summary>A signed value was too long to be kept whole.</summary>
    public const string SignedDataCut = "SIGNED_DATA_CUT";

    /// <summary>The meter itself says, under a good signature, that its energy may not be billed.</summary>
    public const string SignedValueFaulty = "SIGNED_VALUE_FAULTY";

    /// <summary>The signed register went up by another energy than the plain one.</summary>
    public const string SignedRegisterDiffers = "SIGNED_REGISTER_DIFFERS";

    /// <summary>Signed records are missing, or do not hang together as one transaction.</summary>
    public const string SignedSequenceIncomplete = "SIGNED_SEQUENCE_INCOMPLETE";

    /// <summary>No tariff was in force at the start.</summary>
    public const string NoTariff = "NO_TARIFF";
}
