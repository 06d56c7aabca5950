using Interop.Contracts.Documents;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Inbox;

/// <summary>What a partner asks of its inbox.</summary>
public sealed record InboxFetch
{
    /// <summary>The most deliveries of one fetch.</summary>
    public const int Most = 50;

    /// <summary>The longest that a fetch waits.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>Whose inbox; authenticated.</summary>
    public required string Partner { get; init; }

    /// <summary>Deliveries wanted, 1 to <see cref="Most"/>. Default 10.</summary>
    public int Max { get; init; } = 10;

    /// <summary>How long to wait while nothing is there, up to <see cref="LongestWait"/>. Default: not.</summary>
    public TimeSpan Wait { get; init; }
}

/// <summary>A delivery handed out: the partner's until its lease ends.</summary>
public sealed record HandedOut
{
    /// <summary>The claim: id, token, lease, dossier, codes.</summary>
    public required Claim Claim { get; init; }

    /// <summary>The packet.</summary>
    public required Packet Packet { get; init; }

    /// <summary>The packet as canonical JSON that says all by itself: kind and codes too.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>The files that it refers to.</summary>
    public IReadOnlyList<DocumentReference> Documents { get; init; } = [];

    /// <summary>The how-manieth hand-out this is, from 1.</summary>
    public int HandOut => Claim.Attempts + 1;
}

/// <summary>What waits in an inbox.</summary>
/// <param name="Count">How many may be fetched now; of more than <see cref="MostCounted"/>: that many.</param>
/// <param name="Heads">The first of them.</param>
public sealed record InboxList(int Count, IReadOnlyList<WaitingDelivery> Heads)
{
    /// <summary>Counted no further.</summary>
    public const int MostCounted = 10_000;

    /// <summary>Lines, at most.</summary>
    public const int MostHeads = 100;
}

/// <summary>A partner's word about a delivery that it fetched.</summary>
/// <param name="Partner">Who says it; authenticated.</param>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="Token">The token that came with it.</param>
public abstract record InboxWord(string Partner, string DeliveryId, long Token)
{
    /// <summary>The partner has it.</summary>
    /// <param name="Partner">Who says it.</param>
    /// <param name="DeliveryId">The delivery.</param>
    /// <param name="Token">The token that came with it.</param>
    public sealed record Acknowledged(string Partner, string DeliveryId, long Token) : InboxWord(Partner, DeliveryId, Token)
    {
        /// <summary>The partner's reference, 1 to 128 characters; null: none.</summary>
        public string? Reference { get; init; }

        /// <summary>Codes that the partner gave the dossier; those of its own issue are attached.</summary>
        public IReadOnlyList<Contracts.Identifiers.DossierIdentifier> Identifiers { get; init; } = [];
    }

    /// <summary>The partner refuses the packet's data.</summary>
    /// <param name="Partner">Who says it.</param>
    /// <param name="DeliveryId">The delivery.</param>
    /// <param name="Token">The token that came with it.</param>
    /// <param name="Code">The partner's code, 1 to 64 characters.</param>
    /// <param name="Text">The partner's words, 1 to 4000 characters: treated as a body.</param>
    public sealed record Refused(string Partner, string DeliveryId, long Token, string Code, string Text) : InboxWord(Partner, DeliveryId, Token);
}

/// <summary>What became of a word.</summary>
/// <param name="Verdict">What it was worth: Counts, Repeated, Stale, Closed or Unknown.</param>
/// <param name="State">What the delivery is now; null: there is none.</param>
public sealed record WordAnswer(WordVerdict Verdict, Delivery.DeliveryState? State);
