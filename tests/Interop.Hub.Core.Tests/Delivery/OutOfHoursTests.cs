using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Tests.Delivery;

/// <summary>A destination that is served at certain hours is left alone outside of them, and nothing runs out meanwhile.</summary>
public sealed class OutOfHoursTests
{
    private readonly ManualTime _time = new();

    [TestCase(Door.Open)]
    [TestCase(Door.Broken)]
    [TestCase(Door.Returning)]
    public void Nothing_is_hinted_let_in_or_probed_until_it_opens(Door door)
    {
        using var runtime = Runtime(TimeSpan.FromHours(1));
        runtime.Turn(d => d with { Door = door, ProbeAt = _time.GetUtcNow() });
        Assert.That(runtime.WantsOwner, Is.False);
        runtime.Turn(d => d with { Owner = "a", OwnedUntil = _time.GetUtcNow().AddDays(1) });
        Assert.That((runtime.FreeHints, runtime.TryHint("d"), runtime.TryEnter(), runtime.TryEnterAhead(), runtime.Traffic.AtOnce), Is.EqualTo((0, false, false, false, 0)));
        Assert.That(runtime.Traffic.OpensAt, Is.EqualTo(_time.GetUtcNow().AddHours(1)));

        _time.Advance(TimeSpan.FromHours(1));
        Assert.That((runtime.FreeHints > 0, runtime.TryEnter(), runtime.Traffic.OpensAt), Is.EqualTo((true, true, (DateTimeOffset?)null)));
    }

    [Test]
    public async Task Who_waits_for_a_permit_when_it_closes_is_sent_back_when_the_attempts_under_way_have_ended()
    {
        using var runtime = Runtime(TimeSpan.Zero, TimeSpan.FromHours(1));
        Assert.That(runtime.TryEnter());
        var waits = runtime.EnterAsync(CancellationToken.None).AsTask();
        _time.Advance(TimeSpan.FromHours(1));
        Assert.That(waits.IsCompleted, Is.False);
        runtime.Leave();
        Assert.That(await waits, Is.False);
    }

    /// <summary>Tết is longer than a week: without hours that stop the clock it would be parked as tried for too long.</summary>
    [Test]
    public void A_holiday_longer_than_the_window_of_tries_uses_none_of_it_up()
    {
        using var runtime = Runtime(TimeSpan.FromDays(9));
        var first = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromDays(9) + TimeSpan.FromHours(1));
        var facts = new AttemptFacts
        {
            Policy = runtime.Policy,
            Idempotent = true,
            CanProbe = false,
            Attempts = 3,
            FirstAttemptAt = first,
            ClosedSinceFirst = runtime.ClosedSince(first, TimeSpan.Zero, _time.GetUtcNow()),
            Now = _time.GetUtcNow(),
            Jitter = 0,
        };
        Assert.That((facts.ClosedSinceFirst, facts.WindowIsUsedUp), Is.EqualTo((TimeSpan.FromDays(9), false)));
    }

    /// <summary>Closed from now on for so long; or, with a second time, open for that long first.</summary>
    private DestinationRuntime Runtime(TimeSpan closed, TimeSpan? open = null)
    {
        var now = _time.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).DateTime + (open ?? TimeSpan.Zero);
        var policy = new DeliveryPolicy { MaxConcurrency = 1, Hours = new ServiceHours([], [new Closure(now, now + (open is null ? closed : TimeSpan.FromDays(1)))]) };
        return new DestinationRuntime("HOTICH", policy, new DestinationControl { Destination = "HOTICH", Since = _time.GetUtcNow() }, new Membership(new NodeIdentity("a")), _time);
    }
}
