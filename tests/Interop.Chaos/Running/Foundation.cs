using System.Text.Json.Nodes;
using Interop.Chaos.Plan;
using Interop.Tests.Servers;

namespace Interop.Chaos.Running;

/// <summary>What the nodes of one hub stand on, and what of it can be struck.</summary>
internal abstract class Foundation : IAsyncDisposable
{
    /// <summary>Section <c>Ledger</c> of a node, from 1.</summary>
    public abstract JsonObject Ledger(int node);

    /// <summary>Section <c>Bus</c> of a node; null: in memory.</summary>
    public virtual JsonObject? Bus(int node) => null;

    /// <summary>Below so much room intake says so.</summary>
    public virtual long MinFreeDiskBytes => 0;

    /// <summary>The database; null when it is a file.</summary>
    public virtual PostgresServer? Database => null;

    /// <summary>The broker; null when it is in memory.</summary>
    public virtual RabbitServer? Broker => null;

    /// <summary>The disk the ledger is on, where it can be filled.</summary>
    public virtual SmallDisk? Disk => null;

    /// <summary>The wire of a node to the database, from 1.</summary>
    public virtual CutProxy? DatabaseWire(int node) => null;

    /// <summary>The wire of a node to the broker, from 1.</summary>
    public virtual CutProxy? BrokerWire(int node) => null;

    /// <summary>Makes what the plan needs.</summary>
    public static async Task<Foundation> MakeAsync(ChaosPlan plan, CancellationToken cancellationToken) => plan.Form switch
    {
        Form.Embedded => await EmbeddedFoundation.LayAsync(plan, cancellationToken),
        _ => await ProductionFoundation.LayAsync(plan, cancellationToken),
    };

    public abstract ValueTask DisposeAsync();
}
