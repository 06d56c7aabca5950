using Interop.Chaos.Judging;

namespace Interop.Chaos.Tests;

/// <summary>When a dossier is at rest: the drain must end neither too soon nor never.</summary>
public sealed class LanesTests
{
    [TestCase("delivered delivered", ExpectedResult = true)]
    [TestCase("superseded delivered", ExpectedResult = true)]
    [TestCase("delivered inFlight", ExpectedResult = false)]
    [TestCase("delivered scheduled", ExpectedResult = false)]
    [TestCase("delivered waitingLane", ExpectedResult = false)]
    [TestCase("delivered unknown", ExpectedResult = false)]
    [TestCase("rejected waitingLane", ExpectedResult = true)]
    [TestCase("unknown waitingLane", ExpectedResult = false)]
    public bool Where_partners_can_be_asked(string states) => Lanes.AreAtRest(Dossier(states), doubtsAreFinal: false);

    [TestCase("delivered unknown", ExpectedResult = false)]
    [TestCase("delivered parked", ExpectedResult = true)]
    [TestCase("parked waitingLane", ExpectedResult = true)]
    [TestCase("ready waitingLane", ExpectedResult = false)]
    public bool Where_they_cannot(string states) => Lanes.AreAtRest(Dossier(states), doubtsAreFinal: true);

    [Test]
    public void A_gate_that_is_still_asked_is_no_rest()
    {
        var gate = new SeenDelivery("g", Routes.Population, "check", "scheduled");
        var dossier = Dossier("delivered");
        Assert.That(Lanes.AreAtRest(dossier with { Packets = [dossier.Packets[0] with { Deliveries = [gate, .. dossier.Packets[0].Deliveries] }] }, doubtsAreFinal: true), Is.False);
    }

    private static SeenDossier Dossier(string states) => new(
        BooksOf.Number, [.. states.Split(' ').Select((state, i) => new SeenPacket($"r{i}", $"p{i}", "progress", Routes.OneStop, [new SeenDelivery($"d{i}", Routes.Portal, "send", state)]))]);
}
