using Interop.Chaos.Judging;
using Interop.Simulators;

namespace Interop.Chaos.Tests;

/// <summary>Whoever judges is judged first: books with one fault in them, and the judge names that fault and its place.</summary>
public sealed class JudgeTests
{
    [Test]
    public void Books_in_order_are_green_and_counted()
    {
        var verdict = Judge.Of(BooksOf.OneDossier());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(verdict.Breaches, Is.Empty);
            Assert.That(verdict.Figures.Single(f => f.Name == "deliveries accepted").Value, Is.EqualTo(5));
            Assert.That(verdict.Text(), Does.Contain("NothingLost").And.Not.Contain("BROKEN"));
        }
    }

    private static IEnumerable<TestCaseData> Spoilt()
    {
        TestCaseData Case(string name, string law, string where, Func<Books, Books> spoil, string temper = "Honours") =>
            new TestCaseData(law, where, spoil, temper).SetArgDisplayNames(name);

        yield return Case("said delivered, and the partner has nothing", "NothingLost", "p3", b => b.At(Routes.Portal, e => [.. e.Where(x => x.DeliveryId != "d3-DVCQG")]));
        yield return Case("a receipt, and the packet is gone", "NothingLost", "p3", b => b.Showing(p => p.PacketId == "p3" ? null : p));
        yield return Case("a receipt, and the dossier is gone", "NothingLost", BooksOf.Number, b => b with { Seen = new Dictionary<string, SeenDossier>(StringComparer.Ordinal) });
        yield return Case("no delivery to one destination", "NothingLost", "no delivery to HOTICH", b => b.Showing(p => p with { Deliveries = [.. p.Deliveries.Where(d => d.Destination != Routes.Ministry)] }));
        yield return Case("a step that a stopped node kept", "NothingLate", "p3 → DVCQG", b => (b with { LateAfter = TimeSpan.FromSeconds(10) })
            .At(Routes.Portal, e => [.. e.Select(x => x.DeliveryId == "d3-DVCQG" ? x with { At = x.At + TimeSpan.FromSeconds(11) } : x)]));
        yield return Case("called off by nobody", "NothingLost", "p4", b => b.InState("d4-DVCQG", "cancelled").At(Routes.Portal, e => [.. e.Take(3)]));
        yield return Case("the same delivery twice", "EffectsAsGuaranteed", "d2-DVCQG", b => b.At(Routes.Portal, e => [.. e, e[1] with { Ordinal = 5, Position = 5, IsRepeat = true }]));
        yield return Case("the same delivery twice, and the partner cannot tell", "EffectsAsGuaranteed", "2 effects", b => b.At(Routes.Portal, e => [e[0], e[1], e[1], e[2], e[3]]));
        yield return Case("the same packet under two deliveries", "EffectsAsGuaranteed", "d9", b => b.At(Routes.Ministry, e => [.. e, BooksOf.Effect(2, "d9", 1)]));
        yield return Case("accepted twice", "EffectsAsGuaranteed", "accepted 2 times", b => b with
        {
            Seen = b.Seen.ToDictionary(s => s.Key, s => s.Value with { Packets = [.. s.Value.Packets, s.Value.Packets[1] with { Id = "r9", Deliveries = [] }] }, StringComparer.Ordinal),
        });
        yield return Case("two in the wrong order", "LanesInOrder", "p2 came after p3", b => b.At(Routes.Portal, e => [e[0], e[2], e[1], e[3]]));
        yield return Case("another status than the packet's", "LanesInOrder", "status 9", b => b.At(Routes.Portal, e => [e[0], e[1] with { BusinessStatus = 9 }, e[2], e[3]]));
        yield return Case("one that overtakes a doubt", "LanesInOrder", "p4 overtook", b => b.InState("d3-DVCQG", "parked").At(Routes.Portal, e => [.. e.Where(x => x.DeliveryId != "d3-DVCQG")]), "Neither");
        yield return Case("a doubt where there need be none", "EffectsAsGuaranteed", "no doubt", b => b.InState("d4-DVCQG", "unknown"), "Probeable");
        yield return Case("an effect of one that waits", "EffectsAsGuaranteed", "not to be sent", b => b.InState("d3-DVCQG", "parked").InState("d4-DVCQG", "waitingLane"), "Neither");
        yield return Case("one that never comes to rest", "Drained", "p4", b => b.InState("d4-DVCQG", "scheduled").At(Routes.Portal, e => [.. e.Take(3)]));
        yield return Case("one that waits behind nothing", "Drained", "p4", b => b.InState("d4-DVCQG", "waitingLane").At(Routes.Portal, e => [.. e.Take(3)]));
        yield return Case("two of a lane at one time", "LanesInOrder", "was not answered", b => b.Calling(("d2", 10, 20), ("d3", 15, 30)));
        yield return Case("a refusal that nobody told", "SendersAreTold", "p1 → HOTICH (rejected, d1-HOTICH): its sender was last told nothing", b => b.Refused());
        yield return Case("a doubt that nobody told", "SendersAreTold", "p3 → DVCQG (parked, d3-DVCQG): its sender was last told nothing", b => b.InDoubt(), "Neither");
        yield return Case("a doubt that was told, and not that it was given up", "SendersAreTold", "p3 → DVCQG (parked, d3-DVCQG): its sender was last told unknown", b => b.InDoubt().Telling(("p3", Routes.Portal, "unknown")), "Neither");
        yield return Case("one superseded whose refusal nobody told", "SendersAreTold", "p1 → HOTICH (superseded, d1-HOTICH): its sender was never told", b => b.Refused().InState("d1-HOTICH", "superseded"));
        yield return Case("told unknown, arrived, and never told so", "SendersAreTold", "p3 → DVCQG (delivered, d3-DVCQG): its sender was last told unknown", b => b.Telling(("p3", Routes.Portal, "unknown")));
        yield return Case("told parked after it was told delivered", "SendersAreTold", "its sender was last told parked", b => b.Telling(("p3", Routes.Portal, "unknown"), ("p3", Routes.Portal, "delivered"), ("p3", Routes.Portal, "parked")));
        yield return Case("told delivered out of the blue", "SendersAreTold", "of no hindrance before", b => b.Telling(("p3", Routes.Portal, "delivered"), ("p2", Routes.Portal, "unknown"), ("p2", Routes.Portal, "delivered")));
        yield return Case("told of a packet that nobody sent", "SendersAreTold", "p9 → DVCQG, told parked: of that packet there is no receipt", b => b.Telling(("p9", Routes.Portal, "parked")));
        yield return Case("told of a destination that it does not go to", "SendersAreTold", "p3 → HOTICH, told unknown: that never was", b => b.Telling(("p3", Routes.Ministry, "unknown")));
        yield return Case("told rejected, and nobody refuses it", "SendersAreTold", "p1 → HOTICH, told rejected: that never was", b => b.Telling(("p1", Routes.Ministry, null), ("p1", Routes.Ministry, "delivered")));
        yield return Case("told delivered, and it is not", "SendersAreTold", "p3 → DVCQG, told delivered: that never was", b => b.InDoubt().Telling(("p3", Routes.Portal, "unknown"), ("p3", Routes.Portal, "delivered"), ("p3", Routes.Portal, "parked")), "Neither");
        yield return Case("told a state that there is not", "SendersAreTold", "told lost: that never was", b => b.Telling(("p3", Routes.Portal, "lost")));
        yield return Case("told by a delivery that the hub does not show", "SendersAreTold", "it came by n1, which the hub does not show", b => b.Telling(("p3", Routes.Portal, "silent")).Showing(p => p.Sender == "hub" ? null : p));
        yield return Case("passed over, where the one-stop can be asked", "SendersAreTold", "its sender was last told nothing", b => PassedOver(b.Refused()));
        yield return Case("in doubt though never called", "EffectsAsGuaranteed", "d3-DVCQG): in doubt, and the partner was never called", b => NotCalled(b.InDoubt()), "Neither");
        yield return Case("in doubt for an error that never was answered", "EffectsAsGuaranteed", "d3-DVCQG): in doubt, and the partner was never called", b => NotCalled(b.InDoubt("hub.lease-expired partner.internal-error")), "Neither");
        yield return Case("a hub that was not at rest", "Drained", "nothing had moved", b => b with { NotAtRest = ["1 dossier(s) are not at rest, and nothing had moved for 75 s"] });
        yield return Case("another receipt when asked again", "SameReceipt", "first r1, then r2", b => b with { Repeats = [(b.Receipts[0], "r2")] });
        yield return Case("no receipt when asked again", "SameReceipt", "then none", b => b with { Repeats = [(b.Receipts[0], null)] });
        yield return Case("another receipt than the hub's", "SameReceipt", "p1", b => b.Showing(p => p.PacketId == "p1" ? p with { Id = "r9" } : p));
        yield return Case("a packet without a receipt", "SameReceipt", "p4", b => b with { Receipts = [.. b.Receipts.Take(3)] });
        yield return Case("an unhandled error", "AnswersInOrder", "500", b => b with { WrongAnswers = ["500 to p1"] });
        yield return Case("broken evidence", "EvidenceHolds", "entry 7", b => b with { BrokenEvidence = ["BROKEN at entry 7"] });
        yield return Case("a node that fell", "NodesStay", "node-1", b => b with { NodesLost = ["node-1 ended 1 time(s) by itself"] });
        yield return Case("a fault that was not done", "FaultsDone", "no room", b => b with { FaultsNotDone = ["no room"] });
        yield return Case("nothing sent", "FaultsDone", "nothing was shown", b => b with { Receipts = [], Effects = new Dictionary<string, IReadOnlyList<Effect>>(StringComparer.Ordinal) });
    }

    [TestCaseSource(nameof(Spoilt))]
    public void A_fault_in_the_books_is_named_with_its_place(string law, string where, object spoil, string temper)
    {
        var verdict = Judge.Of(((Func<Books, Books>)spoil)(BooksOf.OneDossier(Enum.Parse<Temper>(temper))));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(verdict.IsGreen, Is.False);
            Assert.That(verdict.Breaches, Has.Some.Matches<Breach>(b => b.Law == Enum.Parse<Law>(law) && b.What.Contains(where, StringComparison.Ordinal)), verdict.Text());
            Assert.That(verdict.Text(), Does.Match($"{law} +BROKEN").And.Contain(where));
        }
    }

    [Test]
    public void One_after_the_other_the_same_again_and_what_a_leap_of_the_clock_cut_off_are_no_breach()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Judge.Of(BooksOf.OneDossier().Calling(("d2", 10, 20), ("d3", 21, 30))).Breaches, Is.Empty, "one after the other");
            Assert.That(Judge.Of(BooksOf.OneDossier().Calling(("d2", 10, 20), ("d2", 15, 30))).Breaches, Is.Empty, "the same delivery again");
            Assert.That(Judge.Of(BooksOf.OneDossier().Calling(("d2", 10, 20), ("d3", 15, 30)) with { Leaps = [12] }).Breaches, Is.Empty, "its lease ended in a leap");
            Assert.That(Judge.Of(BooksOf.OneDossier().Calling(("d2", 10, 20), ("d3", 15, 30)) with { Leaps = [5, 17] }).IsGreen, Is.False, "the leaps were before and after");
        }
    }

    [Test]
    public void A_doubt_and_what_waits_behind_it_are_visible_where_a_partner_cannot_be_asked()
    {
        var books = BooksOf.OneDossier(Temper.Neither).InState("d3-DVCQG", "parked").InState("d4-DVCQG", "waitingLane").Telling(("p3", Routes.Portal, "parked"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Judge.Of(books.At(Routes.Portal, e => [.. e.Take(2)])).Breaches, Is.Empty, "it did not arrive");
            Assert.That(Judge.Of(books.At(Routes.Portal, e => [.. e.Take(3)])).Breaches, Is.Empty, "it did arrive");
        }
    }

    [Test]
    public void A_refused_dossier_is_visible_or_has_its_correction_in_its_place()
    {
        var refused = BooksOf.OneDossier().Refused().Telling(("p1", Routes.Ministry, null));
        var correction = BooksOf.Receipt(5, "correction", 2);
        var corrected = refused.InState("d1-HOTICH", "superseded") with { Receipts = [.. refused.Receipts, correction] };
        corrected = corrected with
        {
            Seen = corrected.Seen.ToDictionary(s => s.Key, s => s.Value with
            {
                Packets = [.. s.Value.Packets, new SeenPacket("r5", "p5", "correction", Routes.OneStop, [new("d5-HOTICH", Routes.Ministry, "send", "delivered"), new("d5-DVCQG", Routes.Portal, "send", "delivered")])],
            }, StringComparer.Ordinal),
        };
        corrected = corrected.At(Routes.Ministry, _ => [BooksOf.Effect(1, "d5-HOTICH", 1)]).At(Routes.Portal, e => [.. e, BooksOf.Effect(5, "d5-DVCQG", 2)]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Judge.Of(refused).Breaches, Is.Empty);
            Assert.That(Judge.Of(corrected).Breaches, Is.Empty);
            Assert.That(Judge.Of(BooksOf.OneDossier().InState("d1-HOTICH", "rejected")).IsGreen, Is.False, "nobody planned a refusal");
        }
    }

    private static IEnumerable<TestCaseData> WellTold()
    {
        static TestCaseData Case(string name, Books books) => new TestCaseData(books).SetArgDisplayNames(name);

        yield return Case("a refusal", BooksOf.OneDossier().Refused().Telling(("p1", Routes.Ministry, null)));
        yield return Case("a doubt", BooksOf.OneDossier(Temper.Neither).InDoubt().Telling(("p3", Routes.Portal, "unknown"), ("p3", Routes.Portal, "parked")));
        yield return Case("a doubt that was not told, and went", BooksOf.OneDossier().Telling());
        yield return Case("a doubt and its end", BooksOf.OneDossier().Telling(("p3", Routes.Portal, "unknown"), ("p3", Routes.Portal, "delivered"), ("p3", Routes.Portal, "silent")));
        yield return Case("a refusal that was taken back", Unrefused(BooksOf.OneDossier()).Telling(("p1", Routes.Ministry, null), ("p1", Routes.Ministry, "ready"), ("p1", Routes.Ministry, "delivered")));
        yield return Case("a check that stopped, and went", BooksOf.OneDossier().Telling(("p1", Routes.Population, "unknown"), ("p1", Routes.Ministry, "delivered")));
        yield return Case("no answer", BooksOf.OneDossier().Telling(("p4", Routes.Portal, "silent")));
        // The call that told the doubt was given up, and came after what was told later.
        var told = BooksOf.OneDossier().Telling(("p3", Routes.Portal, "unknown"), ("p3", Routes.Portal, "delivered"));
        yield return Case("two that came in the wrong order", told.At(Routes.OneStop, e => [e[1] with { Ordinal = 1 }, e[0] with { Ordinal = 2 }]));
        yield return Case("passed over, where the one-stop cannot be asked", PassedOver(BooksOf.OneDossier(Temper.Neither).Refused()));
        yield return Case("a node that died before it called", NotCalled(BooksOf.OneDossier(Temper.Neither).InDoubt("hub.lease-expired").Telling(("p3", Routes.Portal, "parked"))));
        yield return Case("a call that may be lost on the way", BooksOf.OneDossier(Temper.Neither).InDoubt().Telling(("p3", Routes.Portal, "parked")) with { Called = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal) });
    }

    [TestCaseSource(nameof(WellTold))]
    public void A_sender_that_was_told_what_there_was_to_tell_is_no_breach(object books) =>
        Assert.That(Judge.Of((Books)books).Breaches, Is.Empty);

    [TestCase("unknown", ExpectedResult = true)]
    [TestCase("unknown parked", ExpectedResult = true)]
    [TestCase("unknown delivered", ExpectedResult = false)]
    [TestCase("silent", ExpectedResult = false)]
    public bool What_arrived_after_a_hindrance_was_told_is_waited_for_until_that_is_told_too(string told)
    {
        var books = BooksOf.OneDossier().Telling([.. told.Split(' ').Select(state => ("p3", Routes.Portal, (string?)state))]);
        return Notices.AreOwed(books.Seen.Values.Single(), books.Effects[Routes.OneStop], books.Temper);
    }

    /// <summary>A notice that the hub made and gave up: it stands in the dossier, and the one-stop does not have it.</summary>
    private static Books PassedOver(Books books) => books.Telling(("p1", Routes.Ministry, null)).InState("n1", "skipped").At(Routes.OneStop, _ => []);

    private static Books NotCalled(Books books) => books with
    {
        Called = books.Called.ToDictionary(c => c.Key, IReadOnlySet<string> (c) => c.Value.Where(id => id != "d3-DVCQG").ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal),
    };

    /// <summary>A refused submission that went after all.</summary>
    private static Books Unrefused(Books books) => books with { Receipts = [books.Receipts[0] with { Refused = true }, .. books.Receipts.Skip(1)] };
}
