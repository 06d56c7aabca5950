using System.Text;

namespace Interop.Adapters.Tests.Soap;

/// <summary>HTTP answers and envelopes as text.</summary>
internal static class Http
{
    public const string Soap11 = "http://schemas.xmlsoap.org/soap/envelope/";

    public const string Soap12 = "http://www.w3.org/2003/05/soap-envelope";

    public static string Envelope(string body, string header = "") =>
        $"<s:Envelope xmlns:s=\"{Soap11}\">{(header.Length == 0 ? "" : $"<s:Header>{header}</s:Header>")}<s:Body>{body}</s:Body></s:Envelope>";

    public static string Fault(string code = "s:Server", string text = "Lỗi hệ thống", string detail = "") =>
        Envelope($"<s:Fault><faultcode>{code}</faultcode><faultstring>{text}</faultstring>{(detail.Length == 0 ? "" : $"<detail>{detail}</detail>")}</s:Fault>");

    public static string Answer(string status, string body, string contentType = "text/xml; charset=utf-8", string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Type: {contentType}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}Connection: close\r\n\r\n{body}";

    public static byte[] Answer(string status, byte[] body, string contentType) =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), .. body];
}
