using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <summary>
/// Guarantee 4 in a few naive lines: lanes as lists, gates as lists, and after every change everything settled anew.
/// Slow and plainly right; the store is held against it.
/// </summary>
internal sealed class LaneModel
{
    private readonly Dictionary<(string Dossier, string Destination), List<Entry>> _lanes = [];

    /// <summary>One delivery as the model sees it.</summary>
    internal sealed class Entry(string id, string packet, string dossier, string destination, PacketKind kind, bool check, DateTimeOffset at)
    {
        public string Id { get; } = id;

        public string Packet { get; } = packet;

        public string Dossier { get; } = dossier;

        public string Destination { get; } = destination;

        public bool Submission { get; } = kind is PacketKind.Submission or PacketKind.Correction;

        public bool Check { get; } = check;

        public List<Entry> Behind { get; } = [];

        public DeliveryState State { get; set; }

        public DateTimeOffset DueAt { get; set; } = at;

        public long Token { get; set; }

        public bool Passed => State.IsPassed();

        public bool GatesOpen => Behind.All(g => g.State is DeliveryState.Delivered or DeliveryState.Skipped);

        public override string ToString() => $"{Dossier}/{Destination} {State}{(Check ? " check" : "")}";
    }

    public List<Entry> All { get; } = [];

    public Entry? Head(Entry of) => _lanes[(of.Dossier, of.Destination)].Find(e => !e.Passed);

    /// <summary>Accepts a packet: entries in order, gates first.</summary>
    public void Accept(IReadOnlyList<Entry> entries, DateTimeOffset now)
    {
        Dictionary<string, Entry> places = [];
        if (entries.Count > 0 && entries[0].Submission)
        {
            foreach (var entry in entries)
            {
                if (LaneOf(entry).Find(e => !e.Passed) is { Submission: true } head
                    && (head.State == DeliveryState.Rejected || (head.State == DeliveryState.WaitingGate && head.Behind.Exists(g => g.State == DeliveryState.Rejected))))
                {
                    Take(head, places);
                    foreach (var waiting in All.Where(e => e.Behind.Contains(head) && !e.Passed && e.State != DeliveryState.InFlight).ToList())
                    {
                        Take(waiting, places);
                    }
                }
            }
        }

        foreach (var entry in entries)
        {
            var lane = LaneOf(entry);
            var at = places.TryGetValue(entry.Destination, out var place) ? lane.IndexOf(place) + 1 : lane.Count;
            entry.State = lane.Take(at).Any(e => !e.Passed) ? DeliveryState.WaitingLane
                : entry.Behind.Count > 0 ? DeliveryState.WaitingGate
                : DeliveryState.Ready;
            lane.Insert(at, entry);
            All.Add(entry);
        }

        Settle(now);
    }

    public bool MayClaim(Entry entry, DateTimeOffset now) => entry.State.IsTimed() && entry.DueAt <= now && Head(entry) == entry;

    public void Claim(Entry entry)
    {
        entry.State = DeliveryState.InFlight;
        entry.Token++;
    }

    public void Become(Entry entry, DeliveryState state, DateTimeOffset due, DateTimeOffset now)
    {
        entry.State = state;
        entry.DueAt = due;
        if (entry.Check && state == DeliveryState.Cancelled)
        {
            foreach (var waiting in All.Where(e => e.Behind.Contains(entry) && !e.Passed && e.State != DeliveryState.InFlight))
            {
                waiting.State = DeliveryState.Cancelled;
            }
        }

        Settle(now);
    }

    public bool MayAct(Entry entry, DeliveryState to) => !entry.Passed && entry.State != DeliveryState.InFlight
        && (to != DeliveryState.Ready || entry.State is DeliveryState.Scheduled or DeliveryState.Unknown or DeliveryState.Rejected or DeliveryState.Parked);

    /// <summary>Whoever is first and waits for nothing may go.</summary>
    private void Settle(DateTimeOffset now)
    {
        foreach (var entry in All.Where(e => e.State is DeliveryState.WaitingLane or DeliveryState.WaitingGate && Head(e) == e))
        {
            entry.State = entry.GatesOpen ? DeliveryState.Ready : DeliveryState.WaitingGate;
            entry.DueAt = now;
        }
    }

    private static void Take(Entry entry, Dictionary<string, Entry> places)
    {
        entry.State = DeliveryState.Superseded;
        places.TryAdd(entry.Destination, entry);
    }

    private List<Entry> LaneOf(Entry entry)
    {
        if (!_lanes.TryGetValue((entry.Dossier, entry.Destination), out var lane))
        {
            _lanes[(entry.Dossier, entry.Destination)] = lane = [];
        }

        return lane;
    }
}
