namespace Interop.Contracts.Faults;

/// <summary>Whose fault it is: who must act.</summary>
public enum Responsibility
{
    /// <summary>The system that sent the packet: its data must change.</summary>
    Sender = 1,

    /// <summary>The destination's system.</summary>
    Partner = 2,

    /// <summary>This hub: its configuration, its mapping, its machine.</summary>
    Hub = 3,

    /// <summary>Something between hub and destination.</summary>
    Network = 4,
}

/// <summary>What the fault holds up.</summary>
public enum FaultScope
{
    /// <summary>This packet; other packets to the destination may well pass.</summary>
    Packet = 1,

    /// <summary>The destination: every packet to it would meet the same.</summary>
    Destination = 2,
}

/// <summary>What mends the fault.</summary>
public enum Remedy
{
    /// <summary>Time: trying again later may succeed (a restart, an overload, a cut line).</summary>
    Time = 1,

    /// <summary>A person: trying again changes nothing (credentials, certificate, registration, the packet's data).</summary>
    Person = 2,
}

/// <summary>What went wrong at a destination or on the way to it. Data, not an exception.</summary>
public sealed record Fault
{
    /// <summary>A code of the list <c>fault-codes.csv</c>, such as <c>partner.unreachable</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Whose fault it is.</summary>
    public required Responsibility Responsibility { get; init; }

    /// <summary>What it holds up.</summary>
    public required FaultScope Scope { get; init; }

    /// <summary>What mends it.</summary>
    public required Remedy Remedy { get; init; }

    /// <summary>
    /// In our words: what was wrong and what to do. Free of personal data, so it may stand in a log. 1 to 500 characters.
    /// </summary>
    public required string Message { get; init; }

    /// <summary>The partner's own code (error_code, faultcode, HTTP status). Up to 64 characters.</summary>
    public string? PartnerCode { get; init; }

    /// <summary>
    /// The partner's own words. May hold personal data: treated as body, encrypted and masked, never logged. Up to 4000 characters.
    /// </summary>
    public string? PartnerText { get; init; }

    /// <summary>Where in the packet, as a JSON pointer. Null: not about one place. Up to 500 characters.</summary>
    public string? Pointer { get; init; }
}
