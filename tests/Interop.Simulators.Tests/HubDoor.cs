using System.Collections.Concurrent;
using System.Text;
using System.Xml.Linq;
using Interop.Simulators.Hosting;
using Microsoft.AspNetCore.Http;

namespace Interop.Simulators.Tests;

/// <summary>A hub's SOAP door that writes down who knocks and answers as it is told.</summary>
internal sealed class HubDoor : IAsyncDisposable
{
    private readonly PartnerListener _listener;
    private readonly ConcurrentQueue<(int Status, string? Body)> _answers = new();

    private HubDoor() => _listener = new PartnerListener(0, 1 << 20, static () => false, HandleAsync);

    public ConcurrentQueue<Visit> Visits { get; } = new();

    public HubAddress Address => new(_listener.Url, "HOTICH", "khoa-mau");

    public static async Task<HubDoor> OpenAsync()
    {
        var door = new HubDoor();
        await door._listener.StartAsync(CancellationToken.None);
        return door;
    }

    /// <summary>Answers once with this before it takes what comes; null: the words of taking it, under that status.</summary>
    public void First(int status, string? body) => _answers.Enqueue((status, body));

    public static string Fault(string code) =>
        $"""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:{code}</faultcode><faultstring>không nhận</faultstring></s:Fault></s:Body></s:Envelope>""";

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task HandleAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync();
        var body = XElement.Parse(text).Descendants().First(e => e.Name.NamespaceName == "urn:interop:dossier-exchange:1");
        Visits.Enqueue(new Visit(http.Request.Path.Value!, http.Request.Headers["SOAPAction"].ToString(), http.Request.Headers.Authorization.ToString(), body));
        var (status, answer) = _answers.TryDequeue(out var told) ? told : (200, Accepted(body));
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/xml; charset=utf-8";
        await http.Response.WriteAsync(answer ?? Accepted(body));
    }

    private static string Accepted(XElement body) =>
        $"""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><r:{body.Name.LocalName.Replace("Request", "Response", StringComparison.Ordinal)} xmlns:r="urn:interop:dossier-exchange:1"><r:receiptId>r-1</r:receiptId><r:packetId>p</r:packetId><r:dossierNumber>n</r:dossierNumber><r:acceptedAt>2024-06-03T10:00:00+07:00</r:acceptedAt><r:disposition>accepted</r:disposition></r:{body.Name.LocalName.Replace("Request", "Response", StringComparison.Ordinal)}></s:Body></s:Envelope>""";
}

/// <summary>One call into the hub.</summary>
internal sealed record Visit(string Path, string Action, string Authorization, XElement Body)
{
    public string Kind => Body.Name.LocalName;

    public string PacketId => Of("packetId");

    public string Of(string name) => Body.Descendants(Body.Name.Namespace + name).First().Value;
}
