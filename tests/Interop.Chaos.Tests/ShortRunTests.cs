using Interop.Chaos.Plan;

namespace Interop.Chaos.Tests;

/// <summary>
/// The short form: one seed for each form, everything mixed; and nodes that are stopped in order, in turn, of which nobody
/// may notice anything. More seeds and longer runs: <c>tests/chaos</c>.
/// </summary>
[NonParallelizable]
public sealed class ShortRunTests
{
    [TestCase("Embedded", 1, "mixed", ChaosOptions.ShortMinutes, 5)]
    [TestCase("Production", 5, "mixed", ChaosOptions.ShortMinutes, 5)]
    [TestCase("Production", 1, "restart", 0.4, 2)]
    [CancelAfter(300_000)]
    public async Task Whatever_breaks_nothing_is_lost_doubled_or_out_of_order(string form, int seed, string script, double minutes, int faults, CancellationToken cancellationToken)
    {
        var plan = Planner.Make(new ChaosOptions { Scripts = [script], Minutes = minutes }, seed, Enum.Parse<Form>(form));
        await TestContext.Out.WriteLineAsync(PlanText.Of(plan));
        var verdict = await new ChaosRun(plan, TestContext.Progress.WriteLine).RunAsync(keep: false, cancellationToken);
        await TestContext.Out.WriteLineAsync(verdict.Text());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(verdict.IsGreen, $"{PlanText.Command(plan)}\n{verdict.Text()}");
            Assert.That(verdict.Figures.Single(f => f.Name == "faults done").Value, Is.GreaterThanOrEqualTo(faults));
            Assert.That(verdict.Figures.Single(f => f.Name == "receipts").Value, Is.GreaterThanOrEqualTo(100));
        }
    }
}
