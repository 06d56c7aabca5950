using Interop.Chaos.Plan;

namespace Interop.Chaos.Tests;

/// <summary>A plan is its seed's: whoever prints the seed can run the same again.</summary>
public sealed class PlanTests
{
    [Test]
    public void The_same_seed_gives_the_same_plan_and_another_another([Values(1, 7, 4711)] int seed, [Values("Embedded", "Production")] string form)
    {
        var f = Enum.Parse<Form>(form);
        var plan = PlanText.Of(Planner.Make(new ChaosOptions(), seed, f));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(PlanText.Of(Planner.Make(new ChaosOptions(), seed, f)), Is.EqualTo(plan));
            Assert.That(PlanText.Of(Planner.Make(new ChaosOptions(), seed + 1, f)), Is.Not.EqualTo(plan));
        }
    }

    [TestCase("--seed 12")]
    [TestCase("--seed 12 --form production --nodes 2 --script cuts --script kill")]
    [TestCase("--seed 12 --temper probeable --minutes 20")]
    [TestCase("--script rolling --nodes 3 --dossiers 20000 --lanes 200 --seed 5")]
    public void The_printed_command_runs_the_same_plan(string arguments)
    {
        var plan = Make(arguments);
        var printed = PlanText.Command(plan);
        Assert.That(printed, Does.StartWith("tests/chaos "));
        Assert.That(PlanText.Of(Make(printed["tests/chaos ".Length..])), Is.EqualTo(PlanText.Of(plan)));
    }

    [Test]
    public void Every_fault_stands_in_some_plan_and_an_embedded_hub_gets_none_it_cannot_have()
    {
        var all = Enumerable.Range(1, 30).SelectMany(s => Planner.Make(new ChaosOptions(), s, Form.Production).Faults).Concat(Make("--script restart").Faults).ToArray();
        var embedded = Enumerable.Range(1, 30).SelectMany(s => Planner.Make(new ChaosOptions(), s, Form.Embedded).Faults).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Select(f => f.Kind).Distinct(), Is.EquivalentTo(Enum.GetValues<FaultKind>()));
            Assert.That(all.Select(f => f.Target).Where(t => t.StartsWith("node-", StringComparison.Ordinal)).Distinct(), Is.EquivalentTo(new[] { "node-1", "node-2", "node-3" }));
            Assert.That(embedded.Select(f => f.Target).Distinct(), Has.None.AnyOf("broker", "database", "node-2"));
            Assert.That(embedded.Select(f => f.Kind), Has.None.AnyOf(FaultKind.CutBroker, FaultKind.CutDatabase));
        }
    }

    [Test]
    public void Among_other_faults_a_minute_never_holds_the_week_of_retries([Values("Embedded", "Production")] string form)
    {
        var plans = Enumerable.Range(1, 30).Select(s => Planner.Make(new ChaosOptions { Minutes = 5 }, s, Enum.Parse<Form>(form)).Faults).ToArray();
        Assert.That(plans.SelectMany(p => p).Sum(f => f.Days), Is.Positive, "there are absences");
        Assert.That(plans.SelectMany(p => p.Select(f => p.Where(g => g.At <= f.At && g.At >= f.At - TimeSpan.FromMinutes(1)).Sum(g => g.Days))), Has.All.LessThan(7));
    }

    [Test]
    public void The_hub_tries_on_for_longer_than_all_absences_together_and_for_its_week_where_they_are_short_or_alone()
    {
        var plans = Enumerable.Range(1, 30).SelectMany(s => new[] { 0.75, 5, 20 }.Select(m => Planner.Make(new ChaosOptions { Minutes = m }, s, Form.Production))).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(plans.Select(p => p.DaysOfRetries - p.Faults.Sum(f => f.Days)), Has.All.Positive);
            Assert.That(plans.Where(p => p.Length < TimeSpan.FromMinutes(1)).Select(p => p.DaysOfRetries), Has.All.EqualTo(7));
            Assert.That(plans.Select(p => p.DaysOfRetries).Max(), Is.GreaterThan(20), "there are many absences in a long run");
            Assert.That(Make("--script away --seed 3 --minutes 5").DaysOfRetries, Is.EqualTo(7));
        }
    }

    [Test]
    public void A_rolling_restart_takes_the_nodes_in_turn()
    {
        var plan = Make("--script rolling --nodes 3 --seed 3 --minutes 2");
        var gentle = Make("--script restart --nodes 3 --seed 3 --minutes 2");
        Assert.That((plan.IsGentle, gentle.IsGentle, Make("--script none").IsGentle), Is.EqualTo((false, true, false)), "only where nothing else is struck is lateness judged");
        Assert.That(gentle.Faults.Select(f => f.Kind), Has.All.EqualTo(FaultKind.RestartNode));
        Assert.That(plan.Faults.Take(6).Select(f => f.Target), Is.EqualTo(new[] { "node-1", "node-2", "node-3", "node-1", "node-2", "node-3" }));
    }

    [TestCase("--script kill --script database --form production", "DVCQG", ExpectedResult = false)]
    [TestCase("--script pause", "DVCQG", ExpectedResult = true)]
    [TestCase("--script restart", "DVCQG", ExpectedResult = true)]
    [TestCase("--script partner --seed 1 --minutes 5", "DVCQG", ExpectedResult = true)]
    [TestCase("--script none", "DVCQG", ExpectedResult = false)]
    public bool A_call_may_be_lost_where_its_partner_goes_out_of_reach_or_its_caller_sleeps(string arguments, string partner) => Make(arguments).MayLoseCalls(partner);

    [TestCase("--script nonsense")]
    [TestCase("--script broker --form embedded")]
    public void What_cannot_be_run_is_said(string arguments) => Assert.That(ChaosOptions.Read(arguments.Split(' '))?.Problem, Is.Not.Null.And.Not.Empty);

    [TestCase("--minutes soon")]
    [TestCase("--seed")]
    [TestCase("--loud")]
    public void What_is_not_understood_is_not_run(string arguments) => Assert.That(ChaosOptions.Read(arguments.Split(' ')), Is.Null);

    private static ChaosPlan Make(string arguments)
    {
        var options = ChaosOptions.Read(arguments.Split(' '))!;
        return Planner.Make(options, options.Seeds[0], options.Forms[0]);
    }
}
