using Interop.Adapters.Delivery;
using Interop.Contracts.Documents;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Faults;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;

namespace Interop.Hub.Core.Ledger;

/// <summary>What intake must know of a dossier before it plans deliveries.</summary>
/// <param name="Key">The ledger's id.</param>
/// <param name="Number">The deciding number.</param>
/// <param name="Facts">Facts, from the latest submission.</param>
/// <param name="IsParty">True when the asking partner is a party to it.</param>
/// <param name="Status">Business status now.</param>
/// <param name="Owner">Code of the partner that submitted it.</param>
/// <param name="TraceParent">traceparent of the intake of the submission in force; null when it was not traced.</param>
public sealed record DossierHead(long Key, string Number, DossierFacts Facts, bool IsParty, BusinessStatus? Status, string Owner, string? TraceParent);

/// <summary>All that the ledger can show of one dossier. Bodies are not in it.</summary>
public sealed record DossierView
{
    /// <summary>The ledger's id.</summary>
    public required long Key { get; init; }

    /// <summary>The deciding number.</summary>
    public required string Number { get; init; }

    /// <summary>Partner that submitted it.</summary>
    public required string Owner { get; init; }

    /// <summary>Every code.</summary>
    public required IReadOnlyList<DossierIdentifier> Identifiers { get; init; }

    /// <summary>Facts.</summary>
    public required DossierFacts Facts { get; init; }

    /// <summary>Partners that are a party to it.</summary>
    public required IReadOnlyList<string> Parties { get; init; }

    /// <summary>Business axis.</summary>
    public BusinessStatus? Status { get; init; }

    /// <summary>Since when, by event time.</summary>
    public DateTimeOffset? StatusSince { get; init; }

    /// <summary>Financial axis.</summary>
    public FinancialStatus Financial { get; init; }

    /// <summary>Result axis.</summary>
    public ResultStatus ResultState { get; init; }

    /// <summary>When the hub first saw it.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When something last happened.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Set when the dossier was erased: its contents are gone for good, what identifies it stays.</summary>
    public ErasureView? Erasure { get; init; }

    /// <summary>Its packets, in order of acceptance.</summary>
    public required IReadOnlyList<PacketView> Packets { get; init; }
}

/// <summary>One packet.</summary>
public sealed record PacketView
{
    /// <summary>The hub's id (receipt id).</summary>
    public required string Id { get; init; }

    /// <summary>The sender's id.</summary>
    public required string PacketId { get; init; }

    /// <summary>Kind.</summary>
    public required PacketKind Kind { get; init; }

    /// <summary>Sender; <c>hub</c> for the hub's own.</summary>
    public required string Sender { get; init; }

    /// <summary>The dossier's number, null for a document without one.</summary>
    public string? DossierNumber { get; init; }

    /// <summary>Event time.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Acceptance time.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>Status it carried.</summary>
    public BusinessStatus? Status { get; init; }

    /// <summary>What the status rules said of it: <c>applied</c>, <c>repeat</c>, <c>jump</c>, <c>late</c>, <c>quarantined</c>, or null.</summary>
    public string? StatusVerdict { get; init; }

    /// <summary>Files.</summary>
    public required IReadOnlyList<DocumentReference> Documents { get; init; }

    /// <summary>Set when its content was taken: the body, the list of its files, partners' words.</summary>
    public RemovalView? Removed { get; init; }

    /// <summary>Deliveries.</summary>
    public required IReadOnlyList<DeliveryView> Deliveries { get; init; }

    /// <summary>Doubts of its receipt.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];

    /// <summary>traceparent of its intake.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>How a packet's content went.</summary>
/// <param name="At">When.</param>
/// <param name="Erased">True: with its dossier, at an operator's order. False: its time had come.</param>
public sealed record RemovalView(DateTimeOffset At, bool Erased);

/// <summary>One delivery.</summary>
public sealed record DeliveryView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Destination.</summary>
    public required string Destination { get; init; }

    /// <summary>Role.</summary>
    public required DeliveryRole Role { get; init; }

    /// <summary>Gate name.</summary>
    public string? Gate { get; init; }

    /// <summary>State.</summary>
    public required DeliveryState State { get; init; }

    /// <summary>Why parked.</summary>
    public ParkReason Park { get; init; }

    /// <summary>Due time.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Attempts that counted.</summary>
    public int Attempts { get; init; }

    /// <summary>When the state last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>When the partner had it.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>The partner's reference.</summary>
    public string? PartnerReference { get; init; }

    /// <summary>When a business answer is due; null: none, or it came.</summary>
    public DateTimeOffset? AnswerDueAt { get; init; }

    /// <summary>Every attempt and probe, in order.</summary>
    public required IReadOnlyList<AttemptView> History { get; init; }

    /// <summary>What a gate learned.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}

/// <summary>One attempt or probe.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Purpose">Send or probe.</param>
/// <param name="StartedAt">When.</param>
/// <param name="Duration">How long.</param>
/// <param name="Outcome">See <see cref="AttemptRecord.Outcome"/>.</param>
/// <param name="Fault">The fault; the partner's text is left out unless it was asked for with the right to see it.</param>
/// <param name="TraceId">Trace id.</param>
/// <param name="Node">Node.</param>
/// <param name="Taken">False for a late outcome kept as evidence.</param>
public sealed record AttemptView(int Number, ClaimPurpose Purpose, DateTimeOffset StartedAt, TimeSpan Duration, string Outcome, Fault? Fault, string? TraceId, string Node, bool Taken);

/// <summary>One line of a list of dossiers.</summary>
/// <param name="Key">The ledger's id.</param>
/// <param name="Number">Number.</param>
/// <param name="Procedure">Short procedure code.</param>
/// <param name="Receiving">Receiving unit.</param>
/// <param name="Status">Business status.</param>
/// <param name="CreatedAt">First seen.</param>
/// <param name="UpdatedAt">Last changed.</param>
/// <param name="Open">Deliveries not passed.</param>
/// <param name="Stuck">Of these: rejected, parked or unknown.</param>
public sealed record DossierLine(long Key, string Number, string Procedure, string Receiving, BusinessStatus? Status, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int Open, int Stuck);

/// <summary>How many deliveries of a destination are in which state.</summary>
/// <param name="Destination">Destination.</param>
/// <param name="States">Count per state; states with none are absent. Delivered is not counted: it only grows.</param>
/// <param name="OldestDue">Due time of the oldest that is due.</param>
public sealed record DestinationBacklog(string Destination, IReadOnlyDictionary<DeliveryState, long> States, DateTimeOffset? OldestDue);

/// <summary>A lease that ended with no outcome.</summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="Destination">Its destination.</param>
/// <param name="Token">The token it was claimed with.</param>
/// <param name="Role">Its role.</param>
/// <param name="Attempts">Attempts before.</param>
/// <param name="StartedAt">When it was claimed.</param>
/// <param name="Node">By whom.</param>
/// <param name="Purpose">For what.</param>
/// <param name="Sender">The packet's sender.</param>
/// <param name="PacketId">The sender's id of the packet.</param>
/// <param name="Dossier">The ledger's id of the dossier; null for a document without one.</param>
/// <param name="FirstAttemptAt">When the first attempt began that is on record; null: the lost one was the first.</param>
/// <param name="ClosedAtFirst">The door's <see cref="DestinationControl.ClosedTotal"/> then.</param>
public sealed record ExpiredLease(
    string DeliveryId, string Destination, long Token, DeliveryRole Role, int Attempts, DateTimeOffset StartedAt, string Node, ClaimPurpose Purpose, string Sender, string PacketId, long? Dossier,
    DateTimeOffset? FirstAttemptAt, TimeSpan ClosedAtFirst);
