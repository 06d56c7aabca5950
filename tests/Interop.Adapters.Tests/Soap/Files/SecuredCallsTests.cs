using System.Text;
using System.Xml.Linq;
using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Client;
using Interop.Adapters.Soap.Messages;
using Interop.Adapters.Soap.Security;
using Interop.Adapters.Tests.Soap.Security;

namespace Interop.Adapters.Tests.Soap.Files;

/// <summary>Calls with WS-Security: what a partner receives holds, with files wherever they travel, and what it answers must hold.</summary>
public sealed class SecuredCallsTests
{
    private static readonly XNamespace T = "urn:t";
    private static readonly byte[] s_content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)((i * 31) + (i >> 8)))];

    [TestCase(SoapFilePassing.Inline)]
    [TestCase(SoapFilePassing.Mtom)]
    [TestCase(SoapFilePassing.Attachment)]
    public async Task A_password_goes_with_files_of_any_way_and_leaves_them_a_stream(SoapFilePassing passing)
    {
        var security = new OutgoingSecurity { User = new OutgoingUser(Secured.User, Secured.Password), MaxBytes = 4096 };
        var (message, verified) = await SendAsync(security, passing, Secured.PasswordRules);
        Assert.That(verified.Identity.User, Is.EqualTo(Secured.User));
        Assert.That(FilesOf(message, verified.Document), Is.EqualTo(new[] { s_content, s_content[..7] }));
    }

    [TestCase(SoapFilePassing.Inline)]
    [TestCase(SoapFilePassing.Mtom)]
    [TestCase(SoapFilePassing.Attachment)]
    public async Task A_signature_covers_the_files_wherever_they_travel(SoapFilePassing passing)
    {
        var (message, verified) = await SendAsync(Secured.Signing(Secured.Ecdsa), passing, Secured.SignatureRules);
        Assert.That((verified.SignedParts.Body, verified.SignedParts.Timestamp), Is.EqualTo((true, true)));
        Assert.That(message.Parts, Has.Count.EqualTo(passing == SoapFilePassing.Inline ? 1 : 3));
        if (passing == SoapFilePassing.Attachment)
        {
            Assert.That(verified.ExpectedAttachments.Select(a => a.ContentId), Is.EqualTo(message.Parts.Skip(1).Select(p => p.ContentId!.Trim('<', '>'))));
            Assert.That(verified.ExpectedAttachments.Zip(message.Parts.Skip(1), (a, p) => a.Fits(System.Security.Cryptography.SHA256.HashData(p.Bytes))), Is.All.True);
        }

        Assert.That(FilesOf(message, verified.Document), Is.EqualTo(new[] { s_content, s_content[..7] }));
    }

    [Test]
    public async Task An_encrypted_body_holds_its_files()
    {
        var security = Secured.Signing(Secured.Rsa) with { Encryption = new OutgoingEncryption { Certificate = Secured.Receiver } };
        var rules = Secured.SignatureRules with { Encryption = new EncryptionRule { Keys = [Secured.Receiver] } };
        var (message, verified) = await SendAsync(security, SoapFilePassing.Mtom, rules);
        Assert.That(Encoding.UTF8.GetString(message.Parts.Single().Bytes), Does.Not.Contain("<ten"));
        Assert.That(FilesOf(message, verified.Document), Is.EqualTo(new[] { s_content, s_content[..7] }));
    }

    [Test]
    public async Task What_is_too_long_to_be_signed_or_signed_by_nobody_is_not_sent()
    {
        var large = await CallAsync(new SoapProfile { Security = Secured.Signing(Secured.Ecdsa) with { MaxBytes = 50_000 } });
        Assert.That((large as SoapExchange.NotSent)?.Reason, Is.EqualTo(NotSentReason.NotWritable));
        var late = await CallAsync(new SoapProfile { Security = Secured.Signing(Secured.Ecdsa) }, time: new StoppedClock(Secured.Now.AddYears(90)));
        Assert.That((late as SoapExchange.NotSent)?.Reason, Is.EqualTo(NotSentReason.NotSecured));
        var gone = await CallAsync(new SoapProfile { Security = Secured.Signing(Secured.Ecdsa), Files = SoapFilePassing.Attachment }, open: _ => throw new IOException("down"));
        Assert.That((gone as SoapExchange.NotSent)?.Reason, Is.EqualTo(NotSentReason.FileUnavailable));
        gone = await CallAsync(new SoapProfile { Security = Secured.Signing(Secured.Ecdsa) }, open: _ => throw new IOException("down"));
        Assert.That((gone as SoapExchange.NotSent)?.Reason, Is.EqualTo(NotSentReason.FileUnavailable));
    }

    [Test]
    public async Task An_answer_must_prove_what_it_must_and_a_fault_too()
    {
        var signed = Encoding.UTF8.GetString(Secured.Signed());
        var reply = await AnswerAsync(Http.Answer("200 OK", signed));
        Assert.That((reply as SoapExchange.Reply)?.Body?.Name, Is.EqualTo(Secured.Business + "DangKy"));

        foreach (var (answer, what) in new[]
        {
            (Http.Answer("200 OK", Encoding.UTF8.GetString(Secured.Envelope())), "not signed"),
            (Http.Answer("200 OK", signed.Replace("25/2026", "26/2026", StringComparison.Ordinal)), "changed"),
            (Http.Answer("200 OK", Http.Fault("s:Client", "Trùng hồ sơ")), "a fault of anybody"),
        })
        {
            Assert.That(((await AnswerAsync(answer)) as SoapExchange.NoAnswer)?.Reason, Is.EqualTo(NoAnswerReason.NotTrusted), what);
        }

        Assert.That(await AnswerAsync(Http.Answer("503 Service Unavailable", "bận")), Is.TypeOf<SoapExchange.HttpRefusal>(), "who refuses by HTTP proves nothing and took nothing");
    }

    [TestCase("%PDF-1.4", true)]
    [TestCase("%PDF-1.5", false)]
    [TestCase(null, false)]
    public async Task A_file_of_an_answer_is_the_one_that_was_signed(string? file, bool holds)
    {
        var envelope = SoapEnvelopeWriter.Write(SoapVersion.Soap11, new XElement(T + "r", new XElement(T + "f", new XAttribute("href", "cid:a"))));
        var digest = System.Security.Cryptography.SHA256.HashData("%PDF-1.4"u8);
        var root = Secured.Secure(Secured.Signing(Secured.Ecdsa), [.. envelope], [new AttachmentDigest("a", System.Security.Cryptography.HashAlgorithmName.SHA256, digest)]);
        var package = $"--b\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n{Encoding.UTF8.GetString(root)}"
            + (file is null ? "" : $"\r\n--b\r\nContent-ID: <a>\r\nContent-Type: application/pdf\r\n\r\n{file}") + "\r\n--b--\r\n";
        var taken = new List<string>();
        var exchange = await AnswerAsync(Http.Answer("200 OK", package, "multipart/related; type=\"text/xml\"; boundary=b"), async (part, stop) =>
        {
            using var text = new StreamReader(part.Content);
            taken.Add(await text.ReadToEndAsync(stop));
            return "kept";
        });
        Assert.That(taken, holds ? Is.EqualTo(new[] { file }) : Is.Empty, "a taker is never told that a forged file ended");
        Assert.That(exchange, holds ? Is.TypeOf<SoapExchange.Reply>() : Is.TypeOf<SoapExchange.NoAnswer>());
        if (file is not null && !holds)
        {
            Assert.That(((SoapExchange.NoAnswer)exchange).Reason, Is.EqualTo(NoAnswerReason.NotTrusted));
        }
    }

    [Test]
    public async Task A_file_of_an_answer_that_its_signature_does_not_cover_is_not_taken()
    {
        var envelope = SoapEnvelopeWriter.Write(SoapVersion.Soap11, new XElement(T + "r", new XElement(T + "f", new XAttribute("href", "cid:a"))));
        var root = Encoding.UTF8.GetString(Secured.Secure(Secured.Signing(Secured.Ecdsa), [.. envelope]));
        var package = $"--b\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n{root}\r\n--b\r\nContent-ID: <a>\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n--b--\r\n";
        var exchange = await AnswerAsync(Http.Answer("200 OK", package, "multipart/related; type=\"text/xml\"; boundary=b"));
        Assert.That((exchange as SoapExchange.NoAnswer)?.Reason, Is.EqualTo(NoAnswerReason.NotTrusted));
    }

    [TestCase("%PDF-1.4", true)]
    [TestCase("%PDF-1.5", false)]
    public async Task An_answer_by_XOP_is_verified_with_its_files_in_it(string file, bool holds)
    {
        var envelope = SoapEnvelopeWriter.Write(SoapVersion.Soap11, new XElement(T + "r", new XElement(T + "f", Convert.ToBase64String("%PDF-1.4"u8))));
        var root = Encoding.UTF8.GetString(Secured.Secure(Secured.Signing(Secured.Ecdsa), [.. envelope]))
            .Replace(Convert.ToBase64String("%PDF-1.4"u8), $"<xop:Include xmlns:xop=\"{PartReferences.Xop}\" href=\"cid:a\"/>", StringComparison.Ordinal);
        var package = $"--b\r\nContent-Type: application/xop+xml; charset=utf-8; type=\"text/xml\"\r\n\r\n{root}\r\n--b\r\nContent-ID: <a>\r\nContent-Type: application/pdf\r\n\r\n{file}\r\n--b--\r\n";
        var exchange = await AnswerAsync(Http.Answer("200 OK", package, "multipart/related; type=\"application/xop+xml\"; boundary=b"));
        Assert.That((exchange as SoapExchange.Reply)?.Body?.Value, Is.EqualTo(holds ? Convert.ToBase64String("%PDF-1.4"u8) : null));
        Assert.That((exchange as SoapExchange.NoAnswer)?.Reason, Is.EqualTo(holds ? (NoAnswerReason?)null : NoAnswerReason.NotTrusted));
    }

    private static async Task<(ReceivedMessage Message, SecurityReading.Verified Verified)> SendAsync(OutgoingSecurity security, SoapFilePassing passing, IncomingSecurity rules)
    {
        await using var peer = await FilePeer.StartAsync();
        Assert.That(await CallAsync(new SoapProfile { Security = security, Files = passing }, peer), Is.TypeOf<SoapExchange.Reply>());
        var message = (await peer.Received)!;
        var root = message.Parts[0].Bytes;
        if (passing == SoapFilePassing.Mtom && security.Encryption is null)
        {
            // What XOP says is signed: the XML with the files in it (XOP 1.0, 3.1).
            root = Secured.Change(root, document =>
            {
                foreach (System.Xml.XmlElement include in document.GetElementsByTagName("Include", PartReferences.Xop.NamespaceName).Cast<System.Xml.XmlElement>().ToList())
                {
                    var part = message.Parts.Single(p => $"cid:{p.ContentId?.Trim('<', '>')}" == include.GetAttribute("href"));
                    include.ParentNode!.ReplaceChild(document.CreateTextNode(Convert.ToBase64String(part.Bytes)), include);
                }
            });
        }

        return (message, await Secured.TakenAsync(root, rules));
    }

    private static IEnumerable<byte[]> FilesOf(ReceivedMessage message, XDocument document) => document.Descendants(T + "f").Select(f =>
        (f.Attribute("href") ?? f.Elements().Attributes("href").SingleOrDefault()) is { } reference
            ? message.Parts.Single(p => $"cid:{p.ContentId?.Trim('<', '>')}" == reference.Value).Bytes
            : Convert.FromBase64String(f.Value));

    private static async Task<SoapExchange> CallAsync(
        SoapProfile profile, FilePeer? peer = null, TimeProvider? time = null, Func<CancellationToken, Task<Stream>>? open = null)
    {
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        SoapFile[] files = [.. new[] { s_content, s_content[..7] }.Select(content => new SoapFile
        {
            Mark = Marks.Next(), Length = content.Length, Open = open ?? (_ => Task.FromResult<Stream>(new MemoryStream(content))),
        })];
        var body = new XElement(T + "r", new XElement(T + "f", files[0].Mark), new XElement(T + "ten", "giấy <chứng sinh>\r\n"), new XElement(T + "f", files[1].Mark));
        var request = SoapRequest.Of(peer?.Address ?? new Uri("http://127.0.0.1:1/"), "urn:t/Gui", body) with { Files = files };
        return await new SoapClient(http, profile, time ?? new StoppedClock(Secured.Now)).SendAsync(request, CancellationToken.None);
    }

    private static async Task<SoapExchange> AnswerAsync(string answer, Func<AnswerFile, CancellationToken, Task<string>>? take = null)
    {
        await using var peer = RawPeer.Saying(answer);
        using var http = new HttpClient();
        return await new SoapClient(http, new SoapProfile { AnswerSecurity = Secured.SignatureRules }, new StoppedClock(Secured.Now))
            .SendAsync(SoapRequest.Of(peer.Address, "urn:t/Hello", Calls.Hello) with { TakeFile = take }, CancellationToken.None);
    }
}
