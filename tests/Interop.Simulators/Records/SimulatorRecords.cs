using Interop.Simulators.Hosting;

namespace Interop.Simulators;

/// <summary>What a simulator received and what it did about it, in memory: raw requests and effects apart.</summary>
public sealed class SimulatorRecords
{
    private readonly Lock _gate = new();
    private readonly SimulatorOptions _options;
    private readonly Queue<RequestRecord> _requests = new();
    private readonly List<Effect> _effects = [];
    private readonly Dictionary<string, List<Effect>> _byDossier = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Effect> _byDelivery = [];
    private readonly Dictionary<EffectKey, Effect> _firsts = [];
    private readonly List<AnsweredCall> _answered = [];
    private readonly HashSet<string> _called = new(StringComparer.Ordinal);
    private long _bodyBytes;
    private long _arrived;
    private long _repeats;
    private long _probes;
    private long _logIns;
    private long _refused;
    private long _unanswered;
    private long _cleared;

    internal SimulatorRecords(SimulatorOptions options) => _options = options;

    /// <summary>The requests still kept, oldest first.</summary>
    public IReadOnlyList<RequestRecord> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Every effect, in order of arrival.</summary>
    public IReadOnlyList<Effect> Effects
    {
        get
        {
            lock (_gate)
            {
                return [.. _effects];
            }
        }
    }

    /// <summary>Every business call that named its delivery and got a whole answer, in the order of the answers.</summary>
    public IReadOnlyList<AnsweredCall> Answered
    {
        get
        {
            lock (_gate)
            {
                return [.. _answered];
            }
        }
    }

    /// <summary>Every delivery that a business call has named, whatever came of the call. A call that was cut off before it was read is not among them.</summary>
    public IReadOnlySet<string> Called
    {
        get
        {
            lock (_gate)
            {
                return _called.ToHashSet(StringComparer.Ordinal);
            }
        }
    }

    /// <summary>The figures.</summary>
    public SimulatorCounts Counts
    {
        get
        {
            lock (_gate)
            {
                return new(_arrived - _cleared, _effects.Count, _repeats, _byDelivery.Count, _byDossier.Count, _probes, _logIns, _refused, _unanswered);
            }
        }
    }

    /// <summary>The effects on one dossier, in order of arrival.</summary>
    /// <param name="dossierNumber">The number as the partner was told it.</param>
    public IReadOnlyList<Effect> EffectsOf(string dossierNumber)
    {
        lock (_gate)
        {
            return _byDossier.TryGetValue(dossierNumber, out var effects) ? [.. effects] : [];
        }
    }

    /// <summary>The first effect of a delivery, or null.</summary>
    /// <param name="deliveryId">The sender's delivery id.</param>
    public Effect? FirstOf(string deliveryId)
    {
        lock (_gate)
        {
            return _byDelivery.GetValueOrDefault(deliveryId);
        }
    }

    /// <summary>Forgets requests and effects: a delivery sent again afterwards is new. What the partner knows of its dossiers stays.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
            _effects.Clear();
            _byDossier.Clear();
            _byDelivery.Clear();
            _firsts.Clear();
            _answered.Clear();
            _called.Clear();
            (_bodyBytes, _repeats, _probes, _logIns, _refused, _unanswered) = (0, 0, 0, 0, 0, 0);
            _cleared = _arrived;
        }
    }

    internal long NextOrdinal() => Interlocked.Increment(ref _arrived);

    /// <summary>Keeps a request as it arrives, before anybody has judged it.</summary>
    internal void Keep(RequestRecord request)
    {
        lock (_gate)
        {
            _requests.Enqueue(request);
            _bodyBytes += request.Body.Length;
            while (_requests.Count > _options.RequestsKept || (_bodyBytes > _options.BodyBytesKept && _requests.Count > 1))
            {
                _bodyBytes -= _requests.Dequeue().Body.Length;
            }
        }
    }

    internal void NoteCalled(string deliveryId)
    {
        if (deliveryId.Length == 0)
        {
            return;
        }

        lock (_gate)
        {
            _called.Add(deliveryId);
        }
    }

    internal void Settle(CallKind kind, int? status, bool refused)
    {
        lock (_gate)
        {
            _probes += kind == CallKind.Probe ? 1 : 0;
            _logIns += kind == CallKind.LogIn ? 1 : 0;
            _refused += refused ? 1 : 0;
            _unanswered += status is null ? 1 : 0;
        }
    }

    internal void NoteAnswered(RequestRecord request, long begun, long ended)
    {
        lock (_gate)
        {
            _answered.Add(new AnsweredCall(request.DossierNumber, request.DeliveryId, request.Operation, begun, ended));
        }
    }

    /// <summary>
    /// Recognises or applies, in one step: two copies of a delivery that arrive together have one effect where the temper says so.
    /// </summary>
    internal (Effect Effect, bool Applied) Apply(EffectDraft draft, Temper temper, long requestOrdinal)
    {
        lock (_gate)
        {
            var known = draft.DeliveryId.Length > 0 && _firsts.TryGetValue(draft.Key, out _);
            if (known && temper == Temper.Honours)
            {
                return (_firsts[draft.Key], false);
            }

            if (!_byDossier.TryGetValue(draft.DossierNumber, out var lane))
            {
                _byDossier[draft.DossierNumber] = lane = [];
            }

            var effect = new Effect
            {
                Ordinal = _effects.Count + 1,
                DossierNumber = draft.DossierNumber,
                Position = lane.Count + 1,
                DeliveryId = draft.DeliveryId,
                Operation = draft.Operation,
                BusinessStatus = draft.BusinessStatus,
                Reference = $"{_options.Code}-{_effects.Count + 1:D7}",
                ContentDigest = draft.ContentDigest,
                RequestOrdinal = requestOrdinal,
                At = _options.Time.GetUtcNow(),
                IsRepeat = known,
                Files = draft.Files,
                Notice = draft.Notice,
            };
            _effects.Add(effect);
            lane.Add(effect);
            _repeats += known ? 1 : 0;
            if (draft.DeliveryId.Length > 0)
            {
                _firsts.TryAdd(draft.Key, effect);
                _byDelivery.TryAdd(draft.DeliveryId, effect);
            }

            return (effect, true);
        }
    }

    /// <summary>Whether this very effect is in the books.</summary>
    internal bool Has(EffectKey key)
    {
        lock (_gate)
        {
            return _firsts.ContainsKey(key);
        }
    }
}
