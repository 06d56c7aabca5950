using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Cluster;

/// <summary>
/// Says that this node lives, hears who else does, and notices what an administrator would otherwise find out late: nodes
/// that run on different configurations, a clock that is wrong, and two processes under one name.
/// </summary>
public sealed class ClusterWatch(
    IClusterLedger ledger, Membership membership, IHubConfigurationSource configuration, NodeIdentity node, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ClusterWatch> log,
    LedgerClock? clock = null)
{
    /// <summary>A reload reaches the nodes one after the other; longer than this is not a reload.</summary>
    internal static readonly TimeSpan DriftPatience = TimeSpan.FromSeconds(30);

    /// <summary>What a machine that follows a time server never is. The hub goes by the ledger's clock (<see cref="LedgerClock"/>); logs, certificates and what else runs there do not.</summary>
    private static readonly TimeSpan SkewTolerance = TimeSpan.FromSeconds(2);

    /// <summary>A beat that waits on a busy machine looks like a clock that is behind; a wrong clock stays wrong.</summary>
    private static readonly TimeSpan SkewPatience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, long> _skewedSince = new(StringComparer.Ordinal);
    private readonly string _instance = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
    private readonly string _program = typeof(ClusterWatch).Assembly.GetName().Version?.ToString() ?? "0";
    private HashSet<string> _known = new(StringComparer.Ordinal);
    private long? _driftSince;
    private bool _joined;

    /// <summary>What is wrong with the nodes together, in words for an operator; empty: nothing.</summary>
    public IReadOnlyList<string> Doubts { get; private set; } = [];

    /// <summary>One beat.</summary>
    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        var view = await ledger.BeatAsync(
            new NodeBeat(node.Name, _instance, configuration.Current.Fingerprint, _program, clock?.Machine ?? time.GetUtcNow(), Joining: !_joined), cancellationToken);
        _joined = true;
        var me = view.Live.FirstOrDefault(n => n.Node == node.Name);
        if (me is not null && me.Instance != _instance)
        {
            // Two under one name would judge each other's leases and write one chain of evidence: the newcomer stays.
            ClusterLog.NameTaken(log, node.Name);
            lifetime.StopApplication();
            return;
        }

        if (me is not null)
        {
            clock?.Measured(me.ClockAhead, time.GetElapsedTime(asked));
        }

        membership.Update(view);
        Announce(view);
        Doubt(view);
    }

    /// <summary>Says goodbye, if it can.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ledger.LeaveAsync(node.Name, _instance, cancellationToken);
        }
        catch (Exception e) when (e is LedgerUnavailableException or OperationCanceledException)
        {
            // The others notice the silence.
            ClusterLog.LeftInSilence(log, e);
        }
    }

    private void Announce(ClusterView view)
    {
        var now = view.Live.Select(n => n.Node).ToHashSet(StringComparer.Ordinal);
        if (!now.SetEquals(_known))
        {
            ClusterLog.NodesChanged(log, now.Count, string.Join(' ', now.Order(StringComparer.Ordinal)));
            _known = now;
        }
    }

    private void Doubt(ClusterView view)
    {
        List<string> doubts = [];
        var apart = view.Live.Where(n => n.Configuration != configuration.Current.Fingerprint).Select(n => n.Node).ToList();
        _driftSince = apart.Count == 0 ? null : _driftSince ?? time.GetTimestamp();
        if (_driftSince is { } since && time.GetElapsedTime(since) > DriftPatience)
        {
            doubts.Add($"Nodes run on another configuration than {node.Name}: {string.Join(", ", apart)}. Give every node the same file.");
        }

        doubts.AddRange(view.Live.Where(IsSkewed)
            .Select(n => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The clock of {n.Node} differs from the ledger's by {n.ClockAhead.TotalSeconds:0.0} s: check its time server.")));
        foreach (var doubt in doubts.Except(Doubts, StringComparer.Ordinal))
        {
            ClusterLog.Doubtful(log, doubt);
        }

        Doubts = doubts;
    }

    private bool IsSkewed(NodeLine line)
    {
        if (line.ClockAhead.Duration() <= SkewTolerance)
        {
            _skewedSince.Remove(line.Node);
            return false;
        }

        return !_skewedSince.TryAdd(line.Node, time.GetTimestamp()) && time.GetElapsedTime(_skewedSince[line.Node]) > SkewPatience;
    }
}
