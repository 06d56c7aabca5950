using Interop.Contracts.Packets;

namespace Interop.Adapters.Inbound;

/// <summary>
/// The hub's door for packets that an adapter received in its own protocol. Authentication was done; what the partner
/// may send is checked behind the door.
/// </summary>
public interface IPacketIntake
{
    /// <summary>
    /// Accepts one packet. When it returns <see cref="IntakeOutcome.Accepted"/> the packet is on disk. Never throws for
    /// what a partner can do.
    /// </summary>
    Task<IntakeOutcome> AcceptAsync(InboundPacket inbound, CancellationToken cancellationToken);
}

/// <summary>A packet as it came in.</summary>
public sealed record InboundPacket
{
    /// <summary>Code of the authenticated partner.</summary>
    public required string Partner { get; init; }

    /// <summary>The operation, half of the request key's scope, such as <c>POST dossiers</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>The <c>Idempotency-Key</c>, or null: the packet's own id.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Canonical JSON of the packet, UTF-8, as received or as the adapter mapped it. Stored as it stands.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>The kind the route demands; null: the kind in the body.</summary>
    public PacketKind? ExpectedKind { get; init; }

    /// <summary>The dossier's number in the route; null: the identifiers in the body.</summary>
    public string? DossierNumber { get; init; }

    /// <summary>Files that came inside the message and are to be stored with it: already in the document store under the partner's name.</summary>
    public IReadOnlyList<Contracts.Documents.Sha256Digest> StoredDocuments { get; init; } = [];
}

/// <summary>What became of a packet at the door.</summary>
public abstract record IntakeOutcome
{
    private IntakeOutcome()
    {
    }

    /// <summary>On disk (or was already: then it is a duplicate, with the original receipt).</summary>
    /// <param name="Receipt">The receipt.</param>
    /// <param name="Repeated">True when the same request key had been answered before.</param>
    public sealed record Accepted(Receipt Receipt, bool Repeated) : IntakeOutcome;

    /// <summary>Refused; nothing was kept and no key was consumed.</summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Refused(Refusal Refusal) : IntakeOutcome;
}

/// <summary>Why a packet was not taken: what RFC 9457 problem details and SOAP faults are made from.</summary>
/// <param name="Kind">The class of the problem; decides the HTTP status and the SOAP fault code.</param>
/// <param name="Detail">One sentence: what was wrong and what to do.</param>
/// <param name="Errors">Every error with its place; may be empty.</param>
/// <param name="RetryAfter">When to come again, for <see cref="RefusalKind.Running"/> and <see cref="RefusalKind.Overloaded"/>.</param>
public sealed record Refusal(RefusalKind Kind, string Detail, IReadOnlyList<RefusalError> Errors, TimeSpan? RetryAfter = null);

/// <summary>One error of a packet.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) of the place; empty: the whole.</param>
/// <param name="Message">What is wrong and what was expected; never the value itself.</param>
/// <param name="Line">Line in the body as sent, from 1; null: not known.</param>
/// <param name="Column">Byte or character position in the line, from 1; null: not known.</param>
public sealed record RefusalError(string Pointer, string Message, long? Line = null, long? Column = null);

/// <summary>The classes of refusal, each with its HTTP status.</summary>
public enum RefusalKind
{
    /// <summary>400: not readable as JSON or XML at all.</summary>
    Malformed = 400,

    /// <summary>403: the partner may not send this kind, procedure or unit.</summary>
    Forbidden = 403,

    /// <summary>404: no such dossier, or none the partner may see.</summary>
    NotFound = 404,

    /// <summary>409: the identifiers name two dossiers.</summary>
    Conflict = 409,

    /// <summary>409 with Retry-After: the first request with this key is still running.</summary>
    Running = 4091,

    /// <summary>410: the dossier was erased; nothing is taken for it any longer.</summary>
    Erased = 410,

    /// <summary>413: larger than the limit.</summary>
    TooLarge = 413,

    /// <summary>422: readable and wrong.</summary>
    Invalid = 422,

    /// <summary>422: the key was used for other content.</summary>
    KeyReused = 4221,

    /// <summary>422: documents that were never uploaded; their digests are listed.</summary>
    DocumentsMissing = 4222,

    /// <summary>429 with Retry-After: as many as may be were asked.</summary>
    TooMany = 429,

    /// <summary>503 with Retry-After: the hub cannot take more now.</summary>
    Overloaded = 503,
}
