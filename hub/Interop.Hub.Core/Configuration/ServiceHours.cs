using Interop.Hub.Core.Intake;

namespace Interop.Hub.Core.Configuration;

/// <summary>
/// When a destination may be called. Outside of it nothing is sent, and the window of tries stands still (guarantee 6:
/// service windows and planned maintenance stop its clock; Tết is longer than a week). In Vietnamese time, UTC+07:00, which
/// knows no summer time.
/// </summary>
/// <param name="Weekly">The hours of a week; empty: all of them.</param>
/// <param name="Closures">The exceptions from them.</param>
public sealed record ServiceHours(IReadOnlyList<WeeklyHours> Weekly, IReadOnlyList<Closure> Closures)
{
    private const int Horizon = 400;

    /// <summary>It may be called at any time.</summary>
    public static ServiceHours Always { get; } = new([], []);

    /// <summary>True when nothing limits it.</summary>
    public bool IsAlways => Weekly.Count == 0 && Closures.Count == 0;

    /// <summary>True when it may be called at this instant.</summary>
    public bool IsOpen(DateTimeOffset at) => IsAlways || IsOpen(Local(at));

    /// <summary>How much of a span it may not be called in; zero for a span that ends before it begins.</summary>
    public TimeSpan ClosedBetween(DateTimeOffset from, DateTimeOffset until)
    {
        var closed = TimeSpan.Zero;
        if (!IsAlways && from < until)
        {
            var (at, end) = (Local(from), Local(until));
            foreach (var change in Changes(at, end).Append(end))
            {
                closed += IsOpen(at) ? TimeSpan.Zero : change - at;
                at = change;
            }
        }

        return closed;
    }

    /// <summary>When it may be called again. Null: it may now, or not within the next 400 days.</summary>
    public DateTimeOffset? OpensAt(DateTimeOffset at)
    {
        if (IsOpen(at))
        {
            return null;
        }

        var local = Local(at);
        foreach (var change in Changes(local, local.AddDays(Horizon)))
        {
            if (IsOpen(change))
            {
                return new DateTimeOffset(change, BusinessTime.Offset);
            }
        }

        return null;
    }

    private bool IsOpen(DateTime local) => (Weekly.Count == 0 || Weekly.Any(w => w.Contains(local))) && !Closures.Any(c => c.Contains(local));

    /// <summary>Every instant between the two at which it may open or close, in order.</summary>
    private IEnumerable<DateTime> Changes(DateTime from, DateTime until)
    {
        SortedSet<DateTime> changes = [.. Closures.SelectMany(c => new[] { c.From, c.Until })];
        for (var day = from.Date; day < until; day = day.AddDays(1))
        {
            foreach (var hours in Weekly.Where(w => w.Days.Contains(day.DayOfWeek)))
            {
                changes.Add(day + hours.From);
                changes.Add(day + hours.Until);
            }
        }

        return changes.Where(c => from < c && c < until);
    }

    private static DateTime Local(DateTimeOffset at) => at.ToOffset(BusinessTime.Offset).DateTime;
}
