using Interop.Chaos.Judging;

namespace Interop.Chaos.Tests;

/// <summary>What is read of a dossier as the hub shows it.</summary>
public sealed class SeenDossierTests
{
    [Test]
    public void Of_attempts_to_send_their_faults_are_kept_each_once_and_of_questions_none()
    {
        var seen = SeenDossier.Read("""
            {"number":"n","timeline":[{"id":"r1","packetId":"p1","kind":"progress","sender":"MCDT","deliveries":[{"id":"d1","destination":"DVCQG","role":"send","state":"parked","history":[
              {"purpose":"send","outcome":"lost","fault":{"code":"hub.lease-expired"}},
              {"purpose":"send","outcome":"unknown","fault":{"code":"partner.no-answer"}},
              {"purpose":"send","outcome":"unknown","fault":{"code":"partner.no-answer"}},
              {"purpose":"probe","outcome":"cannot-tell","fault":{"code":"partner.not-told"}},
              {"purpose":"send","outcome":"accepted","fault":null},
              {"purpose":"send","outcome":"accepted"}]}]}]}
            """);
        Assert.That(seen.Packets.Single().Deliveries.Single(), Is.EqualTo(new SeenDelivery("d1", Routes.Portal, "send", "parked") { Faults = "hub.lease-expired partner.no-answer" }));
    }
}
