namespace Interop.Simulators;

/// <summary>What a call into the hub says.</summary>
public enum CallbackKind
{
    /// <summary><c>ProgressRequest</c>.</summary>
    Progress,

    /// <summary><c>ResultRequest</c>, with the certificate.</summary>
    Result,

    /// <summary><c>SupplementRequest</c>: the ministry asks for papers.</summary>
    Supplement,
}

/// <summary>How far a callback is.</summary>
public enum CallbackState
{
    /// <summary>Waits to be fired, or for its turn behind the dossier's earlier ones.</summary>
    Waiting,

    /// <summary>Sent at least once without an answer that ends it.</summary>
    Sending,

    /// <summary>The hub has taken it.</summary>
    Taken,

    /// <summary>The hub has refused it with a Client fault.</summary>
    Refused,
}

/// <summary>One call of the ministry into the hub.</summary>
public sealed class Callback
{
    /// <summary>Its token, the same in every repeat.</summary>
    public required string PacketId { get; init; }

    /// <summary>The dossier.</summary>
    public required string DossierNumber { get; init; }

    /// <summary>What it says.</summary>
    public required CallbackKind Kind { get; init; }

    /// <summary>Business status, 1 to 10.</summary>
    public required int StatusCode { get; init; }

    /// <summary>What was done, in the ministry's words.</summary>
    public required string Content { get; init; }

    /// <summary>How far it is.</summary>
    public CallbackState State { get; internal set; }

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; internal set; }

    /// <summary>HTTP status of the last answer; null when none came.</summary>
    public int? LastStatus { get; internal set; }

    /// <summary>The hub's receipt, once it has taken it.</summary>
    public string? ReceiptId { get; internal set; }

    /// <summary>What the hub said of the last sending: <c>accepted</c>, <c>duplicate</c> or <c>held</c>; the fault string when refused.</summary>
    public string? Disposition { get; internal set; }

    /// <summary>When the hub first took it, UTC.</summary>
    public DateTimeOffset? TakenAt { get; internal set; }
}
