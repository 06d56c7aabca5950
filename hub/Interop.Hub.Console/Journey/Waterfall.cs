using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Console.Journey;

/// <summary>
/// A dossier's journey on one scale of time: each delivery is a row of segments, from the packet's acceptance until the
/// delivery's end, or until now. Pure: the same view and the same now give the same picture.
/// </summary>
public sealed class Waterfall
{
    /// <summary>Width of the scale in the picture's units.</summary>
    public const double Width = 1000;

    // A segment of no length is still seen.
    private const double LeastWidth = 6;

    private readonly double _ticksPerUnit;

    /// <summary>Lays out a dossier.</summary>
    public Waterfall(DossierView dossier, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(dossier);
        From = dossier.Packets.Count == 0 ? dossier.CreatedAt : dossier.Packets.Min(p => p.AcceptedAt);
        IsOpen = dossier.Packets.Any(p => p.Deliveries.Any(d => !IsFinal(d.State)));
        Now = now;
        var ends = dossier.Packets.SelectMany(p => p.Deliveries.Select(d => End(d)).Append(p.AcceptedAt));
        Until = IsOpen ? now : ends.DefaultIfEmpty(From).Max();
        if (Until <= From)
        {
            Until = From + TimeSpan.FromSeconds(1);
        }

        _ticksPerUnit = (Until - From).Ticks / Width;
    }

    /// <summary>Where the scale begins.</summary>
    public DateTimeOffset From { get; }

    /// <summary>Where it ends.</summary>
    public DateTimeOffset Until { get; }

    /// <summary>True when it ends now because something is still under way.</summary>
    public bool IsOpen { get; }

    /// <summary>The moment of the picture.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The segments of one delivery, in order of time.</summary>
    public IReadOnlyList<Segment> Row(PacketView packet, DeliveryView delivery)
    {
        ArgumentNullException.ThrowIfNull(packet);
        ArgumentNullException.ThrowIfNull(delivery);
        List<Segment> row = [];
        var at = packet.AcceptedAt;
        foreach (var attempt in delivery.History.OrderBy(a => a.StartedAt))
        {
            if (attempt.StartedAt > at)
            {
                row.Add(Make(SegmentKind.Wait, at, attempt.StartedAt));
            }

            var end = attempt.StartedAt + attempt.Duration;
            row.Add(Make(KindOf(attempt.Outcome), attempt.StartedAt, end));
            at = end > at ? end : at;
        }

        var until = IsFinal(delivery.State) ? End(delivery) : Now;
        if (until > at && (!IsFinal(delivery.State) || delivery.History.Count == 0))
        {
            row.Add(Make(delivery.State is DeliveryState.Rejected or DeliveryState.Parked ? SegmentKind.Stuck : SegmentKind.Wait, at, until));
        }

        return row;
    }

    private static bool IsFinal(DeliveryState state) => state.IsPassed();

    private static DateTimeOffset End(DeliveryView delivery) =>
        delivery.DeliveredAt
        ?? delivery.History.Select(a => a.StartedAt + a.Duration).Append(delivery.ChangedAt).Max();

    private static SegmentKind KindOf(string outcome) => outcome switch
    {
        "accepted" or "arrived" => SegmentKind.Good,
        "rejected" => SegmentKind.Bad,
        "unknown" or "cannot-tell" or "lost" => SegmentKind.Doubtful,
        _ => SegmentKind.Tried,
    };

    private Segment Make(SegmentKind kind, DateTimeOffset from, DateTimeOffset to)
    {
        var x = Math.Clamp((from - From).Ticks / _ticksPerUnit, 0, Width - LeastWidth);
        var width = Math.Clamp((to - from).Ticks / _ticksPerUnit, LeastWidth, Width - x);
        return new Segment(kind, x, width);
    }
}

/// <summary>What a segment of a row shows.</summary>
public enum SegmentKind
{
    /// <summary>Waiting.</summary>
    Wait = 0,

    /// <summary>An attempt that was taken.</summary>
    Good = 1,

    /// <summary>An attempt that could not be made and will be repeated.</summary>
    Tried = 2,

    /// <summary>An attempt whose outcome is not known.</summary>
    Doubtful = 3,

    /// <summary>An attempt that was refused.</summary>
    Bad = 4,

    /// <summary>Stopped until a person judges.</summary>
    Stuck = 5,
}

/// <summary>One piece of a row.</summary>
/// <param name="Kind">What it shows.</param>
/// <param name="X">Where it begins, 0 to <see cref="Waterfall.Width"/>.</param>
/// <param name="Width">How long it is.</param>
public readonly record struct Segment(SegmentKind Kind, double X, double Width);
