using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Cluster;

/// <summary>
/// This node's place among those that live, and its share of what all of them may do together. Before the first beat, and
/// on an embedded ledger, it is alone.
/// </summary>
public sealed class Membership(NodeIdentity node)
{
    private volatile Place _place = new(0, 1, []);

    private sealed record Place(int Rank, int Count, IReadOnlyList<NodeLine> Live);

    /// <summary>This node's name.</summary>
    public string Node => node.Name;

    /// <summary>How many nodes live, this one included.</summary>
    public int Count => _place.Count;

    /// <summary>The nodes that live, by name; empty before the first beat.</summary>
    public IReadOnlyList<NodeLine> Live => _place.Live;

    /// <summary>True for the one node that looks for due deliveries on behalf of all: the first by name.</summary>
    public bool IsFirst => _place.Rank == 0;

    /// <summary>Takes over what the ledger says.</summary>
    public void Update(ClusterView view)
    {
        var others = view.Live.Where(n => n.Node != node.Name).ToList();
        _place = new Place(others.Count(n => string.CompareOrdinal(n.Node, node.Name) < 0), others.Count + 1, view.Live);
    }

    /// <summary>
    /// This node's part of a limit that holds for all: the parts add up to the limit, so the last nodes by name may have none.
    /// </summary>
    public int ShareOf(int limit)
    {
        var place = _place;
        return (limit / place.Count) + (place.Rank < limit % place.Count ? 1 : 0);
    }

    /// <summary>This node's part of a rate that holds for all.</summary>
    public double ShareOf(double rate) => rate / _place.Count;

    /// <summary>True when every node that lives runs on the configuration with this fingerprint.</summary>
    public bool Agrees(string configuration) => _place.Live.All(n => n.Configuration == configuration);

    /// <summary>True when every node has a part of a limit, so that any may be handed a delivery.</summary>
    public bool AllShare(int limit) => limit >= _place.Count;
}
