using Interop.Adapters.Delivery;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Writing;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Postgres.Tables;

/// <content>Lanes, deliveries, gates, outcomes.</content>
internal sealed partial class PostgresTables
{
    private readonly HashSet<long> _newOwners = [];
    private readonly Dictionary<Lane, (bool Known, long Next)> _lanes = [];
    private readonly Dictionary<long, DeliveryRow> _rows = loaded.Deliveries.ToDictionary(d => d.Key);
    private readonly Dictionary<UInt128, long> _byId = loaded.Deliveries.ToDictionary(d => Key.Of(d.Id), d => d.Key);
    private readonly Dictionary<Lane, List<long>> _byLane = loaded.Deliveries.GroupBy(d => d.Lane, d => d.Key).ToDictionary(g => g.Key, g => g.ToList());
    private readonly Dictionary<long, DeliveryState> _gateStates = loaded.Gates.DistinctBy(g => g.Gate).ToDictionary(g => g.Gate, g => g.State);
    private readonly List<(long Gate, long Behind)> _gates = [.. loaded.Gates.Select(g => (g.Gate, g.Behind))];
    private readonly Dictionary<long, IReadOnlyList<Finding>> _findings = [];

    public long Allot(Lane lane)
    {
        var (known, next) = LaneOf(lane) ?? (false, 1);
        Put(lane, known, next + 1);
        return next;
    }

    public bool IsKnown(Lane lane) => LaneOf(lane)?.Known ?? false;

    public void MarkKnown(Lane lane)
    {
        if (LaneOf(lane) is { Known: false } row)
        {
            Put(lane, true, row.Next);
        }
    }

    public DeliveryRow? Delivery(byte[] id) => _byId.TryGetValue(Key.Of(id), out var key) ? _rows[key] : null;

    public long Insert(DeliveryRow delivery)
    {
        var row = delivery with { Key = Next(loaded.Keys) };
        _rows.Add(row.Key, row);
        _byId.Add(Key.Of(row.Id), row.Key);
        InLane(row.Lane).Add(row.Key);
        Changes.NewDeliveries.Add(row.Key);
        Changes.Deliveries[row.Key] = row;
        return row.Key;
    }

    public void Update(DeliveryRow delivery)
    {
        if (!Changes.NewDeliveries.Contains(delivery.Key))
        {
            // What another node must not have changed meanwhile: the row as it was read, not as this group left it.
            Changes.Before.TryAdd(delivery.Key, _rows[delivery.Key]);
        }

        _rows[delivery.Key] = delivery;
        Changes.Deliveries[delivery.Key] = delivery;
    }

    public bool HasEarlier(Lane lane, long position, long key) => Open(lane).Any(d => d.Position < position || (d.Position == position && d.Key < key));

    public DeliveryRow? Head(Lane lane) => Open(lane).OrderBy(d => d.Position).ThenBy(d => d.Key).FirstOrDefault();

    public void MarkTold(long delivery, DateTimeOffset at) => Changes.Told[delivery] = at;

    public void MarkDoubted(long delivery, DateTimeOffset since, DateTimeOffset tellAt) => Changes.News[delivery] = new NewsMark(DeliveryState.Unknown, since, tellAt);

    public void MarkNews(long delivery, DeliveryState state, DateTimeOffset at) => Changes.News[delivery] = new NewsMark(state, at, at);

    public void ForgetNews(long delivery) => Changes.News[delivery] = null;

    public void NewsTold(long delivery, DeliveryState state, DateTimeOffset since, bool lasts) => Changes.NewsTold.Add((delivery, state, since, lasts));

    public void ForgetTold(long delivery) => Changes.ToldAll.Add(delivery);

    public void AnswerCame(Lane lane) => Changes.Answered.Add(lane);

    public void PutGate(long gate, long behind)
    {
        if (!_gates.Contains((gate, behind)))
        {
            _gates.Add((gate, behind));
            Changes.Gates.Add((gate, behind));
        }
    }

    public bool GatesAreOpen(long delivery) => GatesOf(delivery).All(g => StateOf(g) is DeliveryState.Delivered or DeliveryState.Skipped);

    public bool GateIsRefused(long delivery) => GatesOf(delivery).Any(g => StateOf(g) == DeliveryState.Rejected);

    public IReadOnlyList<DeliveryRow> WaitingFor(long gate) =>
        [.. _gates.Where(g => g.Gate == gate).Select(g => _rows.GetValueOrDefault(g.Behind)).OfType<DeliveryRow>()
            .Where(d => !d.State.IsPassed() && d.State != DeliveryState.InFlight).OrderBy(d => d.Key)];

    public void Insert(AttemptRow attempt) => Changes.Attempts.Add(attempt);

    public long Insert(ActRow act)
    {
        var key = Next(loaded.ActKeys);
        Changes.Acts.Add((key, act));
        return key;
    }

    public long Insert(DoorAct act)
    {
        var key = Next(loaded.ActKeys);
        Changes.DoorActs.Add((key, act));
        return key;
    }

    public long Insert(LookUpNote note)
    {
        var key = Next(loaded.ActKeys);
        Changes.LookUps.Add((key, note));
        return key;
    }

    public void PutFindings(long delivery, IReadOnlyList<Finding> findings)
    {
        _findings[delivery] = findings;
        Changes.Findings[delivery] = findings;
    }

    public IReadOnlyList<Finding> FindingsBefore(long delivery) =>
        [.. GatesOf(delivery).Order().SelectMany(g => _findings.GetValueOrDefault(g) ?? loaded.Findings.GetValueOrDefault(g, []))];

    private IEnumerable<long> GatesOf(long delivery) => _gates.Where(g => g.Behind == delivery).Select(g => g.Gate);

    private DeliveryState StateOf(long gate) => _rows.TryGetValue(gate, out var row) ? row.State : _gateStates[gate];

    private IEnumerable<DeliveryRow> Open(Lane lane) => InLane(lane).Select(k => _rows[k]).Where(d => !d.State.IsPassed());

    private List<long> InLane(Lane lane)
    {
        Check(lane.Owner);
        if (!_byLane.TryGetValue(lane, out var keys))
        {
            _byLane.Add(lane, keys = []);
        }

        return keys;
    }

    private (bool Known, long Next)? LaneOf(Lane lane)
    {
        Check(lane.Owner);
        return _lanes.TryGetValue(lane, out var row) || loaded.Lanes.TryGetValue(lane, out row) ? row : null;
    }

    private void Put(Lane lane, bool known, long next)
    {
        _lanes[lane] = (known, next);
        Changes.Lanes[lane] = (known, next);
    }

    /// <summary>A lane of which nothing is known would look empty, and its order would be lost.</summary>
    private void Check(long owner)
    {
        if (!_newOwners.Contains(owner) && !loaded.Owners.Contains(owner))
        {
            throw new InvalidOperationException("A lane was asked for whose owner was not loaded.");
        }
    }
}
