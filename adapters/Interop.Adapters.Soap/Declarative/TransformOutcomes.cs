using Interop.Adapters.Delivery;
using Interop.Adapters.Soap.Transforms;
using Interop.Contracts.Faults;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>
/// Pure: a transform that made no request → our outcome. Nothing was sent, so never Unknown:
/// <code>
/// the stylesheet does not compile      Deferred, the destination's: a person mends the profile
/// it is withheld after killing workers Deferred, the destination's, until it is tried again
/// it gave up, or was ended, on this    Deferred, the packet's: a person looks (parked)
/// it refused this (xsl:message)        Rejected: the packet lacks what the partner demands
/// no worker was to be had              Deferred, the packet's: time
/// </code>
/// </summary>
internal static class TransformOutcomes
{
    public static DeliveryOutcome OfRequest(TransformOutcome outcome, string partner) => outcome switch
    {
        TransformOutcome.Failed { Problem: { Kind: ProblemKind.Refused } refused } => new DeliveryOutcome.Rejected(
            FaultCodes.NotDeliverable($"Gói tin thiếu điều mà {partner} đòi hỏi; xem lời của hồ sơ kết nối, sửa rồi gửi lại.") with { PartnerText = Short(refused.Message, 4000) }),
        TransformOutcome.Failed { Problem: { Kind: ProblemKind.Stylesheet } problem } => new DeliveryOutcome.Deferred(
            Broken($"Hồ sơ kết nối của {partner} có lỗi, chưa gửi gì. Sửa hồ sơ kết nối rồi cho chạy lại: {problem.Describe()}")),
        TransformOutcome.Failed { Problem: var problem } => new DeliveryOutcome.Deferred(
            FaultCodes.MappingFailed(Short($"Hồ sơ kết nối của {partner} không chuyển đổi được gói tin này, chưa gửi gì: {problem.Describe()}", 500))),
        TransformOutcome.Stopped { Reason: StopReason.Withheld } stopped => new DeliveryOutcome.Deferred(
            Broken($"Phép chuyển đổi của {partner} bị tạm dừng vì nhiều lần chạy quá giới hạn; chưa gửi gì. Sửa hồ sơ kết nối: {stopped.Detail}") with { Remedy = Remedy.Time }, stopped.Until),
        TransformOutcome.Stopped { Reason: StopReason.NoFreeWorker or StopReason.CannotStart } stopped => new DeliveryOutcome.Deferred(
            FaultCodes.MappingFailed(Short($"Trục chưa chạy được phép chuyển đổi, chưa gửi gì: {stopped.Detail}", 500)) with { Remedy = Remedy.Time }),
        TransformOutcome.Stopped stopped => new DeliveryOutcome.Deferred(
            FaultCodes.MappingFailed(Short($"Phép chuyển đổi gói tin này cho {partner} vượt giới hạn và bị dừng, chưa gửi gì: {stopped.Detail}", 500))),
        _ => throw new ArgumentException("It was made.", nameof(outcome)),
    };

    /// <summary>Of a step that knows no packet (log-in, check): whatever is wrong would meet every packet.</summary>
    public static DeliveryOutcome OfStep(TransformOutcome outcome, string partner) => OfRequest(outcome, partner) switch
    {
        DeliveryOutcome.Deferred deferred => deferred with { Fault = deferred.Fault with { Scope = FaultScope.Destination } },
        DeliveryOutcome.Rejected { Fault: var fault } => new DeliveryOutcome.Deferred(Broken(fault.Message)),
        var other => other,
    };

    /// <summary>An answer came, and the profile could not be run on it.</summary>
    public static Fault OfAnswer(TransformOutcome outcome, string partner) => FaultCodes.NoAnswer(Short(
        $"Câu trả lời của {partner} không xử lý được bằng hồ sơ kết nối; chưa rõ đã nhận hay chưa: {Detail(outcome)}", 500));

    public static Fault Broken(string message) => FaultCodes.MappingFailed(Short(message, 500)) with { Scope = FaultScope.Destination };

    public static string Short(string text, int most) => text.Length > most ? text[..most] : text;

    private static string Detail(TransformOutcome outcome) => outcome switch
    {
        // A stylesheet's own words may quote the answer.
        TransformOutcome.Failed { Problem.Kind: ProblemKind.Refused } => "the stylesheet ended itself",
        TransformOutcome.Failed failed => failed.Problem.Describe(),
        TransformOutcome.Stopped stopped => stopped.Detail,
        _ => string.Empty,
    };
}
