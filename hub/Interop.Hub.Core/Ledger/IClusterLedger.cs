namespace Interop.Hub.Core.Ledger;

/// <summary>Which nodes run on one ledger. Told by the ledger's clock, so that nodes need not agree on the time.</summary>
public interface IClusterLedger
{
    /// <summary>
    /// Notes that a node lives and answers with all that do. A name belongs to the process that joined last: the beat of an
    /// earlier one changes nothing, and its answer shows the other's <see cref="NodeLine.Instance"/>.
    /// </summary>
    Task<ClusterView> BeatAsync(NodeBeat beat, CancellationToken cancellationToken);

    /// <summary>Notes that a node has stopped: the others take over at once, and not when its silence is noticed.</summary>
    Task LeaveAsync(string node, string instance, CancellationToken cancellationToken);
}

/// <summary>What a node says of itself.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Instance">This process of it.</param>
/// <param name="Configuration">Digest of the configuration in effect.</param>
/// <param name="Program">Version of the program.</param>
/// <param name="Clock">What its clock says.</param>
/// <param name="Joining">True for the first beat of a process: it takes the name.</param>
public sealed record NodeBeat(string Node, string Instance, string Configuration, string Program, DateTimeOffset Clock, bool Joining);

/// <summary>One node, as the ledger knows it.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Instance">Its process.</param>
/// <param name="Configuration">Digest of its configuration.</param>
/// <param name="Program">Version of its program.</param>
/// <param name="JoinedAt">Since when it runs.</param>
/// <param name="ClockAhead">How far its clock was ahead of the ledger's at its last beat; negative: behind.</param>
public sealed record NodeLine(string Node, string Instance, string Configuration, string Program, DateTimeOffset JoinedAt, TimeSpan ClockAhead);

/// <summary>The nodes that live.</summary>
/// <param name="Live">Those heard of within <see cref="Life"/>, by name.</param>
public sealed record ClusterView(IReadOnlyList<NodeLine> Live)
{
    /// <summary>How long after its last beat a node counts as living: five beats.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(10);
}
