using System.Text;
using Interop.Simulators.CivilStatus;
using Interop.Simulators.Hosting;
using Interop.Simulators.Soap;
using Microsoft.AspNetCore.Http;

namespace Interop.Simulators;

/// <summary>
/// The ministry's civil-status software: SOAP 1.1 at <c>ws</c> (its WSDL at <c>ws?wsdl</c>), HTTP Basic, and calls of its own into the hub.
/// Tempers: a delivery rides in <c>maGiaoDich</c>. <see cref="Temper.Honours"/> recognises it, and knows its dossiers by <c>maHoSoMCDT</c> too: the same
/// content again is <c>đã được tiếp nhận</c>, other content an update, and after a request for papers their supplement. In the other two every
/// push is an effect. <c>TraCuuHoSo</c> answers except in <see cref="Temper.Neither"/>.
/// </summary>
public sealed class CivilStatusSimulator : PartnerSimulator
{
    private static readonly string[] s_operations = ["NhanHoSo", "TraCuuHoSo", "RutHoSo"];
    private readonly CivilStatusOptions _options;
    private readonly MinistryDesk _desk;
    private readonly CallbackDesk _callbacks;

    private CivilStatusSimulator(CivilStatusOptions options)
        : base(options, "civil-status")
    {
        _options = options;
        Hub = options.Hub;
        _desk = new MinistryDesk(this, options.Time);
        var caller = new CallbackCaller(options, () => Hub, () => Faults.Down != Outage.None);
        _callbacks = new CallbackDesk(options, () => Faults, caller, _desk.Happen);
    }

    /// <summary>Where the hub calls it.</summary>
    public Uri ServiceUrl => new(BaseUrl, "ws");

    /// <summary>HTTP Basic user.</summary>
    public string UserName => _options.UserName;

    /// <summary>HTTP Basic password.</summary>
    public string Password => _options.Password;

    /// <summary>Where it calls the hub, and as whom; null: its callbacks wait.</summary>
    public HubAddress? Hub { get; set; }

    /// <summary>When it calls the hub.</summary>
    public CallbackMode Mode
    {
        get => _callbacks.Mode;
        set => _callbacks.Mode = value;
    }

    /// <summary>From one callback of a dossier to the next, in <see cref="CallbackMode.Automatic"/>.</summary>
    public TimeSpan CallbackDelay
    {
        get => _callbacks.Delay;
        set => _callbacks.Delay = value;
    }

    /// <summary>Every callback planned so far, with how far it is.</summary>
    public IReadOnlyList<Callback> Callbacks => _callbacks.All;

    internal override IReadOnlyList<string> AdminRoutes => [.. base.AdminRoutes, .. CivilStatusAdmin.Routes];

    /// <summary>Starts it.</summary>
    /// <param name="options">What it is told; <see cref="CivilStatusOptions"/> to set credentials, hub and callbacks too.</param>
    /// <param name="cancel">Gives up starting.</param>
    public static async Task<CivilStatusSimulator> StartAsync(SimulatorOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var own = options as CivilStatusOptions ?? new CivilStatusOptions(options);
        var simulator = new CivilStatusSimulator(own with { Code = own.Code ?? "HOTICH" });
        await simulator.OpenAsync(cancel);
        return simulator;
    }

    /// <summary>Sets waiting callbacks going and says how many.</summary>
    /// <param name="dossierNumber">Of this dossier only; null: of all.</param>
    /// <param name="most">At most so many.</param>
    public int FireCallbacks(string? dossierNumber = null, int most = int.MaxValue) => _callbacks.Fire(dossierNumber, most);

    /// <summary>Plans one more callback, behind those of the dossier that are already planned.</summary>
    /// <param name="dossierNumber">The dossier; one the ministry does not know is allowed, to try the hub's door.</param>
    /// <param name="kind">What it says.</param>
    /// <param name="statusCode">Business status, 1 to 10.</param>
    /// <param name="content">What was done, in the ministry's words.</param>
    public Callback Report(string dossierNumber, CallbackKind kind, int statusCode, string content)
    {
        var callback = Planned(dossierNumber, kind, statusCode, content);
        _callbacks.Plan([callback]);
        return callback;
    }

    internal override CallKind KindOf(Call call) =>
        call.Method != "POST" ? CallKind.Other
        // A look at the bytes, not a parse: only the knobs need to know beforehand.
        : call.Body.AsSpan().IndexOf("TraCuuHoSo"u8) >= 0 ? CallKind.Probe
        : CallKind.Business;

    internal override string DeliveryOf(Call call)
    {
        // A look at the bytes here too.
        var body = call.Body.AsSpan();
        var name = "maGiaoDich>"u8;
        var at = body.IndexOf(name);
        var text = at < 0 ? default : body[(at + name.Length)..];
        return text.IndexOf((byte)'<') is > 0 and var end ? Encoding.UTF8.GetString(text[..end]) : base.DeliveryOf(call);
    }

    internal override ValueTask<Answer> AnswerAsync(Call call, CancellationToken cancel) => ValueTask.FromResult(Judge(call));

    internal override Answer DestinationAnswer(Call call, DestinationFault fault) => fault switch
    {
        DestinationFault.LoginPage => Answer.LoginPage(),
        DestinationFault.WrongEndpoint => Answer.Html(404, "404 Not Found"),
        DestinationFault.ExpiredPassword => WrongPassword(),
        _ => Answer.Html(401, "401 Unauthorized"),
    };

    // A 500 comes from the software and is a fault; any other status comes from what stands before it.
    internal override Answer ErrorAnswer(int status) => status == 500 ? SoapText.Fault("Server", "Lỗi hệ thống") : Answer.Html(status, $"Lỗi {status}");

    internal override Task<Answer?> AdminAsync(HttpContext http, string path) => CivilStatusAdmin.ServeAsync(this, http, path);

    /// <summary>What the ministry reports by itself: received, in progress, done; after a supplement the last two.</summary>
    internal void PlanUsual(string dossier, bool isFirst)
    {
        List<Callback> usual =
        [
            Planned(dossier, CallbackKind.Progress, 4, "Đang xử lý"),
            Planned(dossier, CallbackKind.Result, 9, "Đã đăng ký hộ tịch"),
        ];
        if (isFirst)
        {
            usual.Insert(0, Planned(dossier, CallbackKind.Progress, 4, "Cơ quan đăng ký hộ tịch tiếp nhận hồ sơ"));
        }

        _callbacks.Plan(usual);
    }

    internal void DropCallbacks(string dossier) => _callbacks.Drop(dossier);

    private protected override ValueTask ShutAsync() => _callbacks.DisposeAsync();

    private static Answer WrongPassword() => SoapText.Fault("Client", "Sai tên đăng nhập hoặc mật khẩu đã hết hạn");

    private Callback Planned(string dossier, CallbackKind kind, int status, string content) => new()
    {
        PacketId = Guid.CreateVersion7(_options.Time.GetUtcNow()).ToString(),
        DossierNumber = dossier,
        Kind = kind,
        StatusCode = status,
        Content = content,
    };

    private Answer Judge(Call call)
    {
        if (call.Path is not ("/ws" or "/"))
        {
            return Answer.Html(404, "404 Not Found") with { IsRefusal = true, Kind = CallKind.Other };
        }

        if (call.Method != "POST")
        {
            return call.Query.Equals("?wsdl", StringComparison.OrdinalIgnoreCase)
                ? new Answer(200, SoapText.ContentType, MinistryContract.Wsdl(ServiceUrl)) { Kind = CallKind.Other, Operation = "wsdl" }
                : Answer.Html(405, "405 Method Not Allowed") with { IsRefusal = true, Kind = CallKind.Other };
        }

        if (Digest.Basic(call.Authorization) is not { } given
            || !(Digest.SameSecret(given.User, _options.UserName) & Digest.SameSecret(given.Password, _options.Password)))
        {
            return WrongPassword() with { Kind = CallKind.Other };
        }

        var (body, broken) = SoapText.Read(call.Body);
        if (body is null)
        {
            return SoapText.Fault("Client", broken!);
        }

        var operation = body.Name.LocalName;
        if (body.Name.Namespace != MinistryContract.Namespace || !s_operations.Contains(operation))
        {
            return SoapText.Fault("Client", $"Không có chức năng {operation}");
        }

        var problems = MinistryContract.Problems(body);
        var answer = problems.Count > 0 ? SoapText.Fault("Client", "Sai cấu trúc: " + string.Join(" | ", problems)) : _desk.Serve(call, body);
        return answer with { Operation = operation, Kind = operation == "TraCuuHoSo" ? CallKind.Probe : CallKind.Business };
    }
}
