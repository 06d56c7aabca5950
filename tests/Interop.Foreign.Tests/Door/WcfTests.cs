using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.ServiceModel;
using System.ServiceModel.Channels;
using System.ServiceModel.Security;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Interop.Adapters.Soap.Exchange;
using Interop.Foreign.Tests.Hub;
using Interop.Foreign.Tests.Security;

namespace Interop.Foreign.Tests.Door;

/// <summary>
/// .NET's own client, which half of the ministries' software is made with: it addresses what it sends and marks that as
/// must-understand, sends MTOM, and refuses an answer without a Timestamp where it sent one.
/// </summary>
public sealed class WcfTests
{
    private const string User = "bộ-mẫu";
    private const string Password = "mật khẩu & <dài>";
    private const string Namespace = "urn:interop:dossier-exchange:1";

    private static readonly byte[] s_file = [.. "%PDF-1.4 giấy khai sinh "u8, .. Enumerable.Range(0, 200_000).Select(n => (byte)n)];

    private Keys _keys = null!;
    private SecuredHub _hub = null!;
    private ForeignHub _open = null!;
    private X509Certificate2 _tls = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _keys = new Keys();
        _tls = Tls();
        _hub = await SecuredHub.StartAsync(User, Password, _keys.Rsa, _keys.Receiver, _tls);
        _open = await ForeignHub.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _hub.DisposeAsync();
        await _open.DisposeAsync();
        _tls.Dispose();
        _keys.Dispose();
    }

    [TestCase("SOAP 1.1", false)]
    [TestCase("SOAP 1.1", true)]
    [TestCase("SOAP 1.1 addressed", false)]
    [TestCase("SOAP 1.2 addressed", false)]
    [TestCase("SOAP 1.2 addressed 2004", false)]
    [TestCase("SOAP 1.2 addressed", true)]
    public async Task A_result_with_its_file_is_taken_by_a_key_of_HTTP(string speech, bool mtom)
    {
        var version = speech switch
        {
            "SOAP 1.1" => MessageVersion.Soap11,
            "SOAP 1.1 addressed" => MessageVersion.CreateVersion(EnvelopeVersion.Soap11, AddressingVersion.WSAddressing10),
            "SOAP 1.2 addressed" => MessageVersion.Soap12WSAddressing10,
            _ => MessageVersion.CreateVersion(EnvelopeVersion.Soap12, AddressingVersion.WSAddressingAugust2004),
        };
        MessageEncodingBindingElement encoding = mtom ? new MtomMessageEncodingBindingElement(version, Encoding.UTF8) : new TextMessageEncodingBindingElement(version, Encoding.UTF8);
        var transport = new HttpTransportBindingElement { AuthenticationScheme = AuthenticationSchemes.Anonymous, MaxReceivedMessageSize = 1 << 20 };
        var id = $"wcf-{speech.Replace(' ', '-')}-{mtom}";
        var answer = await AskAsync(new CustomBinding(encoding, transport), new Uri(_open.Address, "soap/dossier-exchange"), version, id, WithKey);
        Assert.That(answer.Name, Is.EqualTo(XName.Get("ResultResponse", Namespace)), answer.ToString());
        Assert.That(FileOf(_open.Exchange, id).AsSpan().SequenceEqual(s_file));
    }

    [Test]
    public async Task Every_operation_of_the_other_services_is_answered([Values("document-exchange", "look-up")] string service, [Values] bool soap12)
    {
        var version = soap12 ? MessageVersion.Soap12WSAddressing10 : MessageVersion.Soap11;
        using HttpClient http = new();
        var contract = XDocument.Parse(await http.GetStringAsync(_open.WsdlOf(service)));
        var ns = contract.Root!.Attribute("targetNamespace")!.Value;
        var actions = contract.Descendants().Where(e => e.Name.LocalName == "operation").Attributes("soapAction").Select(a => a.Value).Distinct().ToList();
        Assert.That(actions, Has.Count.EqualTo(3));
        foreach (var action in actions)
        {
            var operation = action[(action.LastIndexOf('/') + 1)..];
            var transport = new HttpTransportBindingElement { AuthenticationScheme = AuthenticationSchemes.Anonymous, MaxReceivedMessageSize = 1 << 20 };
            var answer = await AskAsync(new CustomBinding(new TextMessageEncodingBindingElement(version, Encoding.UTF8), transport), new Uri(_open.Address, $"soap/{service}"), version, action, new RequestBody(XName.Get(operation + "Request", ns)), WithKey);
            Assert.That(answer.Name, Is.EqualTo(XName.Get(operation + "Response", ns)), answer.ToString());
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_password_in_the_message_is_taken_over_TLS_and_the_answer_as_WCF_wants_it(bool right)
    {
        var binding = new WSHttpBinding(SecurityMode.TransportWithMessageCredential);
        binding.Security.Message.ClientCredentialType = MessageCredentialType.UserName;
        binding.Security.Message.EstablishSecurityContext = false;
        if (!right)
        {
            // Its own words for "unsecured fault": the reason stands inside.
            var refused = Assert.CatchAsync(() => AskAsync(binding, _hub.Service, MessageVersion.Soap12WSAddressing10, "sai", null, "sai"));
            Assert.That(refused!.ToString(), Does.Contain("User name and password do not fit"));
            return;
        }

        var answer = await AskAsync(binding, _hub.Service, MessageVersion.Soap12WSAddressing10, "mat-khau", null);
        Assert.That(answer.Name, Is.EqualTo(XName.Get("ResultResponse", Namespace)), answer.ToString());
        Assert.That(FileOf(_hub.Exchange, "mat-khau").AsSpan().SequenceEqual(s_file));
    }

    private static byte[] FileOf(RecordingExchange exchange, string id) => exchange.Kept(((ResultCall)exchange.Arrived(id)!).Papers.Single().File!.Sha256);

    private static void WithKey(Message message)
    {
        var http = new HttpRequestMessageProperty();
        http.Headers["X-Api-Key"] = ForeignHub.Key;
        message.Properties[HttpRequestMessageProperty.Name] = http;
    }

    private static Task<XElement> AskAsync(Binding binding, Uri service, MessageVersion version, string id, Action<Message>? prepare, string password = Password) =>
        AskAsync(binding, service, version, $"{Namespace}/Result", new ResultBody(id), prepare, password);

    private static async Task<XElement> AskAsync(Binding binding, Uri service, MessageVersion version, string action, BodyWriter body, Action<Message>? prepare, string password = Password)
    {
        var factory = new ChannelFactory<IRequestChannel>(binding, new EndpointAddress(service));
        factory.Credentials.UserName.UserName = User;
        factory.Credentials.UserName.Password = password;
        factory.Credentials.ServiceCertificate.SslCertificateAuthentication = new X509ServiceCertificateAuthentication { CertificateValidationMode = X509CertificateValidationMode.None };
        try
        {
            var channel = factory.CreateChannel();
            using var message = Message.CreateMessage(version, action, body);
            prepare?.Invoke(message);
            using var answer = await Task.Factory.FromAsync(channel.BeginRequest, channel.EndRequest, message, null);
            Assert.That(answer.IsFault, Is.False, () => answer.ToString());
            using var answered = answer.GetReaderAtBodyContents();
            return (XElement)XNode.ReadFrom(answered);
        }
        finally
        {
            factory.Abort();
        }
    }

    private static X509Certificate2 Tls()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddYears(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    /// <summary>What a serializer writes: a file by WriteBase64, which MTOM takes out of the XML.</summary>
    private sealed class ResultBody(string id) : BodyWriter(isBuffered: true)
    {
        protected override void OnWriteBodyContents(XmlDictionaryWriter writer)
        {
            writer.WriteStartElement("ResultRequest", Namespace);
            foreach (var (name, value) in new[] { ("packetId", id), ("dossierNumber", "000.00.18.H40-240603-0001"), ("occurredAt", "2024-06-03T15:10:00+07:00"), ("statusCode", "9") })
            {
                writer.WriteElementString(name, Namespace, value);
            }

            writer.WriteStartElement("result", Namespace);
            writer.WriteElementString("code", Namespace, "KQ.G15.000031");
            writer.WriteElementString("name", Namespace, "Giấy khai sinh");
            writer.WriteStartElement("file", Namespace);
            writer.WriteElementString("name", Namespace, "giay-khai-sinh.pdf");
            writer.WriteElementString("mediaType", Namespace, "application/pdf");
            writer.WriteStartElement("data", Namespace);
            writer.WriteBase64(s_file, 0, s_file.Length);
            writer.WriteEndElement();
            writer.WriteEndElement();
            writer.WriteEndElement();
            writer.WriteEndElement();
        }
    }

    /// <summary>The least that each operation takes.</summary>
    private sealed class RequestBody(XName request) : BodyWriter(isBuffered: true)
    {
        private static readonly Dictionary<string, string[]> s_fields = new(StringComparer.Ordinal)
        {
            ["SendDocumentRequest"] = ["packetId", "wcf-1", "documentId", "VB-1", "businessType", "0", "subject", "Văn bản", "from", "H40.18", "to", "G15"],
            ["UpdateStatusRequest"] = ["packetId", "wcf-2", "documentId", "VB-1", "receiver", "G15", "statusCode", "03", "occurredAt", "2026-11-20T14:00:00+07:00"],
            ["GetDocumentRequest"] = ["receiptId", "0123456789abcdef0123456789abcd01"],
            ["VerifyIdentityRequest"] = ["officer", "canbo01", "unit", "H40.18", "dossierNumber", "D-1", "procedure", "1.001193", "purpose", "Khai sinh", "number", "001099000001", "fullName", "Nguyễn Văn Mẫu"],
            ["ListCodesRequest"] = ["name", "provinces"],
            ["ListOrganisationsRequest"] = ["prefix", "H40"],
        };

        protected override void OnWriteBodyContents(XmlDictionaryWriter writer)
        {
            writer.WriteStartElement(request.LocalName, request.NamespaceName);
            foreach (var field in s_fields[request.LocalName].Chunk(2))
            {
                writer.WriteElementString(field[0], request.NamespaceName, field[1]);
            }

            writer.WriteEndElement();
        }
    }
}
