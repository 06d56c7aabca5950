using System.Xml;
using System.Xml.Schema;
using Interop.Contracts.Codecs;
using Interop.Contracts.Codecs.Schema;
using Interop.Contracts.Codecs.Xml;
using Interop.Contracts.Tests.Samples;

namespace Interop.Contracts.Tests.Codecs;

public sealed class XsdTests
{
    private static IEnumerable<SampleEntry> ValidPackets => Manifest.Load().Entries.Where(e => e.Judge == "hub" && e.IsPacket && e.Path.EndsWith("dossiers", StringComparison.Ordinal));

    [Test]
    public void The_committed_file_is_what_the_json_schema_says()
    {
        var written = XsdWriter.Write(CompiledSchemas.Packet);
        var fresh = Path.Combine(TestContext.CurrentContext.WorkDirectory, "packet-1.0.xsd");
        File.WriteAllBytes(fresh, written);

        Assert.That(File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "schemas", "packet-1.0.xsd")), Is.EqualTo(File.ReadAllText(fresh)),
            $"The JSON Schema was changed: read the new file {fresh} and put it into contracts/schemas.");
    }

    [TestCaseSource(nameof(ValidPackets))]
    public void It_accepts_the_xml_form_of_every_valid_sample(SampleEntry entry)
    {
        Assert.That(Faults(PacketXml.Write(entry.Read().Root)), Is.Empty);
    }

    [Test]
    public void It_accepts_xml_of_another_order()
    {
        var twin = Manifest.Bytes("valid/birth-submission.xml");
        Assert.That(Faults(twin), Is.Empty);
    }

    [TestCase("<subject>", "<subjet>")]
    [TestCase("<channel>1", "<channel>7")]
    [TestCase("<channel>1", "<channel>một")]
    [TestCase("+07:00</received>", "</received>")]
    [TestCase("<code>1.000656", "<code>1000656")]
    [TestCase("<receiving>H40.18", "<receiving>H40/18")]
    [TestCase("xsi:type=\"submission\"", "xsi:type=\"progress\"")]
    [TestCase("<packetId>MC", "<packetId>M C")]
    public void It_refuses_what_a_schema_can_see(string right, string wrong)
    {
        var xml = System.Text.Encoding.UTF8.GetString(PacketXml.Write(PacketJson.Read(Manifest.Bytes("valid/minimal-submission.json")).Root));
        Assert.That(xml, Does.Contain(right));
        var broken = xml.Replace(right, wrong, StringComparison.Ordinal).Replace("</subject>", wrong == "<subjet>" ? "</subjet>" : "</subject>", StringComparison.Ordinal);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Faults(System.Text.Encoding.UTF8.GetBytes(broken)), Is.Not.Empty);
            Assert.That(PacketXml.Read(System.Text.Encoding.UTF8.GetBytes(broken)).Errors, Is.Not.Empty, "the codec must see at least as much");
        }
    }

    private static List<string> Faults(byte[] xml)
    {
        var schemas = new XmlSchemaSet();
        using var xsd = XmlReader.Create(new MemoryStream(ContractSchemas.PacketXmlSchema.ToArray()));
        schemas.Add(null, xsd);
        schemas.Compile();
        List<string> faults = [];
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas, ValidationFlags = XmlSchemaValidationFlags.ReportValidationWarnings };
        settings.ValidationEventHandler += (_, e) => faults.Add(e.Message);
        using var reader = XmlReader.Create(new MemoryStream(xml), settings);
        while (reader.Read())
        {
        }

        return faults;
    }
}
