using System.Text.Json;
using System.Xml.Linq;
using Interop.Simulators.Hosting;
using Interop.Simulators.Population;
using Interop.Simulators.Soap;

namespace Interop.Simulators;

/// <summary>
/// The national population database, service 037: <c>POST xacthuc</c> and <c>POST tracuu</c> in JSON, <c>POST soap</c> in its SOAP form,
/// where the order of elements matters. Each look-up answered is an effect (it is recorded and counted against the officer), so tempers
/// apply by <c>MaYeuCau</c>; there is nothing to probe.
/// </summary>
public sealed class PopulationSimulator : PartnerSimulator
{
    private static readonly XNamespace s_ask = "http://dancuquocgia.bca";
    private readonly PopulationOptions _options;

    private PopulationSimulator(PopulationOptions options)
        : base(options, "population") => _options = options;

    /// <summary>The people it knows.</summary>
    public CitizenRegistry Registry { get; } = new();

    /// <summary>The province's user.</summary>
    public string User => _options.User;

    /// <summary>The secret that goes into the hashed password.</summary>
    public string Secret => _options.Secret;

    /// <summary>The required <c>ApiKey</c> header.</summary>
    public string ApiKey => _options.ApiKey;

    /// <summary>The required <c>X-Road-Client</c> header.</summary>
    public string XRoadClient => _options.XRoadClient;

    /// <summary>Starts it.</summary>
    /// <param name="options">What it is told; <see cref="PopulationOptions"/> to set the credentials too.</param>
    /// <param name="cancel">Gives up starting.</param>
    public static async Task<PopulationSimulator> StartAsync(SimulatorOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var own = options as PopulationOptions ?? new PopulationOptions(options);
        var simulator = new PopulationSimulator(own with { Code = own.Code ?? "CSDLDC" });
        await simulator.OpenAsync(cancel);
        return simulator;
    }

    internal override CallKind KindOf(Call call) => CallKind.Business;

    internal override ValueTask<Answer> AnswerAsync(Call call, CancellationToken cancel) => ValueTask.FromResult(Judge(call));

    internal override Answer DestinationAnswer(Call call, DestinationFault fault) => fault switch
    {
        DestinationFault.LoginPage => Answer.LoginPage(),
        DestinationFault.WrongEndpoint => Answer.Html(404, "404 Not Found"),
        DestinationFault.ExpiredPassword => Refuse(401, "401", "Tài khoản đã hết hạn"),
        _ => Refuse(401, "401", "Sai thông tin xác thực"),
    };

    internal override Answer ErrorAnswer(int status) => Refuse(status, "LOI", "Lỗi hệ thống");

    private static Answer Refuse(int status, string code, string text) =>
        Answer.Json(status, new Dictionary<string, object?> { ["MaLoi"] = code, ["MoTaLoi"] = text }) with { IsRefusal = true };

    private Answer Judge(Call call)
    {
        if (call.Path is not ("/xacthuc" or "/tracuu" or "/soap"))
        {
            return Refuse(404, "404", "Không tìm thấy dịch vụ");
        }

        if (call.Method != "POST")
        {
            return Refuse(405, "405", "Chỉ nhận POST");
        }

        return GatewayDoor.Problem(call, new Uri(BaseUrl, call.Path), _options) is { } shut ? Refuse(401, "401", shut)
            : call.Path == "/soap" ? Soap(call)
            : Rest(call);
    }

    private Answer Rest(Call call)
    {
        LookUpRequest? request;
        string? problem;
        try
        {
            using var body = JsonDocument.Parse(call.Body);
            (request, problem) = LookUpRequest.Read(body.RootElement);
        }
        catch (JsonException)
        {
            return Refuse(400, "DL", "Nội dung không phải JSON");
        }

        if (request is null)
        {
            return Refuse(400, "DL", problem!);
        }

        var citizen = Registry.Find(request.Number);
        var verifies = call.Path == "/xacthuc";
        return Note(
            call,
            verifies ? "XacThuc" : "TraCuu",
            request,
            Answer.Json(200, verifies ? PopulationReplies.Verified(request, citizen) : PopulationReplies.Told(request, citizen)));
    }

    private Answer Soap(Call call)
    {
        var (body, broken) = SoapText.Read(call.Body);
        if (body is null)
        {
            return SoapText.Fault("Client", broken!);
        }

        var verifies = body.Name == s_ask + "XacThucThongTinCongDan";
        if (!verifies && body.Name != s_ask + "TraCuuThongTinCongDan")
        {
            return SoapText.Fault("Client", $"Không có chức năng {body.Name.LocalName}");
        }

        var (request, problem) = LookUpRequest.Read(body);
        if (request is null)
        {
            return SoapText.Fault("Client", problem!);
        }

        var citizen = Registry.Find(request.Number);
        return Note(
            call,
            verifies ? "XacThuc" : "TraCuu",
            request,
            SoapText.Reply(verifies ? PopulationReplies.Verified(s_ask, request, citizen) : PopulationReplies.Told(citizen)));
    }

    private Answer Note(Call call, string operation, LookUpRequest request, Answer answer)
    {
        var draft = new EffectDraft(request.RequestId, operation, call.Record.DossierNumber, Digest.Sha256(call.Body), null);
        var applied = Records.Apply(draft, Temper, call.Record.Ordinal).Applied;
        return answer with { Effects = applied ? 1 : 0, Operation = operation, DeliveryId = request.RequestId };
    }
}
