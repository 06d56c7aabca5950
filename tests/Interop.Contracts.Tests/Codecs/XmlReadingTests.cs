using System.Text;
using Interop.Contracts.Codecs;

namespace Interop.Contracts.Tests.Codecs;

/// <summary>What only XML can get wrong.</summary>
public sealed class XmlReadingTests
{
    private const string Good = """
        <packet xmlns="urn:interop:packet:1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <packetId>P1</packetId>
          <kind>result</kind>
          <identifiers><item><scheme>other</scheme><issuer>H40</issuer><value>7</value></item></identifiers>
          <content xsi:type="result">
            <step><at>2026-11-20T09:00:00+07:00</at><content>Xong</content><status>9</status></step>
            <papers/>
          </content>
        </packet>
        """;

    [Test]
    public void It_is_read() => Assert.That(Read(Good).Errors, Is.Empty);

    [TestCase("<papers/>", "<papers>xong</papers>", "/content/papers", ContractErrorCodes.Type)]
    [TestCase("<papers/>", "<papers><paper/></papers>", "/content/papers", ContractErrorCodes.UnknownField)]
    [TestCase("<papers/>", "<papers xsi:nil=\"true\"/>", "/content/papers", ContractErrorCodes.Type)]
    [TestCase("<papers/>", "<papers count=\"0\"/>", "/content/papers", ContractErrorCodes.UnknownField)]
    [TestCase("<papers/>", "<papers/><papers/>", "/content/papers", ContractErrorCodes.Duplicate)]
    [TestCase("<papers/>", "<papers xmlns=\"urn:other\"/>", "/content/papers", ContractErrorCodes.UnknownField)]
    [TestCase("<papers/>", "<papers/>xong", "/content", ContractErrorCodes.Type)]
    [TestCase("<papers/>", "<id xsi:nil=\"true\">K</id>", "/content/id", ContractErrorCodes.Type)]
    [TestCase("xsi:type=\"result\"", "xsi:type=\"withdrawal\"", "/content", ContractErrorCodes.KindMismatch)]
    [TestCase("<status>9</status>", "<status>09</status>", "/content/step/status", ContractErrorCodes.Type)]
    [TestCase("<status>9</status>", "<status> 9 </status>", "/content/step/status", ContractErrorCodes.Type)]
    [TestCase("<status>9</status>", "<status><code>9</code></status>", "/content/step/status", ContractErrorCodes.Type)]
    [TestCase("<kind>result</kind>", "", "/kind", ContractErrorCodes.Required)]
    public void It_is_refused_and_the_place_is_named(string right, string wrong, string pointer, string code)
    {
        var reading = Read(Good.Replace(right, wrong, StringComparison.Ordinal));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reading.Errors.Select(e => (e.Pointer, e.Code)), Has.Member((pointer, code)));
            Assert.That(reading.Errors, Has.All.Matches<ContractError>(e => e.Line is >= 1 and <= 9 && e.Column >= 1));
        }
    }

    [Test]
    public void Another_root_is_one_error()
    {
        var reading = Read("<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\"><Body><a/><b/></Body></Envelope>");

        Assert.That(reading.Errors.Select(e => e.Code), Is.EqualTo(new[] { ContractErrorCodes.Type }));
    }

    [Test]
    public void Utf16_with_a_byte_order_mark_is_read()
    {
        byte[] body = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Good)];

        Assert.That(PacketXml.Read(body).Errors, Is.Empty);
    }

    [Test]
    public void A_form_whose_data_are_no_json_is_refused_at_its_element()
    {
        var twin = Encoding.UTF8.GetString(Samples.Manifest.Bytes("valid/birth-submission.xml"));
        var start = twin.IndexOf("<data>", StringComparison.Ordinal) + 6;
        var end = twin.IndexOf("</data>", StringComparison.Ordinal);

        var reading = Read(string.Concat(twin.AsSpan(0, start), "{\"a\":", twin.AsSpan(end)));

        Assert.That(reading.Errors.Select(e => (e.Pointer, e.Code)), Has.Member(("/content/dossier/eForm/data", ContractErrorCodes.Malformed)));
    }

    [Test]
    public void A_known_form_in_an_unknown_version_is_relayed_with_a_warning()
    {
        var body = Encoding.UTF8.GetString(Samples.Manifest.Bytes("valid/birth-submission.json"))
            .Replace("\"version\": \"1.0\"", "\"version\": \"7\"", StringComparison.Ordinal)
            .Replace("\"registrationType\"", "\"loaiDangKy\"", StringComparison.Ordinal);

        var reading = PacketJson.Read(Encoding.UTF8.GetBytes(body));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reading.Errors, Is.Empty);
            Assert.That(reading.Warnings.Select(w => w.Pointer), Has.Member("/content/dossier/eForm/version"));
        }
    }

    private static PacketReading Read(string xml) => PacketXml.Read(Encoding.UTF8.GetBytes(xml));
}
