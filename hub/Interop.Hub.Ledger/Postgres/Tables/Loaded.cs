using Interop.Adapters.Delivery;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Ledger.Postgres.Writing;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Postgres.Tables;

/// <summary>The rows of a group, as they were read under its locks. What is absent here is absent in the database, unless it was never asked for.</summary>
internal sealed class Loaded
{
    public required DateTimeOffset Now { get; init; }

    public Dictionary<(string Partner, string Operation, string Key), KeyRow> RequestKeys { get; } = [];

    public Dictionary<(string Partner, string PacketId), KeyRow> PacketKeys { get; } = [];

    public Dictionary<(long Dossier, int Kind, string Partner, string Event), KeyRow> EventKeys { get; } = [];

    public Dictionary<CodeKey, long> Codes { get; } = [];

    /// <summary>Lane owners whose deliveries and lanes were read: dossiers, and minus the packets without one.</summary>
    public HashSet<long> Owners { get; } = [];

    public Dictionary<long, DossierRow> Dossiers { get; } = [];

    public Dictionary<long, List<(long At, DossierIdentifier Code)>> Identifiers { get; } = [];

    public HashSet<(long Dossier, string Partner)> Parties { get; } = [];

    public Dictionary<Lane, (bool Known, long Next)> Lanes { get; } = [];

    public List<DeliveryRow> Deliveries { get; } = [];

    /// <summary>Deliveries to be claimed whose rows are locked for us: what another node is writing is not among them.</summary>
    public HashSet<long> Held { get; } = [];

    public List<(long Gate, long Behind, DeliveryState State)> Gates { get; } = [];

    public Dictionary<long, List<Finding>> Findings { get; } = [];

    public Dictionary<long, SealedBody> Bodies { get; } = [];

    public Dictionary<long, Receipt> Receipts { get; } = [];

    public Dictionary<long, PacketStatus> Statuses { get; } = [];

    public Dictionary<(long Dossier, string Partner, DateTimeOffset Since), bool> Spoken { get; } = [];

    public HashSet<DigestKey> Documents { get; } = [];

    public Dictionary<(long Dossier, string Digest), string> DocumentOwners { get; } = [];

    /// <summary>When the newest restore was stated; asked for operators' acts only.</summary>
    public DateTimeOffset? RestoredAt { get; set; }

    public Queue<long> DossierKeys { get; } = [];

    public Queue<long> Keys { get; } = [];

    public Queue<long> ActKeys { get; } = [];

    /// <summary>Packets whose contents may go; their rows are locked for us.</summary>
    public HashSet<long> Removable { get; } = [];

    /// <summary>Of the dossiers that are to be erased.</summary>
    public Dictionary<long, DossierItems> Items { get; } = [];

    /// <summary>The removals that erased them before.</summary>
    public Dictionary<long, RemovalRow> Removals { get; } = [];

    public Queue<long> RemovalKeys { get; } = [];
}
