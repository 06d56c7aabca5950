using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Interop.Adapters.Soap.Security;

namespace Interop.Foreign.Tests.Security;

/// <summary>What we sign and encrypt xmlsec1 verifies and decrypts, and the other way round.</summary>
public sealed class XmlSecTests
{
    private const string Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private const string Wsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private const string Wsu = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private const string Ds = "http://www.w3.org/2000/09/xmldsig#";
    private const string Xenc = "http://www.w3.org/2001/04/xmlenc#";
    private const string X509 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3";
    private const string Addressing = "http://www.w3.org/2005/08/addressing";
    private const string Exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
    private const string Inclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";

    private const string Content = "<b:a xmlns:b='urn:b' xmlns:x='urn:x' loai='x:A &#9;&#10;&lt;&quot;'>\r\n <ten>Nguyễn Thị &lt;Mẫu&gt; &amp; con&#13;𠀋</ten><!-- ghi chú --><c xmlns='urn:c' b:z='1' a='2'/><![CDATA[<d>]]></b:a>";

    private Keys _keys = null!;
    private XmlSec _xmlsec = null!;

    [OneTimeSetUp]
    public void Start() => _xmlsec = new XmlSec(_keys = new Keys());

    [OneTimeTearDown]
    public void Stop() => _keys.Dispose();

    [Test]
    public async Task It_verifies_what_we_sign([Values("rsa", "ecdsa")] string signer, [Values("SHA256", "SHA384", "SHA512")] string hash)
    {
        var envelope = Secure(Outgoing(signer, hash));
        await _xmlsec.VerifyAsync(envelope, signer);

        // And would notice if it were not what we signed.
        foreach (var (from, to) in ((string, string)[])[("Mẫu", "Mậu"), ("urn:trục", "urn:khác"), ("xmlns:x=\"urn:x\"", "xmlns:x=\"urn:y\""), ("<wsu:Expires>2", "<wsu:Expires>3")])
        {
            var text = Encoding.UTF8.GetString(envelope.Span);
            Assert.That(text, Does.Contain(from));
            Assert.That(async () => await _xmlsec.VerifyAsync(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)), signer), Throws.InvalidOperationException, from);
        }
    }

    [Test]
    public async Task We_verify_what_it_signs(
        [Values("rsa", "ecdsa")] string signer, [Values(Exclusive, Exclusive + "WithComments", Inclusive, Inclusive + "#WithComments", "PrefixList")] string form)
    {
        var envelope = await _xmlsec.SignAsync(Template(signer, form), signer);
        var reading = await VerifyAsync(envelope, Incoming);
        Assert.That(reading, Is.TypeOf<SecurityReading.Verified>(), () => $"{reading}");
        var parts = ((SecurityReading.Verified)reading).SignedParts;
        Assert.That((parts.Body, parts.Timestamp, parts.Headers.Single()), Is.EqualTo((true, true, XName.Get("To", Addressing))));

        var changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(envelope).Replace("Mẫu", "Mậu", StringComparison.Ordinal));
        Assert.That(((SecurityReading.Refused)await VerifyAsync(changed, Incoming)).Problem.Kind, Is.EqualTo(SecurityProblemKind.CheckFailed));
    }

    [Test]
    public async Task It_decrypts_what_we_encrypt_and_then_verifies_it([Values] ContentEncryption content)
    {
        var envelope = Secure(Outgoing("rsa", "SHA256") with { Encryption = new OutgoingEncryption { Certificate = _keys.Receiver, Content = content } });
        Assert.That(Encoding.UTF8.GetString(envelope.Span), Does.Not.Contain("Mẫu"));

        // It knows a key only beside its content, and no SecurityTokenReference.
        var moved = Change(envelope, document =>
        {
            var key = At(document, "//xenc:EncryptedKey");
            key.RemoveChild(At(key, "ds:KeyInfo"));
            var info = document.CreateElement("ds", "KeyInfo", Ds);
            At(document, "//xenc:EncryptedData").InsertBefore(info, At(document, "//xenc:EncryptedData/xenc:CipherData"));
            info.AppendChild(key);
        });
        var opened = await _xmlsec.DecryptAsync(moved);
        Assert.That(BodyOf(opened), Is.EqualTo(BodyOf(Envelope())));
        await _xmlsec.VerifyAsync(opened, "rsa");
    }

    [Test]
    public async Task We_decrypt_what_it_encrypts_and_then_verify_it([Values("aes-128", "aes-256")] string sessionKey, [Values] bool isGcm)
    {
        var algorithm = $"{(isGcm ? "http://www.w3.org/2009/xmlenc11#" : Xenc)}{sessionKey.Replace("-", "", StringComparison.Ordinal)}-{(isGcm ? "gcm" : "cbc")}";
        var signed = await _xmlsec.SignAsync(Template("rsa", Exclusive), "rsa");
        var encrypted = await _xmlsec.EncryptAsync(signed, Encoding.UTF8.GetBytes($"""
            <xenc:EncryptedData xmlns:xenc="{Xenc}" xmlns:ds="{Ds}" Id="ED-1" Type="{Xenc}Content"><xenc:EncryptionMethod Algorithm="{algorithm}"/><ds:KeyInfo><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="{Xenc}rsa-oaep-mgf1p"/><xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo><xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData>
            """), sessionKey);
        var envelope = Change(encrypted, document =>
        {
            var key = At(document, "//xenc:EncryptedKey");
            At(document, "//wsse:Security").PrependChild(key);
            var reference = document.CreateElement("xenc", "DataReference", Xenc);
            reference.SetAttribute("URI", "#ED-1");
            key.AppendChild(document.CreateElement("xenc", "ReferenceList", Xenc))!.AppendChild(reference);
        });
        Assert.That(Encoding.UTF8.GetString(envelope), Does.Not.Contain("Mẫu"));
        var reading = await VerifyAsync(envelope, Incoming with { Encryption = new EncryptionRule { Keys = [_keys.Receiver], CbcAllowed = true } });
        Assert.That(reading, Is.TypeOf<SecurityReading.Verified>(), () => $"{reading}");
        var body = ((SecurityReading.Verified)reading).Document.Root!.Element(XName.Get("Body", Soap))!;
        Assert.That(body.Descendants("ten").Single().Value, Is.EqualTo("Nguyễn Thị <Mẫu> & con\r𠀋"));
        Assert.That(((XText)body.Elements().Single().LastNode!).Value, Is.EqualTo("<d>"));
    }

    private IncomingSecurity Incoming => new() { Scope = "bo-mau", Signature = new SignatureRule { Trust = _keys.Trust, HeaderNamespaces = [Addressing] } };

    private OutgoingSecurity Outgoing(string signer, string hash) => new()
    {
        User = new OutgoingUser("bộ", "mật"),
        Signature = new OutgoingSignature { Certificate = signer == "rsa" ? _keys.Rsa : _keys.Ecdsa, Hash = new HashAlgorithmName(hash), HeaderNamespaces = [Addressing] },
    };

    private static byte[] Envelope() => Encoding.UTF8.GetBytes(
        $"<soap:Envelope xmlns:soap='{Soap}' xml:lang='vi'><soap:Header><To xmlns='{Addressing}'>urn:trục</To></soap:Header><soap:Body>{Content}</soap:Body></soap:Envelope>");

    private static ReadOnlyMemory<byte> Secure(OutgoingSecurity security)
    {
        using var random = RandomNumberGenerator.Create();
        return ((SecurityWriting.Secured)new SecurityWriter(TimeProvider.System, random).Secure(Envelope(), security)).Envelope;
    }

    private static async Task<SecurityReading> VerifyAsync(byte[] envelope, IncomingSecurity rules) =>
        await new SecurityVerifier(new MemoryNonceLedger(TimeProvider.System), TimeProvider.System).VerifyAsync(envelope, "utf-8", rules, CancellationToken.None);

    private byte[] Template(string signer, string form)
    {
        string Time(int minutes) => TimeProvider.System.GetUtcNow().AddMinutes(minutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var algorithm = form == "PrefixList" ? Exclusive : form;
        var inner = form == "PrefixList" ? $"<ec:InclusiveNamespaces xmlns:ec='{Exclusive}' PrefixList='x soap #default la'/>" : string.Empty;
        string Reference(string id) => $"<ds:Reference URI='#{id}'><ds:Transforms><ds:Transform Algorithm='{algorithm}'>{inner}</ds:Transform></ds:Transforms><ds:DigestMethod Algorithm='{Xenc}sha256'/><ds:DigestValue/></ds:Reference>";
        var certificate = signer == "rsa" ? _keys.Rsa : _keys.Ecdsa;
        return Encoding.UTF8.GetBytes($"""
            <?xml version="1.0" encoding="utf-8"?>
            <soap:Envelope xmlns:soap="{Soap}" xmlns:la="urn:la" xml:lang="vi">
              <soap:Header>
                <To xmlns="{Addressing}" xmlns:u="{Wsu}" u:Id="to">urn:trục</To>
                <wsse:Security xmlns:wsse="{Wsse}" xmlns:wsu="{Wsu}" soap:mustUnderstand="1">
                  <wsse:BinarySecurityToken wsu:Id="x509" ValueType="{X509}">{Convert.ToBase64String(certificate.RawData, Base64FormattingOptions.InsertLineBreaks)}</wsse:BinarySecurityToken>
                  <wsu:Timestamp wsu:Id="ts"><wsu:Created>{Time(0)}</wsu:Created><!-- x --><wsu:Expires>{Time(5)}</wsu:Expires></wsu:Timestamp>
                  <ds:Signature xmlns:ds="{Ds}">
                    <ds:SignedInfo>
                      <ds:CanonicalizationMethod Algorithm="{algorithm}">{inner}</ds:CanonicalizationMethod>
                      <ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#{signer}-sha256"/><!-- x -->
                      {Reference("body")}
                      {Reference("ts")}
                      {Reference("to")}
                    </ds:SignedInfo>
                    <ds:SignatureValue/>
                    <ds:KeyInfo><wsse:SecurityTokenReference><wsse:Reference URI="#x509" ValueType="{X509}"/></wsse:SecurityTokenReference></ds:KeyInfo>
                  </ds:Signature>
                </wsse:Security>
              </soap:Header>
              <soap:Body xmlns:wsu="{Wsu}" wsu:Id="body">{Content}</soap:Body>
            </soap:Envelope>
            """);
    }

    private static byte[] Change(ReadOnlyMemory<byte> envelope, Action<XmlDocument> change)
    {
        XmlDocument document = new() { PreserveWhitespace = true };
        using MemoryStream input = new(envelope.ToArray());
        document.Load(input);
        change(document);
        using MemoryStream output = new();
        using (var writer = XmlWriter.Create(output, new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize }))
        {
            document.Save(writer);
        }

        return output.ToArray();
    }

    private static XmlElement At(XmlNode node, string path)
    {
        XmlNamespaceManager names = new(new NameTable());
        names.AddNamespace("wsse", Wsse);
        names.AddNamespace("ds", Ds);
        names.AddNamespace("xenc", Xenc);
        return (XmlElement)node.SelectSingleNode(path, names)!;
    }

    private static string BodyOf(byte[] envelope)
    {
        using MemoryStream input = new(envelope);
        return XDocument.Load(input, LoadOptions.PreserveWhitespace).Root!.Element(XName.Get("Body", Soap))!.Elements().Single().ToString(SaveOptions.DisableFormatting);
    }
}
