using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Endpoint;
using Interop.Adapters.Soap.Exchange;
using Interop.Adapters.Soap.Messages;
using Interop.Adapters.Soap.Security;
using Interop.Adapters.Tests.Soap.Security;

namespace Interop.Adapters.Tests.Soap.Door;

/// <summary>Messages that prove by themselves who sent them, at the hub's own door.</summary>
internal sealed class SecuredDoorTests
{
    private const string Xml = "text/xml; charset=utf-8";

    private static readonly XNamespace Exchange = ExchangeNames.Namespace;

    private DoorCallers _callers = null!;
    private SoapHub _hub = null!;

    [SetUp]
    public async Task Start()
    {
        _callers = new DoorCallers();
        _hub = await SoapHub.StartAsync(options => options with
        {
            MaxRequestBytes = 256 << 10,
            WholeBytes = 1024,
            Security = new SoapDoorSecurity
            {
                Callers = _callers,
                Nonces = new MemoryNonceLedger(new StoppedClock(Secured.Now)),
                Time = new StoppedClock(Secured.Now),
                Random = RandomNumberGenerator.Create(),
                Certificate = Secured.Receiver,
                MaxBytes = 64 << 10,
                MaxBytesInFlight = 100 << 10,
            },
        });
    }

    [TearDown]
    public async Task Stop() => await _hub.DisposeAsync();

    [TestCase(PasswordKind.Text, Secured.Password, true)]
    [TestCase(PasswordKind.Text, DoorCallers.Key, true)]
    [TestCase(PasswordKind.Text, "khác", false)]
    [TestCase(PasswordKind.Digest, Secured.Password, true)]
    [TestCase(PasswordKind.Digest, DoorCallers.Key, false)]
    public async Task A_password_in_the_message_is_as_good_as_one_of_HTTP(PasswordKind kind, string password, bool fits)
    {
        var answer = await PostAsync(Secure(new OutgoingSecurity { User = new OutgoingUser(Secured.User, password, kind) }));
        Assert.That((answer.Status, answer.FaultCode), Is.EqualTo(fits ? (200, "no fault") : (500, "soap:Client.FailedAuthentication")), answer.FaultText);
        Assert.That(_hub.Exchange.Partners, fits ? Is.EqualTo(new[] { "MATKHAU" }) : Is.Empty);
    }

    [Test]
    public async Task An_unknown_user_is_not_told_from_a_wrong_password()
    {
        var unknown = await PostAsync(Secure(new OutgoingSecurity { User = new OutgoingUser("ai-do", Secured.Password) }));
        var wrong = await PostAsync(Secure(new OutgoingSecurity { User = new OutgoingUser(Secured.User, "sai") }));
        Assert.That((unknown.Status, unknown.Body.ToString()), Is.EqualTo((wrong.Status, wrong.Body.ToString())));
    }

    [Test]
    public async Task A_signature_says_who_it_is_and_the_answer_is_signed_too()
    {
        var (status, bytes) = await RawAsync(Secure(Secured.Signing(Secured.Ecdsa)));
        Assert.That((status, _hub.Exchange.Partners.Single()), Is.EqualTo((200, "CHUKY")));

        var rules = Secured.SignatureRules with { Signature = new SignatureRule { Trust = new SigningTrust { Pins = [KeyPin.Of(Secured.Receiver, Secured.Now.AddDays(1))] } } };
        var answer = await Secured.TakenAsync(bytes, rules);
        Assert.That(answer.Document.Descendants(Exchange + "receiptId").Single().Value, Is.EqualTo("R-1"));
        Assert.That((answer.SignedParts.Body, answer.SignedParts.Timestamp), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task Nothing_that_was_signed_is_changed_on_the_way_nor_sent_twice_nor_signed_by_a_stranger()
    {
        var message = Secure(Secured.Signing(Secured.Ecdsa));
        var changed = await PostAsync(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(message).Replace("<statusCode>4", "<statusCode>9")));
        var first = await PostAsync(message);
        var second = await PostAsync(message);
        var stranger = await PostAsync(Secure(Secured.Signing(Secured.Stranger)));
        var late = await PostAsync(Secured.Change(Secure(new OutgoingSecurity()), _ => { }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((changed.Status, changed.FaultCode), Is.EqualTo((500, "soap:Client.FailedCheck")));
            Assert.That(first.Status, Is.EqualTo(200));
            Assert.That((second.Status, second.FaultCode), Is.EqualTo((500, "soap:Client.InvalidSecurity")));
            Assert.That((stranger.Status, stranger.FaultCode), Is.EqualTo((500, "soap:Client.FailedAuthentication")));
            Assert.That((late.Status, late.Challenge), Is.EqualTo((401, "Basic realm=\"Interop\", charset=\"UTF-8\"")), "a Timestamp is nobody's");
            Assert.That(_hub.Exchange.Calls, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task What_was_refused_for_our_own_sake_may_come_again_as_it_is()
    {
        var message = Secure(Secured.Signing(Secured.Ecdsa));
        var answer = _hub.Exchange.Answer;
        _hub.Exchange.Answer = _ => new ExchangeAnswer.Refused(new Refusal(RefusalKind.Overloaded, "The hub is full.", []));
        var full = await PostAsync(message);
        _hub.Exchange.Answer = answer;
        var again = await PostAsync(message);
        Assert.That((full.Status, again.Status), Is.EqualTo((503, 200)), again.FaultText);
    }

    [Test]
    public async Task Nobody_is_401_and_wrong_credentials_of_HTTP_stay_wrong_whatever_the_message_proves()
    {
        var nobody = await PostAsync(Encoding.UTF8.GetBytes(Http.Envelope(Requests.Progress)));
        using var request = new HttpRequestMessage(HttpMethod.Post, _hub.Service) { Content = Content(Secure(Secured.Signing(Secured.Ecdsa)), Xml) };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer sai");
        using var wrong = await _hub.Http.SendAsync(request);
        Assert.That((nobody.Status, wrong.StatusCode), Is.EqualTo((401, HttpStatusCode.Unauthorized)));
        Assert.That(_hub.Exchange.Calls, Is.Empty);
    }

    [Test]
    public async Task A_partner_that_must_sign_signs_though_HTTP_knows_it()
    {
        _callers.IsBound = true;
        var plain = await _hub.PostAsync(Http.Envelope(Requests.Progress));
        var signed = await _hub.PostAsync(Secure(Secured.Signing(Secured.Ecdsa)), Xml);
        Assert.That((plain.Status, plain.FaultCode, signed.Status), Is.EqualTo((500, "soap:Client.InvalidSecurity", 200)));
    }

    [Test]
    public async Task An_encrypted_Body_is_opened_and_files_in_it_arrive()
    {
        _callers.IsSealed = true;
        var security = Secured.Signing(Secured.Ecdsa) with { Encryption = new OutgoingEncryption { Certificate = Secured.Receiver } };
        var answer = await PostAsync(Secure(security, Requests.Result));
        Assert.That((answer.Status, answer.FaultText), Is.EqualTo((200, "no fault")));
        Assert.That(_hub.Exchange.Kept.Single(), Is.EqualTo(Requests.Certificate));
        Assert.That((await PostAsync(Secure(Secured.Signing(Secured.Ecdsa)))).FaultCode, Is.EqualTo("soap:Client.InvalidSecurity"), "not encrypted");
    }

    // A stack of 2009 that writes CBC and OAEP with SHA-1 reads those, and nothing else.
    [TestCase(ContentEncryption.Aes256Gcm, "SHA256", true)]
    [TestCase(ContentEncryption.Aes128Cbc, "SHA1", true)]
    [TestCase(ContentEncryption.Aes256Gcm, "SHA1", false)]
    public async Task The_answer_to_an_encrypted_message_only_its_sender_can_open(ContentEncryption content, string oaep, bool signsByRsa)
    {
        _callers.IsSealed = true;
        var security = Secured.Signing(signsByRsa ? Secured.Rsa : Secured.Ecdsa) with
        {
            Encryption = new OutgoingEncryption { Certificate = Secured.Receiver, Content = content, OaepHash = new HashAlgorithmName(oaep) },
        };
        var (status, bytes) = await RawAsync(Secure(security));
        var text = Encoding.UTF8.GetString(bytes);

        var taken = await Secured.TakenAsync(bytes, Secured.SignatureRules with
        {
            Signature = new SignatureRule { Trust = new SigningTrust { Pins = [KeyPin.Of(Secured.Receiver, Secured.Now.AddDays(1))] } },
            Encryption = new EncryptionRule { Keys = [Secured.Rsa], Required = true, CbcAllowed = true },
        });
        Assert.That((status, text.Contains("R-1", StringComparison.Ordinal)), Is.EqualTo((200, false)));
        Assert.That(taken.Document.Descendants(Exchange + "receiptId").Single().Value, Is.EqualTo("R-1"));
        Assert.That(taken.Encryption, Is.EqualTo(new BodyEncryption(content, new HashAlgorithmName(oaep))));
    }

    [TestCase("right", 200)]
    [TestCase("swapped", 500)]
    [TestCase("missing", 500)]
    [TestCase("unsigned", 500)]
    public async Task A_file_beside_signed_XML_is_the_one_that_was_signed(string file, int status)
    {
        var digest = new AttachmentDigest("tep", HashAlgorithmName.SHA256, SHA256.HashData(Requests.Certificate));
        var body = WithoutFile(data => data.SetAttributeValue("href", "cid:tep"));
        var root = Secured.Secure(Secured.Signing(Secured.Rsa), Envelope(body), file == "unsigned" ? null : [digest]);
        byte[] content = file == "swapped" ? [.. Requests.Certificate, 0] : Requests.Certificate;
        var answer = await PackageAsync(root, "text/xml; charset=utf-8", "text/xml", file == "missing" ? null : content);
        Assert.That(answer.Status, Is.EqualTo(status), answer.FaultText);
        Assert.That(_hub.Exchange.Calls.Count, Is.EqualTo(status == 200 ? 1 : 0), "what is signed otherwise is nobody's result");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task What_XOP_signs_is_the_XML_with_its_files_in_it(bool holds)
    {
        // Signed with the file in it; sent with the file beside it.
        var root = Secured.Change(Secure(Secured.Signing(Secured.Rsa), Requests.Result), document =>
        {
            var data = (System.Xml.XmlElement)document.GetElementsByTagName("data", Exchange.NamespaceName)[0]!;
            data.InnerXml = $"<xop:Include xmlns:xop=\"{PartReferences.Xop}\" href=\"cid:tep\"/>";
        });
        byte[] content = holds ? Requests.Certificate : [.. Requests.Certificate[..^1], 1];
        var answer = await PackageAsync(root, "application/xop+xml; charset=utf-8; type=\"text/xml\"", "application/xop+xml", content);
        Assert.That((answer.Status, answer.FaultCode), Is.EqualTo(holds ? (200, "no fault") : (500, "soap:Client.FailedCheck")), answer.FaultText);
        Assert.That(_hub.Exchange.Kept, holds ? Is.EqualTo(new[] { Requests.Certificate }) : Is.Empty);
    }

    [Test]
    public async Task A_file_of_MTOM_goes_to_the_store_where_a_password_says_who_sends_it()
    {
        var body = WithoutFile(data => PartReferences.Put(data, "tep"));
        var root = Secured.Secure(new OutgoingSecurity { User = new OutgoingUser(Secured.User, Secured.Password) }, Envelope(body));
        var content = new byte[300 << 10];
        new Random(7).NextBytes(content);
        var answer = await PackageAsync(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(root).Replace(Convert.ToHexString(SHA256.HashData(Requests.Certificate)), Convert.ToHexString(SHA256.HashData(content)))), "application/xop+xml; charset=utf-8; type=\"text/xml\"", "application/xop+xml", content);
        Assert.That((answer.Status, answer.FaultText), Is.EqualTo((200, "no fault")));
        Assert.That(_hub.Exchange.Kept.Single().AsSpan().SequenceEqual(content), "longer than all that may be in memory");
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task A_stranger_takes_no_more_than_a_strangers_part(CancellationToken cancellationToken)
    {
        var large = await PostAsync(Encoding.UTF8.GetBytes(Http.Envelope(Requests.Element("ProgressRequest", new string(' ', 60 << 10)))));
        Assert.That((large.Status, large.FaultCode), Is.EqualTo((401, "soap:Client.Authentication")), "who names nobody is not read to the end");
        var known = await PostAsync(Secure(Secured.Signing(Secured.Ecdsa), Requests.Element("ProgressRequest", Requests.ProgressFields + new string(' ', 70 << 10))));
        Assert.That((known.Status, known.FaultText), Is.EqualTo((413, "The message is longer than 65536 bytes; send fewer or smaller files.")));

        // One that waits holds the strangers' part, from when it has been read; who is known is served all the same.
        await using var holding = await HeldCall.BeginAsync(_hub.Service, bytes: 60 << 10);
        SoapHubAnswer stranger;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            stranger = await PostAsync(Secure(Secured.Signing(Secured.Ecdsa), Requests.Element("ProgressRequest", Requests.ProgressFields + new string(' ', 40 << 10))));
        }
        while (stranger.Status != 503);

        Assert.That(stranger.RetryAfter, Is.Not.Null);
        Assert.That((await _hub.PostAsync(Http.Envelope(Requests.Progress))).Status, Is.EqualTo(200));
    }

    private static byte[] Envelope(XElement body) => [.. SoapEnvelopeWriter.Write(SoapVersion.Soap11, body)];

    private static byte[] Secure(OutgoingSecurity security, string? body = null) => Secured.Secure(security, Envelope(XElement.Parse(body ?? Requests.Progress, LoadOptions.PreserveWhitespace)));

    private static XElement WithoutFile(Action<XElement> refer)
    {
        var body = XElement.Parse(Requests.Result);
        var data = body.Descendants(Exchange + "data").Single();
        data.RemoveNodes();

        // Without it nothing but the signature says which file it is.
        body.Descendants(Exchange + "sha256").Remove();
        refer(data);
        return body;
    }

    private static ByteArrayContent Content(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private Task<SoapHubAnswer> PostAsync(byte[] envelope) => _hub.PostAsync(envelope, Xml, authenticated: false);

    private async Task<(int Status, byte[] Body)> RawAsync(byte[] envelope)
    {
        using var content = Content(envelope, Xml);
        using var response = await _hub.Http.PostAsync(_hub.Service, content);
        return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync());
    }

    private async Task<SoapHubAnswer> PackageAsync(byte[] root, string rootType, string type, byte[]? file)
    {
        using var package = new MemoryStream();
        package.Write(Encoding.ASCII.GetBytes($"--b\r\nContent-Type: {rootType}\r\nContent-ID: <goc>\r\n\r\n"));
        package.Write(root);
        if (file is not null)
        {
            package.Write("\r\n--b\r\nContent-ID: <tep>\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: binary\r\n\r\n"u8);
            package.Write(file);
        }

        package.Write("\r\n--b--\r\n"u8);
        return await _hub.PostAsync(package.ToArray(), $"multipart/related; type=\"{type}\"; start=\"<goc>\"; boundary=b", authenticated: false);
    }
}
