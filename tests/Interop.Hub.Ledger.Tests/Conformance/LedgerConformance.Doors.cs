using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;

namespace Interop.Hub.Ledger.Tests.Conformance;

internal abstract partial class LedgerConformance
{
    [TestCase("update door_act set opened = not opened", EvidenceFlaw.SubjectChanged)]
    [TestCase("update door_act set operator = 'another'", EvidenceFlaw.SubjectChanged)]
    [TestCase("update door_act set reason = 'another'", EvidenceFlaw.SubjectChanged)]
    [TestCase("delete from door_act", EvidenceFlaw.SubjectMissing)]
    [TestCase("insert into door_act select key + 1000, destination, opened, operator, reason, at from door_act where reason <> ''", EvidenceFlaw.Uncovered)]
    public async Task What_an_operator_does_to_a_door_is_kept_and_cannot_be_changed_unnoticed(string tampering, EvidenceFlaw flaw)
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry);
        await RecordedAsync(packet);
        await RejectAsync(To(packet, Sample.Ministry));
        await ActAsync(To(packet, Sample.Ministry), Core.Delivery.DeliveryState.Cancelled);
        await Harness.Ledger.NoteAsync(new DoorAct(Sample.Ministry, Opens: false, "canbo01", "bảo trì", Clock.Now), CancellationToken.None);
        await Harness.Ledger.NoteAsync(new DoorAct(Sample.Ministry, Opens: true, "canbo02", "", Clock.Now), CancellationToken.None);

        var report = await Harness.VerifyAsync();
        Assert.That((report.Break, report.Acts), Is.EqualTo(((EvidenceBreak?)null, 3)));
        Assert.That(await Harness.AskAsync("select count(*) from door_act where operator = 'canbo02' and reason = ''"), Is.EqualTo(1));
        await Harness.TamperAsync(tampering);
        Assert.That((await Harness.VerifyAsync()).Break?.Flaw, Is.EqualTo(flaw));
    }
}
