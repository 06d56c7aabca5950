using Interop.Contracts.Faults;
using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Pulling;
using Interop.Hub.Core.Tests.Delivery;
using Microsoft.Extensions.Logging.Abstractions;

namespace Interop.Hub.Core.Tests.Pulling;

/// <summary>When partners that call nobody are asked, and by whom.</summary>
[TestFixture]
public sealed class PullServiceTests
{
    private ManualTime _time = null!;
    private ScriptedMinistry _ministry = null!;
    private NeverHeld _recovery = null!;
    private Membership _membership = null!;
    private PullService _service = null!;

    [SetUp]
    public void Start()
    {
        (_time, _ministry, _recovery, _membership) = (new ManualTime(), new ScriptedMinistry(), new NeverHeld(), new Membership(new NodeIdentity("b")));
        _service = new PullService(new TwoPartners(), _ministry, _ministry, _membership, _ministry, _ministry, _recovery, _time, NullLogger<PullService>.Instance);
    }

    [TearDown]
    public void Stop() => _service.Dispose();

    [Test]
    public async Task Each_at_its_own_pace_from_as_far_back_as_was_not_asked_about()
    {
        var start = _time.GetUtcNow();
        await TickAsync();
        await TickAsync(TimeSpan.FromMinutes(4));
        await TickAsync(TimeSpan.FromMinutes(1));
        await TickAsync(TimeSpan.FromMinutes(5));

        Assert.That(_ministry.Asked, Is.EqualTo(new[] { start.AddDays(-7), start.AddMinutes(-10), start.AddMinutes(-5) }), "ten minutes are asked about twice");
    }

    [Test]
    public async Task What_failed_is_asked_about_again_from_where_it_was()
    {
        var start = _time.GetUtcNow();
        _ministry.Breaks = _ => FaultCodes.Unavailable("Away.");
        await TickAsync();
        _ministry.Breaks = _ => new InvalidOperationException("A defect.");
        await TickAsync(TimeSpan.FromMinutes(5));
        _ministry.Breaks = _ => null;
        await TickAsync(TimeSpan.FromMinutes(5));

        Assert.That(_ministry.Asked, Is.EqualTo(new[] { start.AddDays(-7), start.AddDays(-7), start.AddDays(-7) }));
    }

    [Test]
    public async Task One_that_does_not_answer_is_not_asked_twice_at_once()
    {
        var answers = new TaskCompletionSource();
        _ministry.Answers = answers.Task;
        _service.Begin(CancellationToken.None);
        await Eventually.HoldsAsync(() => _ministry.Asked.Count == 1);
        _time.Advance(TimeSpan.FromHours(1));
        var under = _service.Begin(CancellationToken.None);

        Assert.That((under.Count, _ministry.Asked.Count), Is.EqualTo((1, 1)));
        answers.SetResult();
        await Task.WhenAll(under);
    }

    [TestCase(Door.Open, 1)]
    [TestCase(Door.Returning, 1)]
    [TestCase(Door.Broken, 0)]
    [TestCase(Door.PausedByFault, 0)]
    [TestCase(Door.PausedByOperator, 0)]
    public async Task Behind_a_closed_door_nobody_is_asked(Door door, int asked)
    {
        _ministry.Door = door;
        await TickAsync();
        Assert.That(_ministry.Asked, Has.Count.EqualTo(asked));
    }

    [Test]
    public async Task A_hub_that_is_held_and_a_node_that_is_not_the_first_ask_nobody_and_begin_anew_when_it_is_theirs()
    {
        var start = _time.GetUtcNow();
        await TickAsync();
        Join("a", "b");
        await TickAsync(TimeSpan.FromMinutes(5));
        Join("b", "c");
        await TickAsync(TimeSpan.FromMinutes(5));
        _recovery.IsHeld = true;
        await TickAsync(TimeSpan.FromMinutes(5));

        Assert.That(_ministry.Asked, Is.EqualTo(new[] { start.AddDays(-7), start.AddMinutes(10).AddDays(-7) }));
    }

    [Test]
    public async Task A_profile_that_asks_no_longer_is_not_asked_for()
    {
        _ministry.Every = null;
        await TickAsync();
        Assert.That(_ministry.Asked, Is.Empty);
    }

    private void Join(params IEnumerable<string> nodes) => _membership.Update(new ClusterView([.. nodes.Select(n => new NodeLine(n, n, "c", "1", default, default))]));

    private async Task TickAsync(TimeSpan? after = null)
    {
        _time.Advance(after ?? TimeSpan.Zero);
        await Task.WhenAll(_service.Begin(CancellationToken.None));
    }
}
