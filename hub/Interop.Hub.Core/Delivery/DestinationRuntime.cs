using System.Threading.RateLimiting;
using Interop.Adapters.Delivery;
using Interop.Contracts.Faults;
using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Ledger;
using Polly;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// One destination on this node: its door, its permits, its pipeline and the hints under way. Nothing here is the
/// truth about a delivery; all of it can be lost and rebuilt from the ledger.
/// </summary>
internal sealed class DestinationRuntime : IDisposable
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Hint> _hinted = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly Membership _cluster;
    private TokenBucketRateLimiter? _rate;
    private int _ratedFor;
    private readonly HashSet<string> _refusedDossiers = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _saving = new(1, 1);
    private DestinationControl _stored;
    private string? _refusal;
    private int _inFlight;
    private bool _overflowed;
    private long _sweptAt;
    private bool _recounting;

    public DestinationRuntime(string code, DeliveryPolicy policy, DestinationControl control, Membership cluster, TimeProvider time)
    {
        Code = code;
        Policy = policy;
        Control = control;
        _stored = control;
        _cluster = cluster;
        _time = time;
        Pipeline = DeliveryPipeline.Build(time);
    }

    public string Code { get; }

    public DeliveryPolicy Policy { get; }

    public ResiliencePipeline<DeliveryOutcome> Pipeline { get; }

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
    public bool WantsOwner => DoorRules.WantsOwner(Control, _time.GetUtcNow());

    /// <summary>How many more hints this destination may have under way; 0 behind a closed door.</summary>
    public int FreeHints
    {
        get
        {
            lock (_lock)
            {
                // Behind a narrow door a few hints suffice: the rest would only be taken, refused and given back.
                var width = Width();
                var window = Control.Door == Door.Open ? Policy.HandOverWindow : Math.Min(width, Policy.HandOverWindow);
                if (_hinted.Count >= window)
                {
                    ForgetLostHints();
                }

                // Where the rate is the limit, more hints than permits would only go round in circles.
                return Math.Max(0, Math.Min(window - _hinted.Count, Permits - Math.Max(0, _hinted.Count - _inFlight)));
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
                return _hinted.Count > 0 && FreeHints == 0;
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

            if (_hinted.TryGetValue(deliveryId, out var hint) && IsLost(hint))
            {
                _hinted.Remove(deliveryId);
            }

            return _hinted.TryAdd(deliveryId, new Hint(_time.GetTimestamp(), InQueue: false));
        }
    }

    /// <summary>The queue has the hint.</summary>
    public void HintSent(string deliveryId)
    {
        lock (_lock)
        {
            if (_hinted.ContainsKey(deliveryId))
            {
                _hinted[deliveryId] = new Hint(_time.GetTimestamp(), InQueue: true);
            }
        }
    }

    /// <summary>
    /// Forgets the hints that have left the queue without ending here: another node took them. A queue is first in,
    /// first out, so of those it had when it was asked at most the last <paramref name="waiting"/> are still in it.
    /// </summary>
    public void Recount(int waiting, long askedAt)
    {
        lock (_lock)
        {
            foreach (var (id, _) in _hinted.Where(h => h.Value.InQueue && h.Value.Since < askedAt).OrderByDescending(h => h.Value.Since).Skip(waiting).ToArray())
            {
                _hinted.Remove(id);
            }
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
            _hinted.Remove(deliveryId);
            if (!_overflowed || _hinted.Count > Policy.HandOverWindow / 2)
            {
                return false;
            }

            // While every permit is taken the end of an attempt wakes it, and the tick where the rate is the limit:
            // what is offered before would come back as it went.
            if (_inFlight >= Width() || Permits == 0)
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
            return _hinted.TryGetValue(deliveryId, out var hint) && !IsLost(hint);
        }
    }

    /// <summary>Takes a permit: door, concurrency, then rate. False: leave it to the scheduler.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_inFlight >= Width())
            {
                _overflowed = true;
                return false;
            }

            if (Rate() is { } rate)
            {
                using var lease = rate.AttemptAcquire();
                if (!lease.IsAcquired)
                {
                    _overflowed = true;
                    return false;
                }
            }

            _inFlight++;
            return true;
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            _inFlight--;
        }
    }

    /// <summary>
    /// Notes a rejection; true when as many dossiers in a row as the policy says were refused for the same reason:
    /// then it is the destination that is wrong, not the dossiers.
    /// </summary>
    public bool NoteRejection(Fault fault, string? dossier)
    {
        if (Policy.PauseAfterIdenticalRejections == 0 || fault.Scope != FaultScope.Packet || fault.Code.StartsWith("hub.", StringComparison.Ordinal))
        {
            return false;
        }

        lock (_lock)
        {
            var refusal = $"{fault.Code}|{fault.PartnerCode}|{fault.PartnerText}";
            if (refusal != _refusal)
            {
                _refusal = refusal;
                _refusedDossiers.Clear();
            }

            _refusedDossiers.Add(dossier ?? string.Empty);
            return _refusedDossiers.Count >= Policy.PauseAfterIdenticalRejections;
        }
    }

    /// <summary>Something passed: rejections before it were about their packets.</summary>
    public void NoteAcceptance()
    {
        lock (_lock)
        {
            _refusal = null;
            _refusedDossiers.Clear();
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
                _refusal = null;
                _refusedDossiers.Clear();
            }

            Control = next;
            return (before, next);
        }
    }

    /// <summary>
    /// Saves the door until what is stored is what this node has. One save at a time: of two that overlap the later
    /// would be refused for the earlier's version, and its answer would turn the door back.
    /// </summary>
    public async Task SaveAsync(ILedger ledger, CancellationToken cancellationToken)
    {
        await _saving.WaitAsync(cancellationToken);
        try
        {
            while (Control is var mine && mine != _stored)
            {
                var stored = await ledger.SaveControlAsync(mine with { Version = _stored.Version }, cancellationToken);
                lock (_lock)
                {
                    _stored = stored;
                    if (stored == mine with { Version = stored.Version })
                    {
                        // Saved; the door may have turned again meanwhile, then the loop goes on.
                        Control = Control with { Version = stored.Version };
                    }
                    else
                    {
                        // Another node turned it first: its door is the cluster's.
                        Control = stored;
                    }
                }
            }
        }
        finally
        {
            _saving.Release();
        }
    }

    public void Dispose()
    {
        _rate?.Dispose();
        _saving.Dispose();
    }

    /// <summary>How many attempts the rate allows now.</summary>
    private int Permits => Rate() is not { } rate ? int.MaxValue : (int)Math.Clamp(rate.GetStatistics()?.CurrentAvailablePermits ?? 0, 0, int.MaxValue);

    /// <summary>
    /// Another node turned the door: its row is the cluster's, unless this node has a turn of its own still to save.
    /// </summary>
    public void Refresh(DestinationControl stored)
    {
        lock (_lock)
        {
            if (Control == _stored && stored.Version > _stored.Version)
            {
                Control = _stored = stored;
            }
        }
    }

    private int Width() => DoorRules.Width(Control, Policy, _cluster.ShareOf(Policy.MaxConcurrency), _cluster.Node, _time.GetUtcNow());

    /// <summary>This node's share of the rate; made anew when nodes come or go.</summary>
    private TokenBucketRateLimiter? Rate()
    {
        if (Policy.RatePerSecond is not { } all || _ratedFor == _cluster.Count)
        {
            return _rate;
        }

        _rate?.Dispose();
        _ratedFor = _cluster.Count;
        var perSecond = _cluster.ShareOf(all);
        return _rate = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(1, (int)Math.Ceiling(perSecond)),
            TokensPerPeriod = Math.Max(1, (int)Math.Ceiling(perSecond / 10)),
            ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(perSecond / 10)) / perSecond),
            QueueLimit = 0,
            AutoReplenishment = true,
        });
    }

    // A hint may be lost with a broker or a full queue. Its delivery is offered again when no attempt can still be at it.
    private bool IsLost(Hint hint) => _time.GetElapsedTime(hint.Since) > Policy.Lease + Policy.AttemptTimeout;

    private void ForgetLostHints()
    {
        // A full window is asked for room by every packet that comes: going through it each time cost more than the packets.
        if (_sweptAt != 0 && _time.GetElapsedTime(_sweptAt) < SweepEvery)
        {
            return;
        }

        _sweptAt = _time.GetTimestamp();
        foreach (var (id, hint) in _hinted)
        {
            if (IsLost(hint))
            {
                _hinted.Remove(id);
            }
        }
    }

    /// <summary>A hint under way: since when, and whether the queue has it.</summary>
    private readonly record struct Hint(long Since, bool InQueue);
}
