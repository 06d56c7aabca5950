using System.Collections.Frozen;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Retention;

namespace Interop.Hub.Core.Ledger;

/// <summary>
/// Takes contents out of the ledger for good. What identifies stays: keys, codes, receipts, keyed digests, evidence; so a
/// packet that comes again is recognised as before.
/// </summary>
public interface IRetentionLedger
{
    /// <summary>Packets whose content is still here and that the cut does not pass over, in the order of acceptance, after a key.</summary>
    /// <param name="cut">What cannot be due.</param>
    /// <param name="after">Where to go on; 0: from the beginning.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<RetentionPage> RetainedAsync(RetentionCut cut, long after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the contents of packets: bodies, the list of their files, partners' words; files to which nobody else refers
    /// are the collector's from then on. One commit, recorded as evidence. What is gone already, has a delivery that is not
    /// passed, or is the submission in force of a dossier that has one, is left alone whatever was asked.
    /// </summary>
    /// <returns>How many packets' contents were taken.</returns>
    Task<int> PurgeAsync(IReadOnlyList<long> packets, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>
    /// Returns some of the space that was freed, so little that nobody waits for it noticeably. What is kept back is used
    /// again by what comes.
    /// </summary>
    Task<ReturnedSpace> ReturnSpaceAsync(CancellationToken cancellationToken);
}

/// <summary>What cannot be due yet.</summary>
/// <param name="AcceptedBefore">By kind: what was accepted later is not due.</param>
/// <param name="Procedures">Procedures with a word of their own: their packets are shown whenever they were accepted.</param>
public sealed record RetentionCut(FrozenDictionary<PacketKind, DateTimeOffset> AcceptedBefore, IReadOnlyList<string> Procedures);

/// <summary>A stretch of the ledger that was looked through.</summary>
/// <param name="Packets">What was found in it.</param>
/// <param name="Next">Where to go on; null: there is no more.</param>
public sealed record RetentionPage(IReadOnlyList<RetainedPacket> Packets, long? Next);

/// <summary>What was returned to the file system.</summary>
/// <param name="Bytes">How much.</param>
/// <param name="More">True when there is more to return now.</param>
public readonly record struct ReturnedSpace(long Bytes, bool More);
