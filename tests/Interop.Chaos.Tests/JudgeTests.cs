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
        var books = BooksOf.OneDossier(Temper.Neither).InState("d3-DVCQG", "parked").InState("d4-DVCQG", "waitingLane");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Judge.Of(books.At(Routes.Portal, e => [.. e.Take(2)])).Breaches, Is.Empty, "it did not arrive");
            Assert.That(Judge.Of(books.At(Routes.Portal, e => [.. e.Take(3)])).Breaches, Is.Empty, "it did arrive");
        }
    }

    [Test]
    public void A_refused_dossier_is_visible_or_has_its_correction_in_its_place()
    {
        var refused = BooksOf.OneDossier().InState("d1-HOTICH", "rejected").At(Routes.Ministry, _ => []);
        refused = refused with { Receipts = [refused.Receipts[0] with { Refused = true }, .. refused.Receipts.Skip(1)] };
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
}
