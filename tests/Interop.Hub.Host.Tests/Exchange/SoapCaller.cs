using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;

namespace Interop.Hub.Host.Tests.Exchange;

/// <summary>A partner that speaks SOAP 1.1 to one of the hub's services.</summary>
internal sealed class SoapCaller(HubUnderTest hub, string service)
{
    public XNamespace Namespace { get; } = $"urn:interop:{service}:1";

    /// <summary>Calls an operation; the fields are XML in the service's namespace.</summary>
    public Task<SoapSaid> CallAsync(string partner, string operation, string fields) =>
        CallAsync(partner, new StringContent(Envelope(operation, fields), Encoding.UTF8, "text/xml"));

    /// <summary>The same by MTOM: the one file stands beside the XML, as <c>cid:f1</c>.</summary>
    public Task<SoapSaid> CallAsync(string partner, string operation, string fields, byte[] file)
    {
        byte[] package =
        [
            .. Encoding.UTF8.GetBytes($"--b\r\nContent-Type: application/xop+xml; charset=UTF-8; type=\"text/xml\"\r\nContent-ID: <root>\r\n\r\n{Envelope(operation, fields)}\r\n--b\r\nContent-Type: application/pdf\r\nContent-ID: <f1>\r\n\r\n"),
            .. file,
            .. "\r\n--b--\r\n"u8,
        ];
        var content = new ByteArrayContent(package);
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/related; type=\"application/xop+xml\"; boundary=\"b\"; start=\"<root>\"; start-info=\"text/xml\"");
        return CallAsync(partner, content);
    }

    private string Envelope(string operation, string fields) =>
        $"<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><{operation}Request xmlns=\"{Namespace}\">{fields}</{operation}Request></s:Body></s:Envelope>";

    private async Task<SoapSaid> CallAsync(string partner, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(hub.Address, $"soap/{service}")) { Content = content };
        request.Headers.Add("SOAPAction", "\"\"");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{partner}:{hub.Keys[partner]}")));
        using var answer = await hub.Client(null).SendAsync(request);
        return new SoapSaid((int)answer.StatusCode, XDocument.Parse(await answer.Content.ReadAsStringAsync()), Namespace, answer.Headers.RetryAfter?.Delta);
    }
}

/// <summary>What came back.</summary>
internal sealed record SoapSaid(int Status, XDocument Body, XNamespace Namespace, TimeSpan? RetryAfter)
{
    /// <summary>The first of a name; <c>absent</c>: none.</summary>
    public string Field(string name) => All(name) is [var first, ..] ? first : "absent";

    public IReadOnlyList<string> All(string name) => [.. Body.Descendants(Namespace + name).Select(e => e.Value)];

    public override string ToString() => $"{Status} {Body}";
}
