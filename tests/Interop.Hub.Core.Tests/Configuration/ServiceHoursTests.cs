using Interop.Hub.Core.Configuration;

namespace Interop.Hub.Core.Tests.Configuration;

/// <summary>When a destination may be called, minute by minute.</summary>
public sealed class ServiceHoursTests
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    [TestCase("Mon-Fri 07:00-17:30", "2026-11-30T07:00", true)]
    [TestCase("Mon-Fri 07:00-17:30", "2026-11-30T06:59", false)]
    [TestCase("Mon-Fri 07:00-17:30", "2026-11-30T17:30", false)]
    [TestCase("Mon-Fri 07:00-17:30", "2026-11-29T12:00", false)]
    [TestCase("fri-mon 00:00-24:00", "2026-11-29T23:59", true)]
    [TestCase("fri-mon 00:00-24:00", "2026-12-01T00:00", false)]
    [TestCase("Sat,Sun 08:00-24:00", "2026-11-28T23:59", true)]
    public void Hours_are_those_of_vietnam_and_end_before_their_end(string hours, string local, bool open) =>
        Assert.That(Of([hours], []).IsOpen(At(local)), Is.EqualTo(open));

    [TestCase("2027-02-05/2027-02-14", "2027-02-14T23:59", false)]
    [TestCase("2027-02-05/2027-02-14", "2027-02-15T00:00", true)]
    [TestCase("2026-12-05T22:00/2026-12-06T04:00", "2026-12-06T03:59", false)]
    [TestCase("2026-12-05T22:00/2026-12-06T04:00", "2026-12-06T04:00", true)]
    public void A_closure_of_days_includes_its_last_one_of_times_does_not(string closure, string local, bool open) =>
        Assert.That(Of([], [closure]).IsOpen(At(local)), Is.EqualTo(open));

    [TestCase("Mon-Fri")]
    [TestCase("Mon-Fri 7:00-17:00")]
    [TestCase("Mon-Fri 17:00-07:00")]
    [TestCase("Mon-Wed-Fri 07:00-17:00")]
    [TestCase("T2-T6 07:00-17:00")]
    [TestCase("Mon 07:00-24:01")]
    [TestCase("Mon, 07:00-17:00")]
    [TestCase("")]
    public void What_is_no_hours_is_not_read_as_some(string text) => Assert.That(WeeklyHours.TryParse(text, out _), Is.False);

    [TestCase("2027-02-14/2027-02-05")]
    [TestCase("2027-02-05")]
    [TestCase("05/02/2027")]
    [TestCase("2027-02-30/2027-03-01")]
    [TestCase("2026-12-05T22:00/2026-12-05T22:00")]
    [TestCase("9999-12-31/9999-12-31")]
    public void What_is_no_closure_is_not_read_as_one(string text) => Assert.That(Closure.TryParse(text, out _), Is.False);

    /// <summary>The law: what is counted is what a clock would have counted minute by minute, and it opens with the first open minute.</summary>
    [Test]
    public void Closed_time_and_the_next_opening_are_what_a_clock_would_have_seen([Range(1, 40)] int seed)
    {
        var random = new Random(seed);
        var hours = new ServiceHours(
            [.. Enumerable.Range(0, random.Next(4)).Select(_ => Weekly(random))],
            [.. Enumerable.Range(0, random.Next(3)).Select(_ => Planned(random))]);
        var from = At("2026-11-23T00:00").AddMinutes(random.Next(14 * 24 * 60));
        var until = from.AddMinutes(random.Next(9 * 24 * 60));

        var closed = 0;
        for (var at = from; at < until; at = at.AddMinutes(1))
        {
            closed += hours.IsOpen(at) ? 0 : 1;
        }

        Assert.That(hours.ClosedBetween(from, until), Is.EqualTo(TimeSpan.FromMinutes(closed)));
        Assert.That(hours.ClosedBetween(until, from), Is.EqualTo(TimeSpan.Zero));

        DateTimeOffset? opens = null;
        if (!hours.IsOpen(from))
        {
            for (var at = from; at < from.AddDays(60) && opens is null; at = at.AddMinutes(1))
            {
                opens = hours.IsOpen(at) ? at : null;
            }
        }

        Assert.That(hours.OpensAt(from), Is.EqualTo(opens));
    }

    [Test]
    public void What_never_opens_says_no_time() => Assert.That(Of([], ["2020-01-01/2090-01-01"]).OpensAt(At("2026-11-28T00:00")), Is.Null);

    private static ServiceHours Of(string[] weekly, string[] closures) => new(
        [.. weekly.Select(w => WeeklyHours.TryParse(w, out var hours) ? hours : throw new FormatException(w))],
        [.. closures.Select(c => Closure.TryParse(c, out var closure) ? closure : throw new FormatException(c))]);

    private static WeeklyHours Weekly(Random random)
    {
        var from = random.Next(23 * 60);
        return new WeeklyHours(
            [.. Enum.GetValues<DayOfWeek>().Where(_ => random.Next(2) == 0)],
            TimeSpan.FromMinutes(from),
            TimeSpan.FromMinutes(random.Next(from + 1, (24 * 60) + 1)));
    }

    private static Closure Planned(Random random)
    {
        var from = new DateTime(2026, 11, 22).AddMinutes(random.Next(16 * 24 * 60));
        return new Closure(from, from.AddMinutes(random.Next(1, 4 * 24 * 60)));
    }

    private static DateTimeOffset At(string local) => new(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), Vietnam);
}
