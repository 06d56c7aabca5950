using Interop.Simulators.Hosting;
using Interop.Simulators.OneStop;

namespace Interop.Simulators;

/// <summary>
/// The province's one-stop system as the hub's partner: a web hook that takes canonical JSON packets.
/// <c>POST hook</c> with a signature; <c>GET hook/{deliveryId}</c> tells what became of a delivery (not in <see cref="Temper.Neither"/>).
/// </summary>
public sealed class OneStopSimulator : PartnerSimulator
{
    private const string Hook = "/hook";
    private readonly OneStopOptions _options;

    private OneStopSimulator(OneStopOptions options)
        : base(options, "one-stop") => _options = options;

    /// <summary>The web hook's address.</summary>
    public Uri HookUrl => new(BaseUrl, "hook");

    /// <summary>The secret its calls must be signed with.</summary>
    public string Secret => _options.Secret;

    /// <summary>Starts it.</summary>
    /// <param name="options">What it is told; <see cref="OneStopOptions"/> to set the secret too.</param>
    /// <param name="cancel">Gives up starting.</param>
    public static async Task<OneStopSimulator> StartAsync(SimulatorOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var own = options as OneStopOptions ?? new OneStopOptions(options);
        var simulator = new OneStopSimulator(own with { Code = own.Code ?? "MCDT" });
        await simulator.OpenAsync(cancel);
        return simulator;
    }

    internal override CallKind KindOf(Call call) => call.Method == "POST" ? CallKind.Business : CallKind.Probe;

    internal override ValueTask<Answer> AnswerAsync(Call call, CancellationToken cancel) => ValueTask.FromResult((call.Method, call.Path) switch
    {
        ("POST", Hook) => Take(call),
        ("GET", _) when call.Path.StartsWith(Hook + "/", StringComparison.Ordinal) => Tell(Uri.UnescapeDataString(call.Path[(Hook.Length + 1)..])),
        (_, Hook) => Refuse(405, "POST a packet"),
        _ => Refuse(404, "no such route"),
    });

    internal override Answer DestinationAnswer(Call call, DestinationFault fault) => fault switch
    {
        DestinationFault.LoginPage => Answer.LoginPage(),
        DestinationFault.WrongEndpoint => Answer.Html(404, "404 Not Found"),
        DestinationFault.ExpiredPassword => Refuse(401, "khóa ký đã hết hạn"),
        _ => Refuse(401, "unauthorized"),
    };

    internal override Answer ErrorAnswer(int status) => Refuse(status, "lỗi hệ thống");

    private static Answer Refuse(int status, string error) =>
        Answer.Json(status, new Dictionary<string, object?> { ["error"] = error }) with { IsRefusal = true };

    private Answer Take(Call call)
    {
        if (HookSignature.Problem(call.Header("X-Interop-Signature"), call.Body, _options) is { } unsigned)
        {
            return Refuse(401, unsigned);
        }

        var delivery = call.Record.DeliveryId;
        if (delivery.Length == 0)
        {
            return Refuse(400, "X-Interop-Delivery is missing");
        }

        var (packet, problem) = ReceivedPacket.Read(call.Body);
        if (packet is null)
        {
            return Refuse(400, problem!);
        }

        var draft = new EffectDraft(delivery, packet.Kind, packet.DossierNumber, Digest.Sha256(call.Body), packet.BusinessStatus) { Notice = packet.Notice };
        var (effect, applied) = Records.Apply(draft, Temper, call.Record.Ordinal);
        var answer = !applied && Repeats == RepeatAnswer.AlreadyThere
            ? Answer.Json(409, new Dictionary<string, object?> { ["error"] = "already received", ["reference"] = effect.Reference }) with { IsRefusal = true }
            : Answer.Json(200, new Dictionary<string, object?> { ["received"] = true, ["reference"] = effect.Reference });
        return answer with { Effects = applied ? 1 : 0, Operation = packet.Kind, DossierNumber = packet.DossierNumber };
    }

    private Answer Tell(string deliveryId)
    {
        var answer = Temper == Temper.Neither ? Refuse(405, "not supported")
            : Records.FirstOf(deliveryId) is { } effect
                ? Answer.Json(200, new Dictionary<string, object?> { ["reference"] = effect.Reference, ["receivedAt"] = effect.At })
                : Answer.Json(404, new Dictionary<string, object?> { ["error"] = "unknown delivery" });
        return answer with { Kind = CallKind.Probe, Operation = "probe", DeliveryId = deliveryId };
    }
}
