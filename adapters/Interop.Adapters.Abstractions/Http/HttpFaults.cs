using System.Globalization;
using System.Security.Authentication;
using Interop.Contracts.Faults;

namespace Interop.Adapters.Http;

/// <summary>The faults that HTTP itself shows, in our words. Shown to operators, so in Vietnamese.</summary>
internal static class HttpFaults
{
    public static Fault ConnectionRefused() =>
        FaultCodes.Unreachable("Không kết nối được tới hệ thống đích: kết nối bị từ chối hoặc không có đường đi. Kiểm tra hệ thống đích và đường truyền.");

    public static Fault ConnectTimedOut() =>
        FaultCodes.Unreachable("Không kết nối được tới hệ thống đích trong thời gian cho phép; chưa gửi dữ liệu nào. Kiểm tra hệ thống đích và đường truyền.");

    public static Fault NameUnknown() =>
        FaultCodes.Unreachable("Không phân giải được tên máy chủ của hệ thống đích. Kiểm tra địa chỉ trong cấu hình và DNS.");

    public static Fault TlsFailed(Exception exception) =>
        exception is AuthenticationException || exception.InnerException is AuthenticationException
            ? FaultCodes.Certificate("Chứng thư của hệ thống đích không hợp lệ hoặc không bắt tay TLS được. Đề nghị đơn vị quản lý hệ thống đích kiểm tra chứng thư.")
            : FaultCodes.Unreachable("Kết nối bị ngắt khi đang bắt tay TLS; chưa gửi dữ liệu nào.");

    public static Fault NoAnswerInTime() =>
        FaultCodes.NoAnswer("Đã gửi nhưng hệ thống đích không trả lời trong thời gian cho phép; chưa rõ đã nhận hay chưa.");

    public static Fault ConnectionLost() =>
        FaultCodes.NoAnswer("Kết nối bị ngắt sau khi đã gửi; chưa rõ hệ thống đích đã nhận hay chưa.");

    public static Fault UnreadableAnswer() =>
        FaultCodes.NoAnswer("Hệ thống đích trả lời không đúng giao thức HTTP; chưa rõ đã nhận hay chưa.");

    public static Fault BrokenAnswer(int status) => WithStatus(
        FaultCodes.NoAnswer("Câu trả lời của hệ thống đích bị đứt hoặc dài quá giới hạn; chưa rõ đã nhận hay chưa."), status);

    public static Fault WithStatus(Fault fault, int status) => fault with { PartnerCode = status.ToString(CultureInfo.InvariantCulture) };
}
