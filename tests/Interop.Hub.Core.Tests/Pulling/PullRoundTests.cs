using Interop.Adapters.Inbound;
using Interop.Contracts.Faults;
using Interop.Hub.Core.Pulling;
using Microsoft.Extensions.Logging.Abstractions;

namespace Interop.Hub.Core.Tests.Pulling;

/// <summary>One round of asking: told only of what is on disk, in order, and harmless wherever it breaks off.</summary>
[TestFixture]
public sealed class PullRoundTests
{
    private static readonly Fault s_fault = FaultCodes.Unavailable("Away.");

    [Test]
    public async Task All_pages_are_taken_in_order_and_each_packet_told_of_after_it_was()
    {
        var ministry = new ScriptedMinistry();
        ministry.Add(Enumerable.Range(1, 7).Select(ScriptedMinistry.Name));

        var end = await RunAsync(ministry);

        Assert.That(end, Is.EqualTo(new RoundEnd.Done(7, 0)));
        Assert.That(ministry.Book, Is.EqualTo(Enumerable.Range(1, 7).SelectMany(i => new[] { $"took {ScriptedMinistry.Name(i)}", $"told {ScriptedMinistry.Name(i)}" })));
    }

    // Whatever breaks, wherever: in the end everything is there, once, in order, and nothing was told of before.
    [Test]
    public async Task It_may_break_off_anywhere([Random(20)] int seed)
    {
        var random = new Random(seed);
        var ministry = new ScriptedMinistry { Page = random.Next(1, 6) };
        ministry.Add(Enumerable.Range(1, 20).Select(ScriptedMinistry.Name));
        ministry.Breaks = step => random.Next(5) > 0 ? null
            : random.Next(3) == 0 ? new IOException("cut")
            : step.StartsWith("take", StringComparison.Ordinal) ? new Refusal(RefusalKind.Overloaded, "Full.", [])
            : s_fault;

        var rounds = 0;
        for (var done = false; !done && rounds < 2_000; rounds++)
        {
            try
            {
                done = await RunAsync(ministry) is RoundEnd.Done { Refused: 0 } && ministry.Book.Count(b => b.StartsWith("told", StringComparison.Ordinal)) == 20;
            }
            catch (IOException)
            {
                // The node died here.
            }
        }

        Assert.That(ministry.Book.Where(b => b.StartsWith("took", StringComparison.Ordinal)), Is.EqualTo(Enumerable.Range(1, 20).Select(i => $"took {ScriptedMinistry.Name(i)}")));
        Assert.That(ministry.Book.Where(b => b.StartsWith("told", StringComparison.Ordinal)), Is.EqualTo(Enumerable.Range(1, 20).Select(i => $"told {ScriptedMinistry.Name(i)}")));
        Assert.That(Enumerable.Range(1, 20).Select(ScriptedMinistry.Name), Has.All.Matches<string>(p => ministry.Book.IndexOf($"took {p}") < ministry.Book.IndexOf($"told {p}")));
    }

    [Test]
    public async Task One_that_is_refused_holds_up_nobody()
    {
        var ministry = new ScriptedMinistry { Page = 10 };
        ministry.Add("1", "2", "3");
        ministry.Breaks = step => step == "take 2" ? new Refusal(RefusalKind.NotFound, "No such dossier.", []) : null;

        Assert.That(await RunAsync(ministry), Is.EqualTo(new RoundEnd.Done(2, 1)));
        Assert.That(ministry.Book, Is.EqualTo(new[] { "took 1", "told 1", "took 3", "told 3" }));
    }

    [Test]
    public async Task A_hub_that_takes_nothing_asks_later_and_says_when()
    {
        var ministry = new ScriptedMinistry();
        ministry.Add("1", "2");
        ministry.Breaks = step => step == "take 2" ? new Refusal(RefusalKind.Overloaded, "Full.", [], TimeSpan.FromSeconds(9)) : null;

        Assert.That(await RunAsync(ministry), Is.EqualTo(new RoundEnd.NotNow(TimeSpan.FromSeconds(9))));
        Assert.That(ministry.Book, Is.EqualTo(new[] { "took 1", "told 1" }));
    }

    // It is told of nothing and always says that there is more.
    [Test]
    public async Task One_that_lists_the_same_for_ever_is_asked_again_only_while_it_has_something_new()
    {
        var ministry = new ScriptedMinistry { Forgets = true, Page = 2 };
        ministry.Add("1", "2", "3");

        await RunAsync(ministry);

        Assert.That(ministry.Asked, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task One_that_is_asked_about_each_dossier_is_asked_about_all_that_are_open_so_many_at_once()
    {
        var ministry = new ScriptedMinistry { DossiersAtOnce = 2 };
        ministry.Open.AddRange(["A", "B", "C", "D", "E"]);
        ministry.Add("1", "2");
        var end = await RunAsync(ministry);
        ministry.Open.Clear();
        await RunAsync(ministry);

        Assert.That(ministry.AskedAbout, Is.EqualTo(new[] { "A B", "C D", "E" }), "and about none where none is open");
        Assert.That(end, Is.EqualTo(new RoundEnd.Done(2, 0)));
    }

    [Test]
    public async Task Where_one_question_of_several_fails_the_round_ends()
    {
        var ministry = new ScriptedMinistry { DossiersAtOnce = 1 };
        ministry.Open.AddRange(["A", "B"]);
        ministry.Breaks = step => step == "ask" ? s_fault : null;

        Assert.That(await RunAsync(ministry), Is.EqualTo(new RoundEnd.Failed(s_fault, null)));
        Assert.That(ministry.AskedAbout, Is.EqualTo(new[] { "A" }));
    }

    private static Task<RoundEnd> RunAsync(ScriptedMinistry ministry) =>
        new PullRound(ministry, "HOTICH", ministry, ministry, NullLogger.Instance).RunAsync(default, CancellationToken.None);
}
