using Interop.Contracts.Faults;
using Interop.Contracts.Identifiers;

namespace Interop.Adapters.Delivery;

/// <summary>What became of one attempt. Closed: these four and no other.</summary>
public abstract record DeliveryOutcome
{
    private DeliveryOutcome()
    {
    }

    /// <summary>The partner has it ("already exists" included).</summary>
    /// <param name="Receipt">The partner's word.</param>
    public sealed record Accepted(PartnerReceipt Receipt) : DeliveryOutcome;

    /// <summary>
    /// Not now. Certain that it had no effect: not sent, or refused before being taken. With a fault of destination
    /// scope that a person must mend, the destination pauses and no attempt is spent.
    /// </summary>
    /// <param name="Fault">Why.</param>
    /// <param name="NotBefore">The partner's wish (Retry-After); null: the schedule decides.</param>
    public sealed record Deferred(Fault Fault, DateTimeOffset? NotBefore = null) : DeliveryOutcome;

    /// <summary>The partner refuses this packet's data. Never retried.</summary>
    /// <param name="Fault">What was wrong; packet scope.</param>
    public sealed record Rejected(Fault Fault) : DeliveryOutcome;

    /// <summary>Bytes may have been sent and no answer was understood: it may or may not have had its effect.</summary>
    /// <param name="Fault">What is known.</param>
    public sealed record Unknown(Fault Fault) : DeliveryOutcome;
}

/// <summary>A partner's word that it has a packet.</summary>
public sealed record PartnerReceipt
{
    /// <summary>The partner's reference for it (transaction number, session code). Null: it gave none.</summary>
    public string? Reference { get; init; }

    /// <summary>True when the partner said it had it already: success, not a second effect.</summary>
    public bool AlreadyThere { get; init; }

    /// <summary>Codes that the partner gave the dossier in its answer; each of its own issue.</summary>
    public IReadOnlyList<DossierIdentifier> Identifiers { get; init; } = [];

    /// <summary>What a look-up or gate learned, by subject; empty for ordinary deliveries.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}

/// <summary>What a partner says became of a packet.</summary>
public abstract record ProbeOutcome
{
    private ProbeOutcome()
    {
    }

    /// <summary>It has it.</summary>
    /// <param name="Receipt">Its word.</param>
    public sealed record Arrived(PartnerReceipt Receipt) : ProbeOutcome;

    /// <summary>It does not have it, and the answer is final: the partner's settle time has passed.</summary>
    public sealed record Absent : ProbeOutcome;

    /// <summary>It could not be asked, or its answer proves nothing.</summary>
    /// <param name="Fault">Why.</param>
    public sealed record CannotTell(Fault Fault) : ProbeOutcome;
}
