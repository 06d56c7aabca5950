using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <content>Officers' look-ups: counted for the day, and written down under evidence.</content>
internal abstract partial class LedgerConformance
{
    private static readonly DateOnly Day = new(2026, 11, 23);

    [Test]
    public async Task An_officers_day_has_so_many_look_ups_and_no_more_through_a_crash()
    {
        Assert.That((await CountAsync("canbo01"), await CountAsync("CanBo01")), Is.EqualTo((true, true)));
        Assert.That(await CountAsync("CANBO01"), Is.False, "one officer, whatever its letters");
        Assert.That((await CountAsync("canbo02"), await CountAsync("canbo01", "B")), Is.EqualTo((true, true)), "another's, another partner's");

        await Harness.CrashAsync();
        Assert.That(await CountAsync("canbo01"), Is.False, "after a crash too");
        Assert.That(await CountAsync("canbo01", day: Day.AddDays(1)), Is.True);
        Assert.That(await Harness.AskAsync("select count(*) from look_up_count"), Is.EqualTo(1), "days that are over are forgotten");
    }

    [Test]
    public async Task Of_many_look_ups_at_once_so_many_are_counted_as_the_day_may_have()
    {
        var counted = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => CountAsync("canbo01", most: 5)));
        Assert.That(counted.Count(each => each), Is.EqualTo(5));
    }

    [TestCase("update look_up set officer = 'another'", EvidenceFlaw.SubjectChanged)]
    [TestCase("update look_up set outcome = 'notFound' where outcome = 'confirmed'", EvidenceFlaw.SubjectChanged)]
    [TestCase("update look_up set dossier = 'another'", EvidenceFlaw.SubjectChanged)]
    [TestCase("update look_up set at = at + 1", EvidenceFlaw.SubjectChanged)]
    [TestCase("delete from look_up where outcome = 'asked'", EvidenceFlaw.SubjectMissing)]
    [TestCase("insert into look_up select key + 1000, id, partner, officer, unit, dossier, procedure, destination, purpose, outcome, at from look_up where outcome = 'asked'", EvidenceFlaw.Uncovered)]
    public async Task What_an_officer_looked_up_is_kept_and_cannot_be_changed_unnoticed(string tampering, EvidenceFlaw flaw)
    {
        var note = new LookUpNote("L-1", Sample.OneStop, "canbo01", "H40.18", "N-1", "1.001193", Sample.Population, "Đăng ký khai sinh", "asked", Clock.Now);
        await Harness.LookUps.NoteAsync(note, CancellationToken.None);
        await Harness.Ledger.NoteAsync(new DoorAct(Sample.Ministry, Opens: true, "canbo02", "", Clock.Now), CancellationToken.None);
        await Harness.LookUps.NoteAsync(note with { Outcome = "confirmed" }, CancellationToken.None);

        var report = await Harness.VerifyAsync();
        Assert.That((report.Break, report.Acts), Is.EqualTo(((EvidenceBreak?)null, 3)));
        await Harness.TamperAsync(tampering);
        Assert.That((await Harness.VerifyAsync()).Break?.Flaw, Is.EqualTo(flaw));
    }

    private Task<bool> CountAsync(string officer, string partner = "A", DateOnly? day = null, int most = 2) =>
        Harness.LookUps.TryCountAsync(partner, officer, day ?? Day, most, CancellationToken.None);
}
