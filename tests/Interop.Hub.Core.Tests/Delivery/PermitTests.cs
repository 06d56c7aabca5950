using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Tests.Cluster;

namespace Interop.Hub.Core.Tests.Delivery;

/// <summary>Who may act on a destination now: door, concurrency, then rate.</summary>
public sealed class PermitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ManualTime _time = new();

    [Test]
    public async Task At_an_open_door_hints_wait_their_turn_instead_of_being_given_back()
    {
        using var runtime = Runtime(new DeliveryPolicy { MaxConcurrency = 2 });
        var entered = Enumerable.Range(0, 4).Select(_ => runtime.EnterAsync(CancellationToken.None).AsTask()).ToArray();
        Assert.That(entered.Select(e => e.IsCompleted), Is.EqualTo(new[] { true, true, false, false }));
        runtime.Leave();
        Assert.That(await entered[2], Is.True);
        Assert.That(entered[3].IsCompleted, Is.False, "in order, as many as there are permits");

        runtime.Turn(d => d with { Door = Door.PausedByFault });
        Assert.That(await entered[3], Is.False, "nobody waits behind a closed door");
        Assert.That(await runtime.EnterAsync(CancellationToken.None), Is.False);
    }

    [Test]
    public async Task Who_gives_up_his_turn_takes_no_permit_with_him_and_a_node_that_stops_sends_the_others_away()
    {
        using var runtime = Runtime(new DeliveryPolicy { MaxConcurrency = 1 });
        using var givenUp = new CancellationTokenSource();
        Assert.That(await runtime.EnterAsync(CancellationToken.None), Is.True);
        var (gone, next) = (runtime.EnterAsync(givenUp.Token).AsTask(), runtime.EnterAsync(CancellationToken.None).AsTask());
        await givenUp.CancelAsync();
        Assert.That(async () => await gone, Throws.InstanceOf<OperationCanceledException>());
        runtime.Leave();
        Assert.That(await next, Is.True);

        var last = runtime.EnterAsync(CancellationToken.None).AsTask();
        runtime.SendAway();
        Assert.That(await last, Is.False);
    }

    [Test]
    public async Task A_packet_takes_a_permit_ahead_of_its_commit_only_while_nobody_waits_for_one()
    {
        using var runtime = Runtime(new DeliveryPolicy { MaxConcurrency = 1 });
        Assert.That((runtime.TryEnterAhead(), runtime.TryEnterAhead()), Is.EqualTo((true, false)));
        var waits = runtime.EnterAsync(CancellationToken.None).AsTask();
        runtime.Leave();
        Assert.That(await waits, Is.True);
        var waitsToo = runtime.EnterAsync(CancellationToken.None).AsTask();
        runtime.Leave();
        Assert.That((await waitsToo, runtime.TryEnterAhead()), Is.EqualTo((true, false)));
        runtime.Leave();
        Assert.That(runtime.TryEnterAhead(), "nobody waits, and it is free");
        runtime.Leave();

        runtime.Turn(d => d with { Door = Door.Returning });
        Assert.That(runtime.TryEnterAhead(), Is.False, "a door that opens in stages lets in one by one");
        using var rated = Runtime(new DeliveryPolicy { RatePerSecond = 10 });
        Assert.That(rated.TryEnterAhead(), Is.False, "a duplicate would use up what the rate allows");
    }

    [Test]
    public void A_hint_without_a_permit_wakes_nobody_while_every_permit_is_taken()
    {
        using var runtime = Runtime(new DeliveryPolicy { MaxConcurrency = 1, HandOverWindow = 2 });
        Assert.That((runtime.TryHint("a"), runtime.TryHint("b"), runtime.TryEnter(), runtime.TryEnter()), Is.EqualTo((true, true, true, false)));
        Assert.That(runtime.HintDone("b"), Is.False, "it would be offered, refused and offered again, for as long as the attempt takes");
        runtime.Leave();
        Assert.That(runtime.HintDone("a"), "the end of the attempt wakes the scheduler");
    }

    [Test]
    public void Where_the_rate_is_the_limit_no_more_hints_go_than_there_are_permits()
    {
        using var runtime = Runtime(new DeliveryPolicy { RatePerSecond = 0.01 });
        Assert.That(runtime.FreeHints, Is.EqualTo(1));
        Assert.That(runtime.TryHint("a") && runtime.TryEnter());
        Assert.That((runtime.FreeHints, runtime.TryHint("b")), Is.EqualTo((0, false)));
        Assert.That(runtime.HintDone("a"), Is.False, "the tick looks again, not the end of the attempt");
    }

    [Test]
    public void Permits_follow_the_door_s_width()
    {
        using var runtime = Runtime(new DeliveryPolicy { MaxConcurrency = 8 });
        runtime.Turn(d => DoorRules.Resume(d with { Door = Door.PausedByOperator }, _time.GetUtcNow()));
        Assert.That(runtime.TryEnter(), Is.False, "nobody has taken it on itself to bring it back");
        runtime.Turn(d => DoorRules.TakeOver(d, "a", runtime.Policy, _time.GetUtcNow()));
        Assert.That((runtime.TryEnter(), runtime.TryEnter()), Is.EqualTo((true, false)), "the first stage of return is one");
        runtime.Leave();
        Assert.That(runtime.TryEnter());
    }

    [Test]
    public void The_rate_is_kept()
    {
        using var runtime = Runtime(new DeliveryPolicy { RatePerSecond = 5, MaxConcurrency = 100 });
        Assert.That(Enumerable.Range(0, 50).Count(_ => runtime.TryEnter()), Is.InRange(5, 6));
    }

    [Test]
    public void A_part_of_the_rate_that_is_made_anew_begins_empty()
    {
        var cluster = new Membership(new NodeIdentity("a"));
        using var rate = new RateShare(0.5, cluster, follows: false);
        Assert.That(rate.TryTake());
        cluster.Update(new ClusterView([MembershipTests.Line("a"), MembershipTests.Line("b")]));
        Assert.That((rate.Free, rate.TryTake()), Is.EqualTo((0, false)));
    }

    [Test]
    public async Task Another_policy_counts_what_is_under_way_and_lets_in_who_waits_as_far_as_it_has_room()
    {
        using var runtime = Runtime(new DeliveryPolicy { MaxConcurrency = 1, HandOverWindow = 2 });
        Assert.That(runtime.TryHint("a") && runtime.TryHint("b") && runtime.TryEnter());
        var waits = Enumerable.Range(0, 3).Select(_ => runtime.EnterAsync(CancellationToken.None).AsTask()).ToArray();

        runtime.Adopt(runtime.Policy with { MaxConcurrency = 3, HandOverWindow = 3 });
        Assert.That(await waits[0].WaitAsync(Patience) && await waits[1].WaitAsync(Patience));
        Assert.That((waits[2].IsCompleted, runtime.TryEnter(), runtime.IsHinted("a"), runtime.FreeHints), Is.EqualTo((false, false, true, 1)));

        runtime.Adopt(runtime.Policy with { MaxConcurrency = 1 });
        runtime.Leave();
        runtime.Leave();
        Assert.That(waits[2].IsCompleted, Is.False, "one is still under way, and there is room for one");
        runtime.Leave();
        Assert.That(await waits[2].WaitAsync(Patience));
    }

    [Test]
    public async Task Where_a_rate_comes_in_nobody_waits_and_it_begins_empty()
    {
        using var runtime = Runtime(new DeliveryPolicy { MaxConcurrency = 1 });
        Assert.That(runtime.TryEnter());
        var waits = runtime.EnterAsync(CancellationToken.None).AsTask();
        runtime.Adopt(runtime.Policy with { RatePerSecond = 0.5 });
        Assert.That(await waits, Is.False);
        runtime.Leave();
        Assert.That(runtime.TryEnter(), Is.False);
    }

    private DestinationRuntime Runtime(DeliveryPolicy policy) =>
        new("HOTICH", policy, new DestinationControl { Destination = "HOTICH", Since = _time.GetUtcNow() }, new Membership(new NodeIdentity("a")), _time);
}
