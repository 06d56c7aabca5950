using Interop.Chaos.Judging;

namespace Interop.Chaos.Tests;

/// <summary>What is read of a dossier as the hub shows it.</summary>
public sealed class SeenDossierTests
{
    [Test]
    public void Of_attempts_to_send_their_faults_are_kept_each_once_and_of_questions_and_of_those_out_of_time_none()
    {
        var seen = SeenDossier.Read("""
            {"number":"n","timeline":[{"id":"r1","packetId":"p1","kind":"progress","sender":"MCDT","deliveries":[{"id":"d1","destination":"DVCQG","role":"send","state":"parked","history":[
              {"purpose":"send","durationMs":2001,"fault":{"code":"partner.internal-error"}},
              {"purpose":"send","durationMs":9,"fault":{"code":"partner.unreachable"}},
              {"purpose":"send","durationMs":9,"fault":{"code":"partner.no-answer"}},
              {"purpose":"send","durationMs":9,"fault":{"code":"partner.no-answer"}},
              {"purpose":"probe","durationMs":9,"fault":{"code":"partner.not-told"}},
              {"purpose":"send","durationMs":9,"fault":null},
              {"purpose":"send","durationMs":9}]}]}]}
            """);
        Assert.That(seen.Packets.Single().Deliveries.Single(), Is.EqualTo(new SeenDelivery("d1", Routes.Portal, "send", "parked") { Faults = "partner.unreachable partner.no-answer" }));
    }
}
