using Interop.Contracts.Documents;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;

namespace Interop.Hub.Core.Ledger;

/// <summary>
/// One packet to be recorded, with all that was decided about it before the commit. What depends on the ledger's own
/// state (is it new, a duplicate, an update; does its lane wait) is decided inside the commit, by the rules of
/// <see cref="IntakeRules"/>.
/// </summary>
public sealed record AcceptPacket
{
    /// <summary>The hub's id of the packet: 32 hexadecimal digits, ordered by time. Becomes the receipt id.</summary>
    public required string Id { get; init; }

    /// <summary>The partner that sent it.</summary>
    public required string Partner { get; init; }

    /// <summary>Request key: (partner, operation, key) → content digest. Lifelong. Null for the hub's own packets.</summary>
    public RequestKey? RequestKey { get; init; }

    /// <summary>The sender's packet id; unique per partner for life.</summary>
    public required string PacketId { get; init; }

    /// <summary>What it is.</summary>
    public required PacketKind Kind { get; init; }

    /// <summary>Keyed digest of the canonical content; its first byte is the version.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>For events: the event's own id or reference, else its time and content digest. Null for submissions and corrections.</summary>
    public string? EventKey { get; init; }

    /// <summary>The dossier's codes as claimed, each with what configuration says about it.</summary>
    public required IReadOnlyList<IdentifierClaim> Identifiers { get; init; }

    /// <summary>The ledger's id of the dossier that the route named and that was found; null: the identifiers decide.</summary>
    public long? Dossier { get; init; }

    /// <summary>Facts of the dossier, from a submission or correction; null otherwise.</summary>
    public DossierFacts? Facts { get; init; }

    /// <summary>When the event happened, by its sender. Order of business status is judged by this.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the hub took it, UTC.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>What it makes of the business status; null: nothing.</summary>
    public BusinessStatus? Status { get; init; }

    /// <summary>What it makes of the financial axis; null: nothing.</summary>
    public FinancialStatus? Financial { get; init; }

    /// <summary>What it makes of the result axis; null: nothing.</summary>
    public ResultStatus? ResultState { get; init; }

    /// <summary>For a correction: the sender's packet id of what it corrects.</summary>
    public string? Corrects { get; init; }

    /// <summary>The packet as received, UTF-8 JSON; encrypted by the store under the dossier's key.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The files it refers to. Each must be in the document store under this partner, or of this dossier.</summary>
    public IReadOnlyList<DocumentReference> Documents { get; init; } = [];

    /// <summary>The deliveries that routing planned, in order; gates first.</summary>
    public required IReadOnlyList<PlannedDelivery> Deliveries { get; init; }

    /// <summary>
    /// Deliveries among the planned ones for which this node holds a permit. Those that may go at once are recorded as
    /// claimed by it, see <see cref="AcceptResult.Recorded.Claimed"/>; the others as if they stood not here.
    /// </summary>
    public IReadOnlyList<ClaimRequest> Claims { get; init; } = [];

    /// <summary>Doubts that did not stop it; part of the receipt.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];

    /// <summary>True when the partner may act only on dossiers it is a party to (every kind but a submission).</summary>
    public required bool MustBeParty { get; init; }

    /// <summary>W3C traceparent of the request; null when not traced.</summary>
    public string? TraceParent { get; init; }

    /// <summary>
    /// True for a packet of before the newest restore: it may have been accepted and sent before, under the same delivery
    /// ids, and the ledger lost it. Its destinations are asked before anything is sent.
    /// </summary>
    public bool InDoubt { get; init; }
}

/// <summary>Scope and value of a request key. It survives credential rotation.</summary>
/// <param name="Operation">The operation, such as <c>POST dossiers</c>.</param>
/// <param name="Key">The <c>Idempotency-Key</c> header or the packet id, 1 to 255 characters.</param>
public sealed record RequestKey(string Operation, string Key);

/// <summary>One code that a packet names its dossier by.</summary>
/// <param name="Identifier">The code, normalised.</param>
/// <param name="Unique">True when the scheme decides identity; false: it only searches.</param>
/// <param name="MayAttach">True when the sender issues it, and so may attach it to a dossier.</param>
public sealed record IdentifierClaim(DossierIdentifier Identifier, bool Unique, bool MayAttach);

/// <summary>What the ledger keeps of a dossier in the clear, for routing, rights and lists. Nothing personal.</summary>
/// <param name="Procedure">Short procedure code.</param>
/// <param name="Receiving">Canonical code of the receiving unit.</param>
/// <param name="Competent">Canonical code of the competent unit.</param>
/// <param name="ReceivedAt">When the one-stop received it.</param>
/// <param name="DueAt">When it is due.</param>
public sealed record DossierFacts(string Procedure, string Receiving, string Competent, DateTimeOffset ReceivedAt, DateTimeOffset? DueAt);

/// <summary>A delivery to be made of a packet.</summary>
public sealed record PlannedDelivery
{
    /// <summary>32 hexadecimal digits; follows from the packet, so that a packet which the ledger lost gets the same again.</summary>
    public required string Id { get; init; }

    /// <summary>The destination's code.</summary>
    public required string Destination { get; init; }

    /// <summary>Send, gate or shadow.</summary>
    public required DeliveryRole Role { get; init; }

    /// <summary>For a gate: its name.</summary>
    public string? Gate { get; init; }

    /// <summary>For a gate: when the procedure says to go on without an answer; null: wait for ever.</summary>
    public DateTimeOffset? ProceedAt { get; init; }

    /// <summary>The gates (ids of planned checks of the same packet) that must pass first.</summary>
    public IReadOnlyList<string> Behind { get; init; } = [];

    /// <summary>When a business answer is due after delivery, as a span; null: none is expected.</summary>
    public TimeSpan? AnswerWithin { get; init; }

    /// <summary>Set when it must be parked from the start (a route to a destination that is gone).</summary>
    public ParkReason Park { get; init; }
}
