using System.Text;
using Interop.Adapters.CivilStatus;
using Interop.Adapters.Configuration;
using Interop.Adapters.Tests.Conformance;
using Interop.Simulators;

namespace Interop.Adapters.Tests.CivilStatus;

[TestFixture]
public sealed class CivilStatusConformance : DeliveryConformance
{
    protected override IAdapterFactory Factory { get; } = new CivilStatusRegistration();

    protected override string TimeoutSetting => "AnswerTimeout";

    protected override async Task<PartnerSimulator> StartPartnerAsync(Temper temper) =>
        await CivilStatusSimulator.StartAsync(new Interop.Simulators.CivilStatusOptions { Temper = temper, Callbacks = CallbackMode.Off });

    protected override Dictionary<string, string?> Settings(Uri baseUrl) => MinistryBench.Settings(baseUrl);

    internal override PeerAnswer Acceptance() => Answer("<status>1</status><statusDescription>Thành công</statusDescription><errorCode/><errorDescription/>");

    internal override PeerAnswer Refusal(string words) =>
        Answer($"<status>0</status><statusDescription/><errorCode>DL01</errorCode><errorDescription>{words}</errorDescription>");

    private static PeerAnswer Answer(string fields) => PeerAnswer.Http(200, "text/xml; charset=utf-8", Encoding.UTF8.GetBytes(
        $"""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><NhanHoSoResponse xmlns="http://hotich.moj.gov.vn/lienthong/v1">{fields}</NhanHoSoResponse></s:Body></s:Envelope>"""));
}
