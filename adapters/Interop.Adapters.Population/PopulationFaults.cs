using Interop.Adapters.Delivery;
using Interop.Adapters.Http;
using Interop.Adapters.Population.Wire;
using Interop.Adapters.Queries;
using Interop.Contracts.Faults;

namespace Interop.Adapters.Population;

/// <summary>
/// The end of a question to our outcome. Pure. The authority's words are never kept: they may repeat what was asked
/// about the citizen.
/// </summary>
internal static class PopulationFaults
{
    public static QueryOutcome Of(HttpReply reply)
    {
        var word = VerifyReply.Read(reply.Body);
        if (!reply.IsSuccess)
        {
            return Refused(word?.ErrorCode ?? reply.Status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return word switch
        {
            null => NotUnderstood(),
            { ErrorCode: { } code } => OfError(code, word.ErrorText),
            { Exists: false } => new QueryOutcome.Answered(Verdict.NotFound, word.Reference),
            { Agrees: true } => new QueryOutcome.Answered(Verdict.Confirmed, word.Reference),
            { Agrees: false } => new QueryOutcome.Answered(Verdict.Contradicted, word.Reference),
            _ => NotUnderstood(),
        };
    }

    /// <summary>What the wire or a gateway said; asking again is harmless, so nothing is in doubt.</summary>
    public static QueryOutcome Of(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Rejected rejected => new QueryOutcome.Refused(WithoutWords(rejected.Fault)),
        DeliveryOutcome.Deferred deferred => new QueryOutcome.Failed(WithoutWords(deferred.Fault), deferred.NotBefore),
        DeliveryOutcome.Unknown unknown => new QueryOutcome.Failed(WithoutWords(unknown.Fault)),
        _ => throw new InvalidOperationException("A wire's end is never an acceptance."),
    };

    private static QueryOutcome OfError(string code, string? text)
    {
        var words = PartnerWords.Fold(text);
        var fault = PartnerWords.Has(words, "xac thuc", "mat khau", "tai khoan", "het han", "apikey", "token") ? FaultCodes.Credentials(
                "CSDL dân cư không chấp nhận tài khoản hoặc khoá kết nối. Kiểm tra thông tin xác thực.")
            : PartnerWords.Has(words, "khong co quyen", "chua duoc cap quyen", "chua dang ky", "bi khoa") ? FaultCodes.SenderNotRegistered(
                "CSDL dân cư chưa cấp quyền tra cứu cho đơn vị hoặc cán bộ này.")
            : PartnerWords.Has(words, "loi he thong", "bao tri", "qua tai", "system") ? FaultCodes.Unavailable(
                "CSDL dân cư báo tạm thời không phục vụ.")
            : null;
        return fault is null ? Refused(code) : new QueryOutcome.Failed(fault with { PartnerCode = Short(code) });
    }

    private static QueryOutcome Refused(string code) => new QueryOutcome.Refused(
        FaultCodes.RejectedData("CSDL dân cư từ chối yêu cầu tra cứu. Kiểm tra số định danh, họ tên và ngày sinh trong hồ sơ.") with { PartnerCode = Short(code) });

    private static QueryOutcome NotUnderstood() =>
        new QueryOutcome.Failed(FaultCodes.NoAnswer("Không đọc được câu trả lời của CSDL dân cư; sẽ hỏi lại."));

    private static Fault WithoutWords(Fault fault) => fault with { PartnerText = null };

    private static string Short(string code) => code.Length <= 64 ? code : code[..64];
}
