using System.Text;
using Interop.Adapters.Configuration;
using Interop.Adapters.Soap.Declarative;
using Interop.Adapters.Tests.Conformance;
using Interop.Adapters.Tests.Soap.Transforms;
using Interop.Simulators;

namespace Interop.Adapters.Tests.Soap.Profiles;

// The ministry's civil-status software once more, with no line of code for it: its profile is held to the same questions.
[TestFixture]
public sealed class DeclarativeSoapConformance : DeliveryConformance
{
    private readonly DeclarativeSoapRegistration _soap = new(Workers.Command);

    protected override IAdapterFactory Factory => _soap;

    protected override string TimeoutSetting => "AnswerTimeout";

    [OneTimeTearDown]
    public async Task EndWorkersAsync() => await _soap.DisposeAsync();

    protected override async Task<PartnerSimulator> StartPartnerAsync(Temper temper) =>
        await CivilStatusSimulator.StartAsync(new Interop.Simulators.CivilStatusOptions { Temper = temper, Callbacks = CallbackMode.Off });

    protected override Dictionary<string, string?> Settings(Uri baseUrl)
    {
        var usual = new Interop.Simulators.CivilStatusOptions();
        return new Dictionary<string, string?>
        {
            ["Profile"] = "civil-status",
            ["Endpoint"] = new Uri(baseUrl, "ws").AbsoluteUri,
            ["Values:User"] = usual.UserName,
            ["Secrets:Password"] = "plain:" + usual.Password,
            ["AnswerTimeout"] = "00:00:10",
        };
    }

    // What a profile asks for besides is known only when it is named.
    protected override bool IsRequired(string name) => name == "Profile";

    internal override PeerAnswer Acceptance() => Answer("<status>1</status><statusDescription>Thành công</statusDescription><errorCode/><errorDescription/>");

    internal override PeerAnswer Refusal(string words) =>
        Answer($"<status>0</status><statusDescription/><errorCode>DL01</errorCode><errorDescription>{words}</errorDescription>");

    private static PeerAnswer Answer(string fields) => PeerAnswer.Http(200, "text/xml; charset=utf-8", Encoding.UTF8.GetBytes(
        $"""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><NhanHoSoResponse xmlns="http://hotich.moj.gov.vn/lienthong/v1">{fields}</NhanHoSoResponse></s:Body></s:Envelope>"""));
}
