using System.Text;
using Interop.Adapters.Configuration;
using Interop.Adapters.Population;
using Interop.Adapters.Tests.Conformance;
using Interop.Simulators;

namespace Interop.Adapters.Tests.Population;

[TestFixture]
public sealed class PopulationConformance : AdapterConformance
{
    protected override IAdapterFactory Factory { get; } = new PopulationRegistration();

    protected override Ending Unclear => Ending.Deferred;

    protected override bool KeepsPartnerWords => false;

    protected override int ChecksThatLookUp => 1;

    protected override async Task<PartnerSimulator> StartPartnerAsync(Temper temper) =>
        await PopulationSimulator.StartAsync(new SimulatorOptions { Temper = temper });

    protected override Dictionary<string, string?> Settings(Uri baseUrl) => PopulationBench.Settings(baseUrl);

    protected override async Task<Attempted> AttemptAsync(AdapterInstance adapter, string deliveryId, string dossierNumber, CancellationToken cancellationToken) =>
        Attempted.Of(await adapter.Query!.VerifyIdentityAsync(PopulationBench.Father with { QueryId = deliveryId, DossierNumber = dossierNumber }, cancellationToken));

    internal override PeerAnswer Acceptance() => Answer(200, """{"MaYeuCau":"d1","TonTai":"1","KetQuaXacThuc":"1"}""");

    internal override PeerAnswer Refusal(string words) => Answer(400, $$"""{"MaLoi":"DL","MoTaLoi":"{{words}}"}""");

    [Test]
    public void It_is_asked_and_delivers_nothing()
    {
        var adapter = Bench.Make(Factory, Settings(new Uri("http://127.0.0.1:1/")));

        Assert.That((adapter.Delivery, adapter.Probe, adapter.Query is null), Is.EqualTo(((object?)null, (object?)null, false)));
    }

    private static PeerAnswer Answer(int status, string json) => PeerAnswer.Http(status, "application/json", Encoding.UTF8.GetBytes(json));
}
