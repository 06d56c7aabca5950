using System.Text;
using Interop.Adapters.Configuration;
using Interop.Adapters.NationalPortal;
using Interop.Adapters.Tests.Conformance;
using Interop.Simulators;

namespace Interop.Adapters.Tests.NationalPortal;

[TestFixture]
public sealed class NationalPortalConformance : DeliveryConformance
{
    protected override IAdapterFactory Factory { get; } = new NationalPortalRegistration();

    protected override async Task<PartnerSimulator> StartPartnerAsync(Temper temper) =>
        await NationalPortalSimulator.StartAsync(new SimulatorOptions { Temper = temper });

    protected override Dictionary<string, string?> Settings(Uri baseUrl) => PortalBench.Settings(baseUrl);

    internal override PeerAnswer? Prelude(PeerRequest request) =>
        request.Line.Contains("/auth", StringComparison.Ordinal) ? Answer("""{"session":"phien-1","error_code":0}""") : null;

    internal override PeerAnswer Acceptance() => Answer("""{"error_code":"0","message":"Thành công","result":[]}""");

    internal override PeerAnswer Refusal(string words) => Answer($$"""{"error_code":1,"message":"{{words}}"}""");

    [Test]
    public async Task Many_at_once_make_one_log_in()
    {
        var adapter = await ConnectAsync();

        await Task.WhenAll(Enumerable.Range(1, 40).Select(i => TryAsync(adapter, $"d{i}", Number(i))));

        Assert.That(Partner.Records.Counts.LogIns, Is.EqualTo(1));
    }

    private static PeerAnswer Answer(string json) => PeerAnswer.Http(200, "application/json", Encoding.UTF8.GetBytes(json));
}
