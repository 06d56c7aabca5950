using Interop.Contracts.Packets;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>
/// What the commands of a group will read: gathered before the first question, so that hundreds of commands are answered
/// by a handful of statements.
/// </summary>
internal sealed class Needs
{
    /// <summary>Packets to be accepted, the hub's own notices among them.</summary>
    public List<AcceptPacket> Packets { get; } = [];

    /// <summary>Codes that partners gave dossiers.</summary>
    public List<IdentifierClaim> Codes { get; } = [];

    /// <summary>Deliveries to be claimed, each with the kinds for which the submission in force is wanted too.</summary>
    public Dictionary<UInt128, Func<PacketKind, bool>> Claims { get; } = [];

    /// <summary>Deliveries whose outcome is to be recorded, or which an operator judges; each with the time since when an answer counts.</summary>
    public Dictionary<UInt128, DateTimeOffset?> Targets { get; } = [];

    /// <summary>Operators' acts among the commands.</summary>
    public int Acts { get; set; }

    /// <summary>Packets whose contents are to be taken.</summary>
    public HashSet<long> Purges { get; } = [];

    /// <summary>Dossiers that are to be erased.</summary>
    public HashSet<long> Erasures { get; } = [];

    /// <summary>Purges and erasures among the commands.</summary>
    public int Removals { get; set; }

    /// <summary>Packets of which the receipt or status turned out to be needed.</summary>
    public HashSet<long> Receipts { get; } = [];

    /// <summary>Asked while the rules ran: has this partner spoken?</summary>
    public HashSet<(long Dossier, string Partner, DateTimeOffset Since)> Spoken { get; } = [];
}

/// <summary>The rules asked for something that was not loaded: it is loaded, and the group runs again in the same transaction.</summary>
internal sealed class NotLoadedException(Action<Needs> need) : Exception("A row was asked for that was not loaded.")
{
    public void AddTo(Needs needs) => need(needs);
}

/// <summary>A delivery that a command names, as it was found before anything was locked.</summary>
internal sealed record FoundDelivery(UInt128 Id, long Key, bool Passed, Lane Lane, long Packet, PacketKind Kind, bool Answers);
