using System.Security.Cryptography;
using System.Text;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Exchange;
using Interop.Adapters.Soap.Messages;
using Interop.Contracts.Documents;

namespace Interop.Adapters.Tests.Soap.Attachments;

/// <summary>A ministry sends its papers beside the XML, over a real socket. A packet counts when its message was whole.</summary>
public sealed class ResultPackageTests
{
    private static readonly byte[] Other = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7))];

    private SoapHub _hub = null!;

    [SetUp]
    public async Task StartAsync() => _hub = await SoapHub.StartAsync(o => o with { Packages = o.Packages with { MaxPartBytes = 400_000 } });

    [TearDown]
    public async Task StopAsync() => await _hub.DisposeAsync();

    [TestCase(PackageKind.Xop, false)]
    [TestCase(PackageKind.Xop, true)]
    [TestCase(PackageKind.SoapWithAttachments, false)]
    [TestCase(PackageKind.SoapWithAttachments, true)]
    public async Task Papers_arrive_beside_the_XML_in_any_order_and_in_it(PackageKind kind, bool soap12)
    {
        var version = soap12 ? SoapVersion.Soap12 : SoapVersion.Soap11;
        var answer = await SendAsync(
            kind, version, [Paper("1", Place(kind, "hai@b")), Paper("2", $"<data>{Convert.ToBase64String("trong XML"u8)}</data>"), Paper("3", Place(kind, "một 1@b")), Paper("4", null), Paper("5", Place(kind, "hai@b"))],
            ("một%201@b", Requests.Certificate), ("hai@b", Other));
        Assert.That(answer.Status, Is.EqualTo(200), $"{answer.FaultText} {string.Join('\n', answer.Detail)}");
        Assert.That(answer.Soap, Is.EqualTo(version.Namespace));
        var papers = ((ResultCall)_hub.Exchange.Calls.Single()).Papers;
        Assert.That(
            papers.Select(p => (p.Code, p.File?.Name, p.File?.Size, p.File?.Sha256)),
            Is.EqualTo(new (string, string?, long?, Sha256Digest?)[]
            {
                ("KQ.1", "1.pdf", Other.Length, Sha256Digest.Of(Other)), ("KQ.2", "2.pdf", 9, Sha256Digest.Of("trong XML"u8)),
                ("KQ.3", "3.pdf", Requests.Certificate.Length, Sha256Digest.Of(Requests.Certificate)), ("KQ.4", null, null, null), ("KQ.5", "5.pdf", Other.Length, Sha256Digest.Of(Other)),
            }));
        Assert.That(_hub.Exchange.Kept, Is.EqualTo(new[] { "trong XML"u8.ToArray(), Requests.Certificate, Other }));
    }

    [Test]
    public async Task A_digest_that_is_not_the_parts_is_named_with_its_place()
    {
        var wrong = Convert.ToHexString(SHA256.HashData("khác"u8));
        var answer = await SendAsync([Paper("1", $"<sha256>{Convert.ToHexString(SHA256.HashData(Other))}</sha256>{Place(PackageKind.Xop, "a@b")}"), Paper("2", $"<sha256>{wrong}</sha256>{Place(PackageKind.Xop, "a@b")}")], ("a@b", Other));
        Assert.That((answer.Status, answer.FaultCode), Is.EqualTo((500, "soap:Client.Invalid")));
        Assert.That(answer.Detail[1..], Has.Some.StartsWith("/ResultRequest/result[2]/file/sha256: "));
        Assert.That(_hub.Exchange.Calls, Is.Empty);
    }

    [TestCase("/ResultRequest/content", "<content>{0}</content>")]
    [TestCase("/ResultRequest/attributes/attribute", "<attributes><attribute name='a'>{0}</attribute></attributes>")]
    public async Task A_file_where_none_belongs_is_refused(string place, string element)
    {
        var include = Place(PackageKind.Xop, "a@b")["<data>".Length..^"</data>".Length];
        var answer = await SendAsync([string.Format(null, element, include)], ("a@b", Other));
        Assert.That((answer.Status, answer.FaultCode), Is.EqualTo((500, "soap:Client.Invalid")));
        Assert.That(answer.Detail[1..], Has.One.StartsWith($"{place}: A file stands where"));
        Assert.That((_hub.Exchange.Calls.Count, _hub.Exchange.Kept.Count), Is.EqualTo((0, 0)), "nothing was read");
    }

    [TestCase("missing", 500, "refers to a part that is not in the message")]
    [TestCase("cut", 500, "ends inside a part")]
    [TestCase("no end", 500, "without its final boundary")]
    [TestCase("too long", 413, "longer than 400000 bytes")]
    [TestCase("stray", 500, "does not refer to")]
    public async Task A_message_that_is_not_whole_brings_no_packet(string trouble, int status, string words)
    {
        var parts = new List<(string, byte[])> { ("một@b", Requests.Certificate), ("hai@b", trouble == "too long" ? new byte[400_001] : Other) };
        if (trouble == "missing")
        {
            parts.RemoveAt(1);
        }
        else if (trouble == "stray")
        {
            parts.Add(("ba@b", Other));
        }

        var (type, bytes) = await PackageAsync(PackageKind.Xop, SoapVersion.Soap11, [Paper("1", Place(PackageKind.Xop, "một@b")), Paper("2", Place(PackageKind.Xop, "hai@b"))], [.. parts]);
        bytes = trouble switch { "cut" => bytes[..^100_000], "no end" => bytes[..^4], _ => bytes };
        var answer = await _hub.PostAsync(bytes, type);
        Assert.That((answer.Status, answer.FaultCode), Is.EqualTo((status, "soap:Client")));
        Assert.That(answer.FaultText, Does.Contain(words));
        Assert.That(_hub.Exchange.Calls, Is.Empty);
    }

    [Test]
    public async Task What_the_hub_does_not_keep_is_its_answer_and_the_rest_is_not_asked_for()
    {
        _hub.Exchange.Keeps = _ => new KeepAnswer.Refused(new Refusal(RefusalKind.Overloaded, "Not now.", [], TimeSpan.FromSeconds(9)));
        var answer = await SendAsync([Paper("1", Place(PackageKind.Xop, "a@b")), Paper("2", Place(PackageKind.Xop, "c@d"))], ("a@b", Other), ("c@d", Other));
        Assert.That((answer.Status, answer.FaultCode, answer.RetryAfter), Is.EqualTo((503, "soap:Server.Busy", TimeSpan.FromSeconds(9))));
        Assert.That(_hub.Exchange.Calls, Is.Empty);
    }

    [TestCase("multipart/related; type=\"text/xml\"", "no boundary")]
    [TestCase("multipart/form-data; boundary=b", "not one of SOAP")]
    public async Task A_package_that_cannot_be_cut_is_415(string type, string words)
    {
        var answer = await _hub.PostAsync("--b--"u8.ToArray(), type);
        Assert.That(answer.Status, Is.EqualTo(415));
        Assert.That(answer.FaultText, Does.Contain(words));
    }

    [Test]
    public async Task A_root_that_is_no_XML_is_told_with_its_place()
    {
        var answer = await _hub.PostAsync(Encoding.UTF8.GetBytes("--b\r\nContent-Type: text/xml\r\n\r\n<a><b></a>\r\n--b--\r\n"), "multipart/related; type=\"text/xml\"; boundary=b");
        Assert.That((answer.Status, answer.FaultCode), Is.EqualTo((500, "soap:Client")));
        Assert.That(answer.FaultText, Does.Contain("line 1"));
    }

    [Test]
    public async Task What_a_package_held_of_the_budget_is_given_back()
    {
        await using var hub = await SoapHub.StartAsync(o => o with { MaxBytesInFlight = 60_000 });
        var (type, bytes) = await PackageAsync(PackageKind.Xop, SoapVersion.Soap11, [Paper("1", Place(PackageKind.Xop, "a@b"))], ("a@b", Other));
        for (var i = 0; i < 20; i++)
        {
            Assert.That((await hub.PostAsync(i % 2 == 0 ? bytes : bytes[..^4], type)).Status, Is.EqualTo(i % 2 == 0 ? 200 : 500));
        }
    }

    private Task<SoapHubAnswer> SendAsync(string[] results, params (string Id, byte[] Bytes)[] parts) => SendAsync(PackageKind.Xop, SoapVersion.Soap11, results, parts);

    private async Task<SoapHubAnswer> SendAsync(PackageKind kind, SoapVersion version, string[] results, params (string Id, byte[] Bytes)[] parts)
    {
        var (type, bytes) = await PackageAsync(kind, version, results, parts);
        return await _hub.PostAsync(bytes, type);
    }

    private static async Task<(string Type, byte[] Bytes)> PackageAsync(PackageKind kind, SoapVersion version, string[] results, params (string Id, byte[] Bytes)[] parts)
    {
        var fields = "<packetId>HT-2</packetId><dossierNumber>000.00.18.H40-240603-0001</dossierNumber><occurredAt>2024-06-03T15:10:00+07:00</occurredAt><statusCode>9</statusCode>" + string.Concat(results);
        var root = Encoding.UTF8.GetBytes(Http.Envelope(Requests.Element("ResultRequest", fields)).Replace(Http.Soap11, version.Namespace.NamespaceName, StringComparison.Ordinal));
        var package = OutgoingPackage.Of(
            kind, version, OutgoingContent.Of(root), [.. parts.Select(p => new OutgoingPart(Uri.EscapeDataString(p.Id).Replace("%40", "@", StringComparison.Ordinal), "application/pdf", OutgoingContent.Of(p.Bytes)))], RandomNumberGenerator.Fill);
        using var all = new MemoryStream();
        await package.WriteToAsync(all, CancellationToken.None);
        return (package.ContentType, all.ToArray());
    }

    private static string Paper(string name, string? file) =>
        $"<result><code>KQ.{name}</code><name>Giấy tờ</name>{(file is null ? string.Empty : $"<file><name>{name}.pdf</name><mediaType>application/pdf</mediaType>{file}</file>")}</result>";

    private static string Place(PackageKind kind, string id) => kind == PackageKind.Xop
        ? $"<data><xop:Include xmlns:xop='{PartReferences.Xop}' href='cid:{Uri.EscapeDataString(id)}'/></data>"
        : $"<data href='cid:{Uri.EscapeDataString(id)}'/>";
}
