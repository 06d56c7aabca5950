using System.Text.Json;
using Interop.Simulators.Hosting;
using Interop.Simulators.NationalPortal;
using Microsoft.AspNetCore.Http;

namespace Interop.Simulators;

/// <summary>
/// The national public-service portal: <c>POST auth</c>, then <c>POST integration</c> with a service's name.
/// Tempers: the delivery id rides in <c>X-Interop-Delivery</c>, which only <see cref="Temper.Honours"/> heeds. The natural key
/// (a second create is answered <c>đã tồn tại</c>, without effect) holds in <see cref="Temper.Honours"/> and <see cref="Temper.Probeable"/>, where
/// <c>TraCuuHoSo</c> answers too; in <see cref="Temper.Neither"/> a second create is a second effect and <c>TraCuuHoSo</c> is not supported.
/// </summary>
public sealed class NationalPortalSimulator : PartnerSimulator
{
    private readonly NationalPortalOptions _options;
    private readonly PortalReplies _reply = new();
    private readonly PortalSessions _sessions;
    private readonly PortalFiles _files;
    private readonly PortalDesk _desk;

    private NationalPortalSimulator(NationalPortalOptions options)
        : base(options, "national-portal")
    {
        _options = options;
        _sessions = new PortalSessions(options);
        _files = new PortalFiles(options);
        _desk = new PortalDesk(this, options, _reply, _files);
    }

    /// <summary>Log-in user.</summary>
    public string UserName => _options.UserName;

    /// <summary>Log-in password.</summary>
    public string Password => _options.Password;

    /// <summary>The required <c>dstcode</c> header.</summary>
    public string DstCode => _options.DstCode;

    /// <summary>The files fetched so far, when the knob <see cref="FaultSettings.FetchFiles"/> is on.</summary>
    public IReadOnlyList<FetchedFile> FetchedFiles => _files.Fetched;

    internal override IReadOnlyList<string> AdminRoutes => [.. base.AdminRoutes, "GET /_sim/files", "DELETE /_sim/sessions"];

    /// <summary>Starts it.</summary>
    /// <param name="options">What it is told; <see cref="NationalPortalOptions"/> to set the credentials too.</param>
    /// <param name="cancel">Gives up starting.</param>
    public static async Task<NationalPortalSimulator> StartAsync(SimulatorOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var own = options as NationalPortalOptions ?? new NationalPortalOptions(options);
        var simulator = new NationalPortalSimulator(own with { Code = own.Code ?? "DVCQG" });
        await simulator.OpenAsync(cancel);
        return simulator;
    }

    /// <summary>Ends every session: the next call with one is refused as expired.</summary>
    public void ExpireSessions() => _sessions.ForgetAll();

    /// <summary>Makes a dossier known as one the portal itself has issued the number for, so that <c>DongBoTrangThaiHoSo</c> finds it.</summary>
    /// <param name="number">The national number.</param>
    public void IssueDossier(string number) => _desk.Books.Put(number, default);

    internal override CallKind KindOf(Call call) => call switch
    {
        { Path: "/auth" } => CallKind.LogIn,
        // A look at the bytes, not a parse: only the knobs need to know beforehand.
        _ when call.Body.AsSpan().IndexOf("\"TraCuuHoSo\""u8) >= 0 => CallKind.Probe,
        _ => CallKind.Business,
    };

    internal override ValueTask<Answer> AnswerAsync(Call call, CancellationToken cancel) => ValueTask.FromResult(Judge(call));

    internal override Answer DestinationAnswer(Call call, DestinationFault fault) => fault switch
    {
        DestinationFault.LoginPage => Answer.LoginPage(),
        DestinationFault.WrongEndpoint => Answer.Html(404, "404 Not Found"),
        DestinationFault.ExpiredPassword when call.Path == "/auth" => _reply.Refused(PortalReplies.Failed, "Tên đăng nhập hoặc mật khẩu không đúng hoặc đã hết hạn"),
        DestinationFault.ExpiredPassword => _reply.Refused(PortalReplies.NoSession, "Phiên làm việc không hợp lệ hoặc đã hết hạn"),
        _ => ErrorAnswer(401),
    };

    internal override Answer ErrorAnswer(int status) => Answer.Html(status, $"Lỗi {status}");

    internal override Task<Answer?> AdminAsync(HttpContext http, string path)
    {
        switch (http.Request.Method, path)
        {
            case ("GET", "/files"):
                return Task.FromResult<Answer?>(Answer.Json(200, FetchedFiles));
            case ("DELETE", "/sessions"):
                ExpireSessions();
                return Task.FromResult<Answer?>(Answer.Json(200, new { expired = true }));
            default:
                return Task.FromResult<Answer?>(null);
        }
    }

    private protected override ValueTask ShutAsync() => _files.DisposeAsync();

    private Answer Judge(Call call)
    {
        if (call.Method != "POST" || call.Path is not ("/auth" or "/integration"))
        {
            return Answer.Html(call.Method == "POST" ? 404 : 405, "Không tìm thấy dịch vụ") with { IsRefusal = true, Kind = CallKind.Other };
        }

        if (call.Header("dstcode") != _options.DstCode)
        {
            return _reply.Refused(PortalReplies.Failed, "dstcode thiếu hoặc không đúng") with { Kind = CallKind.Other };
        }

        JsonDocument body;
        try
        {
            body = JsonDocument.Parse(call.Body);
        }
        catch (JsonException)
        {
            return _reply.Refused(PortalReplies.Failed, "Nội dung không phải JSON") with { Kind = CallKind.Other };
        }

        using (body)
        {
            return body.RootElement.ValueKind != JsonValueKind.Object
                ? _reply.Refused(PortalReplies.Failed, "Nội dung phải là một đối tượng JSON") with { Kind = CallKind.Other }
                : call.Path == "/auth" ? LogIn(body.RootElement)
                : Serve(call, body.RootElement);
        }
    }

    private Answer LogIn(JsonElement body) =>
        Digest.SameSecret(PortalDesk.Text(body, "username"), _options.UserName) & Digest.SameSecret(PortalDesk.Text(body, "password"), _options.Password)
            ? _reply.Session(_sessions.Open(Faults.SessionCalls)) with { Operation = "auth" }
            : _reply.Refused(PortalReplies.Failed, "Tên đăng nhập hoặc mật khẩu không đúng") with { Kind = CallKind.LogIn, Operation = "auth" };

    private Answer Serve(Call call, JsonElement body)
    {
        var service = PortalDesk.Text(body, "service");
        var answer = !_sessions.Use(PortalDesk.Text(body, "session")) ? _reply.Refused(PortalReplies.NoSession, "Phiên làm việc không hợp lệ hoặc đã hết hạn")
            : PortalDesk.Text(body, "madonvi").Length == 0 ? _reply.Refused(PortalReplies.Failed, "Thiếu trường madonvi")
            : _desk.Serve(call, service, body);
        return answer with { Operation = service, Kind = service == "TraCuuHoSo" ? CallKind.Probe : CallKind.Business };
    }
}
