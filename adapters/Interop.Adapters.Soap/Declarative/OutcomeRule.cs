namespace Interop.Adapters.Soap.Declarative;

/// <summary>When a condition of the answer holds: what it means. Conditions and values are XPath 1.0 with the functions of stylesheets.</summary>
internal sealed record OutcomeRule
{
    /// <summary>Judges SOAP faults, and not answers.</summary>
    public bool OnFault { get; init; }

    public required string When { get; init; }

    public required RuleVerdict Then { get; init; }

    /// <summary>Of <see cref="RuleVerdict.Destination"/>: which fault.</summary>
    public DestinationFaultKind Fault { get; init; }

    /// <summary>Of <see cref="RuleVerdict.Deferred"/>: how long from now; null: the schedule decides.</summary>
    public TimeSpan? After { get; init; }

    /// <summary>The format of <c>notBefore</c>, in the partner's local time.</summary>
    public string? Format { get; init; }

    /// <summary>In our words, for operators; null: a general sentence.</summary>
    public string? Message { get; init; }

    /// <summary>Expressions by the name of what they find: reference, code, text, notBefore, token.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>Where it stands in profile.json.</summary>
    public required string Pointer { get; init; }
}

/// <summary>What an answer means.</summary>
internal enum RuleVerdict
{
    Accepted = 1,
    AlreadyThere = 2,
    Rejected = 3,
    Deferred = 4,
    Destination = 5,
    Unknown = 6,
    TokenExpired = 7,
    Arrived = 8,
    Absent = 9,
    CannotTell = 10,
    Ok = 11,
    LoggedIn = 12,
    Waiting = 13,
    Nothing = 14,
}

/// <summary>What holds up the whole destination.</summary>
internal enum DestinationFaultKind
{
    None = 0,
    Credentials = 1,
    SenderNotRegistered = 2,
    WrongEndpoint = 3,
    Unavailable = 4,
    Busy = 5,
}
