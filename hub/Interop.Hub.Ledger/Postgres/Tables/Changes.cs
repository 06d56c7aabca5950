using Interop.Adapters.Delivery;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Postgres.Writing;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Postgres.Tables;

/// <summary>What a group leaves to be written.</summary>
internal sealed class Changes
{
    public List<(string Partner, RequestKey Key, KeyRow Row)> RequestKeys { get; } = [];

    public List<(string Partner, string PacketId, KeyRow Row)> PacketKeys { get; } = [];

    public List<(long Dossier, int Kind, string Partner, string Event, KeyRow Row)> EventKeys { get; } = [];

    /// <summary>Keys of the dossiers in <see cref="Dossiers"/> that are new.</summary>
    public HashSet<long> NewDossiers { get; } = [];

    public Dictionary<long, DossierRow> Dossiers { get; } = [];

    public List<(long Dossier, IdentifierClaim Claim, DateTimeOffset At)> Identifiers { get; } = [];

    public List<(long Dossier, string Partner)> Parties { get; } = [];

    public List<PacketRow> Packets { get; } = [];

    public List<(long Lane, long Packet, string Owner, byte[] Digest)> References { get; } = [];

    public Dictionary<Lane, (bool Known, long Next)> Lanes { get; } = [];

    /// <summary>Keys of the deliveries in <see cref="Deliveries"/> that are new.</summary>
    public HashSet<long> NewDeliveries { get; } = [];

    public Dictionary<long, DeliveryRow> Deliveries { get; } = [];

    /// <summary>The changed deliveries as they were read.</summary>
    public Dictionary<long, DeliveryRow> Before { get; } = [];

    public List<Lane> Answered { get; } = [];

    public Dictionary<long, DateTimeOffset> Told { get; } = [];

    /// <summary>What is news of a delivery after the group; null: nothing is.</summary>
    public Dictionary<long, NewsMark?> News { get; } = [];

    /// <summary>News that was told in the group; before what became news in it.</summary>
    public List<(long Delivery, DeliveryState State, DateTimeOffset Since, bool Lasts)> NewsTold { get; } = [];

    /// <summary>Deliveries of which the sender knows how they ended.</summary>
    public List<long> ToldAll { get; } = [];

    public List<(long Gate, long Behind)> Gates { get; } = [];

    public List<AttemptRow> Attempts { get; } = [];

    public List<(long Key, ActRow Act)> Acts { get; } = [];

    public List<(long Key, DoorAct Act)> DoorActs { get; } = [];

    public List<(long Key, LookUpNote Note)> LookUps { get; } = [];

    public Dictionary<long, IReadOnlyList<Finding>> Findings { get; } = [];

    public List<AnchorRow> Anchors { get; } = [];

    public List<RecoveryStatement> Recoveries { get; } = [];

    public List<(HoldRow Hold, HoldRelease Release)> Releases { get; } = [];

    /// <summary>How far the taking into doubt has come.</summary>
    public (long Epoch, int Doubted, DoubtPlace Place)? Doubt { get; set; }

    public List<RemovalRow> Removals { get; } = [];

    public List<(DossierRow Dossier, IReadOnlyList<long> Deliveries)> Erased { get; } = [];

    public List<EvidencePlace> Blanked { get; } = [];

    /// <summary>True when there is nothing to write.</summary>
    public bool IsEmpty => RequestKeys.Count + PacketKeys.Count + Dossiers.Count + Identifiers.Count + Packets.Count + Deliveries.Count + Attempts.Count + Acts.Count + DoorActs.Count + LookUps.Count + Anchors.Count + Removals.Count == 0;
}

/// <summary>What a sender is to hear of a delivery.</summary>
/// <param name="State">What it is: Ready, Unknown or Delivered.</param>
/// <param name="Since">Since when.</param>
/// <param name="TellAt">From when it is to be told.</param>
internal sealed record NewsMark(DeliveryState State, DateTimeOffset Since, DateTimeOffset TellAt);
