using Interop.Adapters.Configuration;
using Interop.Adapters.OneStop;
using Interop.Adapters.Tests.Conformance;
using Interop.Simulators;

namespace Interop.Adapters.Tests.OneStop;

[TestFixture]
public sealed class OneStopConformance : DeliveryConformance
{
    protected override IAdapterFactory Factory { get; } = new OneStopRegistration();

    protected override async Task<PartnerSimulator> StartPartnerAsync(Temper temper) =>
        await OneStopSimulator.StartAsync(new SimulatorOptions { Temper = temper });

    protected override Dictionary<string, string?> Settings(Uri baseUrl) => new()
    {
        ["Url"] = new Uri(baseUrl, "hook").AbsoluteUri,
        ["ProbeUrl"] = new Uri(baseUrl, "hook").AbsoluteUri,
        ["SecretRef"] = "plain:" + new Interop.Simulators.OneStopOptions().Secret,
        ["Timeout"] = "00:00:10",
    };

    protected override bool IsRequired(string name) => name is "Url" or "SecretRef";

    internal override PeerAnswer Acceptance() =>
        PeerAnswer.Http(200, "application/json", """{"received":true,"reference":"MCDT-0001"}"""u8.ToArray());

    internal override PeerAnswer Refusal(string words) =>
        PeerAnswer.Http(422, "application/json", System.Text.Encoding.UTF8.GetBytes($$"""{"error":"{{words}}"}"""));
}
