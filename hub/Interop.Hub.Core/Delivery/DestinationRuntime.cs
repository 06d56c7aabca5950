using Interop.Adapters.Delivery;
using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Ledger;
using Polly;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// One destination on this node: its door, its permits, its pipeline and the hints under way. Nothing here is the
/// truth about a delivery; all of it can be lost and rebuilt from the ledger. It lives as long as the destination is
/// configured, whatever its policy becomes: attempts and hints under way count under the next policy too.
/// </summary>
internal sealed partial class DestinationRuntime : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Membership _cluster;
    private readonly HintWindow _hints;
    private RateShare _rate;
    private readonly IdenticalRejections _rejections = new();
    private readonly SemaphoreSlim _saving = new(1, 1);
    private DestinationControl _stored;
    private bool _overflowed;
    private bool _recounting;

    public DestinationRuntime(string code, DeliveryPolicy policy, DestinationControl control, Membership cluster, TimeProvider time)
    {
        Code = code;
        Policy = policy;
        Control = control;
        _stored = control;
        _cluster = cluster;
        _time = time;
        _hints = new HintWindow(time) { LostAfter = LostAfter(policy) };
        _rate = new RateShare(policy.RatePerSecond, cluster, follows: false);
        Pipeline = DeliveryPipeline.Build(time);
    }

    public string Code { get; }

    /// <summary>The policy in effect. An attempt keeps to the one it began with, see <see cref="Target"/>.</summary>
    public DeliveryPolicy Policy { get; private set; }

    public ResiliencePipeline<DeliveryOutcome> Pipeline { get; }

    /// <summary>Parts the window's places. Used by the scheduler alone.</summary>
    public FreshShare Fresh { get; } = new();

    public DestinationControl Control { get; private set; }

    /// <summary>
    /// True when this node's scheduler is to look for due deliveries: one node does for all, save where not every node has
    /// a share of the destination's concurrency, and where one node probes it or brings it back.
    /// </summary>
    public bool IsOurs => Control.Door switch
    {
        Door.Open => _cluster.AllShare(Policy.MaxConcurrency) ? _cluster.IsFirst : _cluster.ShareOf(Policy.MaxConcurrency) > 0,
        Door.Broken or Door.Returning => Control.IsOwnedBy(_cluster.Node, _time.GetUtcNow()),
        _ => false,
    };

    /// <summary>True when a hint must stay on this node: on another it would find no permit.</summary>
    public bool StaysHere => _cluster.Count > 1 && (Control.Door != Door.Open || !_cluster.AllShare(Policy.MaxConcurrency));

    /// <summary>True when some node should probe it or bring it back, and none does.</summary>
    public bool WantsOwner => IsServed && DoorRules.WantsOwner(Control, _time.GetUtcNow());

    /// <summary>Goes by another policy from now on. Who waits for a permit has it at once where there are more.</summary>
    public void Adopt(DeliveryPolicy policy)
    {
        lock (_lock)
        {
            if (policy.RatePerSecond != Policy.RatePerSecond)
            {
                _rate.Dispose();
                _rate = new RateShare(policy.RatePerSecond, _cluster, follows: true);
            }

            Policy = policy;
            _hints.LostAfter = LostAfter(policy);
            PassOn();
        }
    }

    /// <summary>What moves here now.</summary>
    public DoorTraffic Traffic
    {
        get
        {
            lock (_lock)
            {
                return new DoorTraffic(Width(), _inFlight, _hints.Count, Policy.Hours.OpensAt(_time.GetUtcNow()));
            }
        }
    }

    /// <summary>How many more hints this destination may have under way; 0 behind a closed door and outside its hours.</summary>
    public int FreeHints
    {
        get
        {
            lock (_lock)
            {
                if (!IsServed)
                {
                    return 0;
                }

                // Behind a narrow door a few hints suffice: the rest would only be taken, refused and given back.
                var window = Control.Door == Door.Open ? Policy.HandOverWindow : Math.Min(Width(), Policy.HandOverWindow);
                if (_hints.Count >= window)
                {
                    _hints.ForgetLost();
                }

                // Where the rate is the limit, more hints than permits would only go round in circles.
                return Math.Max(0, Math.Min(window - _hints.Count, _rate.Free - Math.Max(0, _hints.Count - _inFlight)));
            }
        }
    }

    /// <summary>
    /// How many hints the scheduler is to look for. While a backlog waits that is half of the window at a time, as far as
    /// the other half keeps every permit of the cluster busy: filling each single place that a slow partner makes free
    /// cost a question for a window of rows, five times a second.
    /// </summary>
    public int Wanted
    {
        get
        {
            lock (_lock)
            {
                var half = Policy.HandOverWindow / 2;
                return _overflowed && Control.Door == Door.Open && _hints.Count > half && half >= 2 * Policy.MaxConcurrency ? 0 : FreeHints;
            }
        }
    }

    /// <summary>True when hints stand in the way of others: they are to be counted anew, some may have ended in another node.</summary>
    public bool WaitsForHints
    {
        get
        {
            lock (_lock)
            {
                return _hints.Count > 0 && Wanted == 0;
            }
        }
    }

    /// <summary>Notes a hint; false when it is under way already, or the window is full or the door closed.</summary>
    public bool TryHint(string deliveryId)
    {
        lock (_lock)
        {
            if (FreeHints == 0)
            {
                _overflowed = true;
                return false;
            }

            return _hints.TryAdd(deliveryId);
        }
    }

    /// <summary>The queue has the hint.</summary>
    public void HintSent(string deliveryId)
    {
        lock (_lock)
        {
            _hints.Sent(deliveryId);
        }
    }

    /// <inheritdoc cref="HintWindow.Taken"/>
    public void HintTaken(string deliveryId)
    {
        lock (_lock)
        {
            _hints.Taken(deliveryId);
        }
    }

    /// <summary>More is due than there was room for: when half of the window is free, the scheduler is to look again.</summary>
    public void LeaveRest()
    {
        lock (_lock)
        {
            _overflowed = true;
        }
    }

    /// <inheritdoc cref="HintWindow.Recount"/>
    public void Recount(int waiting, long askedAt)
    {
        lock (_lock)
        {
            _hints.Recount(waiting, askedAt);
        }
    }

    /// <summary>True for the one that is to count; the others leave it to him.</summary>
    public bool BeginRecount()
    {
        lock (_lock)
        {
            return !_recounting && (_recounting = true);
        }
    }

    public void EndRecount()
    {
        lock (_lock)
        {
            _recounting = false;
        }
    }

    /// <summary>A hint was consumed or lost. True when the window has room again and something was left to the scheduler.</summary>
    public bool HintDone(string deliveryId)
    {
        lock (_lock)
        {
            _hints.Remove(deliveryId);
            if (!_overflowed || _hints.Count > Policy.HandOverWindow / 2)
            {
                return false;
            }

            // While every permit is taken the end of an attempt wakes it, and the tick where the rate is the limit:
            // what is offered before would come back as it went.
            if (_inFlight >= Width() || _rate.Free == 0)
            {
                return false;
            }

            _overflowed = false;
            return true;
        }
    }

    /// <summary>True when a hint for the delivery is under way.</summary>
    public bool IsHinted(string deliveryId)
    {
        lock (_lock)
        {
            return _hints.Holds(deliveryId);
        }
    }

    /// <summary>Turns the door; returns the door before and after when it must be saved, null when nothing changed.</summary>
    public (DestinationControl Before, DestinationControl After)? Turn(Func<DestinationControl, DestinationControl> rule)
    {
        lock (_lock)
        {
            var before = Control;
            var next = rule(before);
            if (ReferenceEquals(next, before))
            {
                return null;
            }

            if (next.Door == Door.Returning && Control.Door != Door.Returning)
            {
                _rejections.Clear();
            }

            Control = next;
            DoorTurned();
            return (before, next);
        }
    }

    private static TimeSpan LostAfter(DeliveryPolicy policy) => policy.Lease + policy.AttemptTimeout;

    public void Dispose()
    {
        _rate.Dispose();
        _saving.Dispose();
    }
}
