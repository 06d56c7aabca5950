using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Schema;
using Interop.Contracts.Codecs;
using Interop.Contracts.Tests.Generators;

namespace Interop.Contracts.Tests.Codecs;

/// <summary>JSON and XML carry the same packets, and lose nothing of them.</summary>
public sealed class RoundTripLaws
{
    [Test]
    public void What_the_schema_permits_is_a_packet() => Law.Holds(PacketText.Any, json =>
    {
        var reading = PacketJson.Read(Encoding.UTF8.GetBytes(json));
        Assert.That(reading.Errors, Is.Empty, json);
    });

    [Test]
    public void A_packet_written_and_read_is_written_the_same() => Law.Holds(PacketText.Any, json =>
    {
        var written = PacketJson.Write(PacketJson.Read(Encoding.UTF8.GetBytes(json)).Packet!);
        var again = PacketJson.Read(written);
        Assert.That(again.Errors, Is.Empty);
        Assert.That(PacketJson.Write(again.Packet!), Is.EqualTo(written));
    });

    [Test]
    public void Writing_keeps_every_value_but_null_and_spelling() => Law.Holds(PacketText.Any, json =>
    {
        var reading = PacketJson.Read(Encoding.UTF8.GetBytes(json));
        Assert.That(Survey.Of(PacketJson.Read(PacketJson.Write(reading.Packet!)).Root), Is.EquivalentTo(Survey.Of(reading.Root)));
    });

    [Test]
    public void Json_to_xml_to_json_loses_nothing() => Law.Holds(PacketText.Any, json =>
    {
        var original = PacketJson.Read(Encoding.UTF8.GetBytes(json));
        var back = PacketXml.Read(PacketXml.Write(original.Root));
        Assert.That(back.Errors, Is.Empty);
        Assert.That(Exact(back.Root), Is.EqualTo(Exact(original.Root)));
    });

    [Test]
    public void The_xml_form_of_every_packet_fits_the_xml_schema()
    {
        var schemas = new XmlSchemaSet();
        using var xsd = XmlReader.Create(new MemoryStream(ContractSchemas.PacketXmlSchema.ToArray()));
        schemas.Add(null, xsd);
        schemas.Compile();
        Law.Holds(PacketText.Any, json =>
        {
            // The framework's XML Schema counts an emoji as two characters; the standard and we count one.
            var basic = Regex.Replace(json, @"(\\u[dD][89abAB]..\\u[dD][c-fC-F]..)|[\uD800-\uDBFF][\uDC00-\uDFFF]", "x");
            var xml = PacketXml.Write(PacketJson.Read(Encoding.UTF8.GetBytes(basic)).Root);
            using var reader = XmlReader.Create(new MemoryStream(xml), new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas });
            Assert.That(() => { while (reader.Read()) { } }, Throws.Nothing, Encoding.UTF8.GetString(xml));
        });
    }

    /// <summary>The tree as text with the order of names, nulls and the spelling of numbers kept; only blanks and escapes are made one.</summary>
    private static string Exact(JsonElement root)
    {
        using var held = new MemoryStream();
        using (var writer = new Utf8JsonWriter(held))
        {
            root.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(held.ToArray());
    }
}
