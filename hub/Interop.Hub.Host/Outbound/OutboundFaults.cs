using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Interop.Contracts.Faults;
using Interop.Hub.Core.Configuration;

namespace Interop.Hub.Host.Outbound;

/// <summary>
/// Why a destination was not connected to: what is wrong, and who does what. All of destination scope, before any byte of
/// a packet went out. Shown to operators, so in Vietnamese.
/// </summary>
internal static class OutboundFaults
{
    public static Fault NotAllowed(string destination, CallTarget target) => FaultCodes.WrongEndpoint(
        $"Trục không được phép gọi {target}: địa chỉ này không có trong danh sách của hệ thống đích, nên chưa mở kết nối nào. Nếu địa chỉ đúng, thêm {target} vào {Setting(destination, "Allow")}; nếu không, sửa địa chỉ dịch vụ hoặc hồ sơ kết nối.");

    public static Fault ForbiddenAddress(string host) => FaultCodes.WrongEndpoint(
        $"Tên máy chủ {host} chỉ trỏ tới địa chỉ mà trục không bao giờ gọi (link-local, multicast hoặc dịch vụ metadata của máy ảo). Kiểm tra DNS và địa chỉ trong cấu hình.");

    public static Fault NoCertificate() => FaultCodes.Certificate(
        "Máy chủ đích không xuất trình chứng thư TLS. Đề nghị đơn vị quản lý hệ thống đích kiểm tra máy chủ.");

    public static Fault ExceptionEnded(string destination, DateTimeOffset? until) => FaultCodes.Certificate(
        $"Ngoại lệ cho phép TLS cũ với hệ thống đích đã hết hạn ngày {Day(until)}, không còn giao thức hoặc bộ mã nào được dùng. Đề nghị đơn vị quản lý hệ thống đích nâng cấp lên TLS 1.2; nếu chưa kịp, xem xét lại rồi gia hạn {Setting(destination, "Tls:Until")}.");

    public static Fault Certificate(DestinationConnection connection, X509Certificate2 certificate, string host, CertificateFlaw flaw, PinVerdict verdict)
    {
        var key = $"sha256/{ServerCertificate.KeySha256(certificate)}";
        var pins = Setting(connection.Destination, "Tls:Pins");
        return FaultCodes.Certificate(verdict switch
        {
            PinVerdict.OtherKey => $"Khoá của chứng thư máy chủ đích ({key}) không phải khoá đã ghim. Hỏi đơn vị quản lý hệ thống đích qua kênh khác xem họ có thay khoá không; chỉ khi họ xác nhận mới ghi khoá mới vào {pins}. Nếu họ không thay khoá: có thể có bên thứ ba đứng giữa.",
            PinVerdict.ExceptionEnded => $"{Wrong(certificate, host, flaw)} Ngoại lệ đã ghim cho khoá này hết hạn ngày {Day(connection.Settings.Tls.Pins.Where(p => $"sha256/{p.Sha256}" == key).Max(p => p.Until))}. Đề nghị đơn vị quản lý hệ thống đích thay chứng thư; nếu chưa kịp, xem xét lại rồi gia hạn Until trong {pins}.",
            _ => $"{Wrong(certificate, host, flaw)} {Remedy(connection, flaw)} Nếu chưa kịp: xác nhận khoá {key} với họ qua kênh khác rồi ghim vào {pins}, có hạn và lý do.",
        });
    }

    public static Fault NoCommonTls(DestinationConnection connection, CallTarget target, bool ended) => FaultCodes.Certificate(
        $"Không thống nhất được giao thức hoặc bộ mã TLS với {target}{(connection.Settings.Tls.ClientCertificate.Count == 0 ? ", hoặc máy chủ đòi chứng thư của trục" : string.Empty)}. "
        + (ended ? $"Ngoại lệ cho TLS cũ đã hết hạn ngày {Day(connection.Settings.Tls.Until)}. " : string.Empty)
        + $"Đề nghị đơn vị quản lý hệ thống đích bật TLS 1.2; nếu chưa kịp, ghi ngoại lệ có hạn vào {Setting(connection.Destination, "Tls:Protocols")} và Tls:CipherSuites{(connection.Settings.Tls.ClientCertificate.Count == 0 ? ", chứng thư của trục vào Tls:ClientCertificate" : string.Empty)}.");

    public static Fault OurCertificateRefused(DestinationConnection connection, CallTarget target) => connection.Settings.Tls.ClientCertificate.Count == 0
        ? FaultCodes.Certificate($"Máy chủ {target} đòi chứng thư của trục mà cấu hình chưa có. Xin đơn vị quản lý hệ thống đích cấp chứng thư rồi ghi vào {Setting(connection.Destination, "Tls:ClientCertificate")}.") with { Responsibility = Responsibility.Hub }
        : FaultCodes.Certificate($"Máy chủ {target} không chấp nhận chứng thư của trục (hết hạn, chưa đăng ký hoặc sai loại). Kiểm tra chứng thư trong {Setting(connection.Destination, "Tls:ClientCertificate")} và đề nghị đơn vị quản lý hệ thống đích đăng ký chứng thư đó.") with { Responsibility = Responsibility.Hub };

    public static Fault TooWeak(DestinationConnection connection, CallTarget target) => FaultCodes.Certificate(
        $"Máy chủ {target} dùng khoá hoặc chữ ký TLS quá yếu nên OpenSSL của trục từ chối. Đề nghị đơn vị quản lý hệ thống đích nâng cấp; nếu chưa kịp, ghi vào {Setting(connection.Destination, "Tls:CipherSuites")} một bộ mã bắt đầu bằng TLS_RSA_ (ngoại lệ có hạn), hoặc xem mục về TLS cũ trong hub/README.md.");

    public static Fault UnsafeRenegotiation(CallTarget target) => FaultCodes.Certificate(
        $"Máy chủ {target} không biết thương lượng lại TLS an toàn (RFC 5746) nên OpenSSL của trục từ chối. Đề nghị đơn vị quản lý hệ thống đích vá máy chủ; trong lúc chờ chỉ có thể gọi qua một cổng trung gian. Xem mục về TLS cũ trong hub/README.md.");

    public static Fault NoTls(CallTarget target) => FaultCodes.WrongEndpoint(
        $"Cổng {target} không trả lời bằng TLS. Kiểm tra http hay https và số cổng trong địa chỉ dịch vụ.");

    public static Fault ProxyRefused(DestinationConnection connection, CallTarget target, int? status) => status == 407
        ? FaultCodes.Credentials($"Máy chủ proxy không chấp nhận tên hoặc mật khẩu của trục. Cập nhật {Setting(connection.Destination, "Proxy")}.")
        : FaultCodes.Unreachable($"Máy chủ proxy không mở được đường tới {target}{(status is { } s ? string.Create(CultureInfo.InvariantCulture, $" (trả lời {s})") : string.Empty)}; chưa gửi dữ liệu nào. Kiểm tra proxy và quyền đi ra của trục.");

    private static string Wrong(X509Certificate2 certificate, string host, CertificateFlaw flaw) => flaw switch
    {
        CertificateFlaw.Ended => $"Chứng thư của máy chủ {host} đã hết hạn ngày {Day(new DateTimeOffset(certificate.NotAfter.ToUniversalTime()))}.",
        CertificateFlaw.NotBegun => $"Chứng thư của máy chủ {host} chưa có hiệu lực (từ ngày {Day(new DateTimeOffset(certificate.NotBefore.ToUniversalTime()))}); kiểm tra cả đồng hồ của trục.",
        CertificateFlaw.SelfSigned => $"Chứng thư của máy chủ {host} là chứng thư tự ký, không ai bảo chứng.",
        CertificateFlaw.UnknownIssuer => $"Không lần được tới tổ chức cấp chứng thư của máy chủ {host}: tổ chức đó không được tin cậy ở đây, hoặc máy chủ không gửi kèm chứng thư trung gian.",
        CertificateFlaw.OtherName => $"Chứng thư của máy chủ mang tên khác, không phải {host}.",
        _ => $"Chứng thư của máy chủ {host} không được tin cậy.",
    };

    private static string Remedy(DestinationConnection connection, CertificateFlaw flaw) => flaw switch
    {
        CertificateFlaw.OtherName => "Kiểm tra tên máy chủ trong địa chỉ dịch vụ, hoặc đề nghị đơn vị quản lý hệ thống đích cấp chứng thư đúng tên.",
        CertificateFlaw.UnknownIssuer or CertificateFlaw.NotTrusted => $"Nếu họ có tổ chức cấp chứng thư riêng, ghi chứng thư của tổ chức đó (và chứng thư trung gian) vào {Setting(connection.Destination, "Tls:Authority")}.",
        _ => "Đề nghị đơn vị quản lý hệ thống đích thay chứng thư.",
    };

    private static string Setting(string destination, string name) => $"Partners:{destination}:Connection:{name}";

    private static string Day(DateTimeOffset? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "–";
}
