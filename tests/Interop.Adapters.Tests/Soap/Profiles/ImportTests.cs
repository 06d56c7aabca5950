using System.Text;
using Interop.Adapters.Soap.Import;
using Interop.Adapters.Tests.Soap.Transforms;

namespace Interop.Adapters.Tests.Soap.Profiles;

[TestFixture]
public sealed class ImportTests
{
    private const string Head = """<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t">""";

    private ProfileShelf _shelf = null!;

    [SetUp]
    public void Open() => _shelf = new ProfileShelf();

    [TearDown]
    public void Close() => _shelf.Dispose();

    [Test]
    public async Task The_skeletons_of_an_import_are_valid_by_its_wsdl_as_they_stand()
    {
        var said = Import(SampleMinistry.Wsdl);
        var json = File.ReadAllText(Path.Combine(_shelf.Of("x"), "profile.json"));
        _shelf.Write("x", "profile.json", json.Replace("// \"submission\"", "\"submission\"", StringComparison.Ordinal)
            .Replace("//   { \"when\": \"/m:DangNhapResponse/… = '…'\", \"then\": \"accepted\" },", string.Empty, StringComparison.Ordinal)
            .Replace("//   { \"when\": \"true()\", \"then\": \"unknown\" } ] },", "{ \"when\": \"true()\", \"then\": \"unknown\" } ] },", StringComparison.Ordinal)
            .Split("\"submission\"")[..2] is [var head, var first] ? head + "\"submission\"" + first[..(first.IndexOf("] },", StringComparison.Ordinal) + 4)] + "}}" : json);
        var tried = new StringWriter();

        var good = await ProfileTest.RunAsync(_shelf.Of("x"), Workers.Command, TimeProvider.System, tried, CancellationToken.None);

        Assert.That(good, Is.True, said + tried);
    }

    [Test]
    public void Rpc_literal_gets_a_wrapper_of_its_parts_in_the_bodys_namespace()
    {
        Import(Head + """
            <wsdl:types><xs:schema targetNamespace="urn:t"><xs:complexType name="HoSo"><xs:sequence><xs:element name="so" type="xs:int"/><xs:element name="loai" minOccurs="0" maxOccurs="unbounded"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="A"/><xs:enumeration value="B"/></xs:restriction></xs:simpleType></xs:element></xs:sequence></xs:complexType></xs:schema></wsdl:types>
            <wsdl:message name="In"><wsdl:part name="ten" type="xs:string"/><wsdl:part name="hoSo" type="t:HoSo"/></wsdl:message>
            <wsdl:portType name="P"><wsdl:operation name="Gui"><wsdl:input message="t:In"/></wsdl:operation></wsdl:portType>
            <wsdl:binding name="B" type="t:P"><soap:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/><wsdl:operation name="Gui"><soap:operation soapAction="a"/><wsdl:input><soap:body use="literal" namespace="urn:body"/></wsdl:input></wsdl:operation></wsdl:binding>
            </wsdl:definitions>
            """);

        var sheet = File.ReadAllText(Path.Combine(_shelf.Of("x"), "Gui.xslt"));

        Assert.Multiple(() =>
        {
            Assert.That(sheet, Does.Contain("<Gui xmlns=\"urn:body\">"));
            Assert.That(sheet, Does.Contain("<ten xmlns=\"\"><xsl:value-of select=\"''\"/></ten><!-- xs:string; text, or escaped XML or JSON -->"));
            Assert.That(sheet, Does.Contain("<so>0</so><!-- xs:int -->"));
            Assert.That(sheet, Does.Contain("<loai>A</loai><!-- xs:string; text, or escaped XML or JSON: A | B, 0..* -->"));
        });
    }

    [Test]
    public void What_it_cannot_do_it_says()
    {
        var said = Import(Head + """
            <wsdl:import namespace="urn:y" location="http://127.0.0.1:1/y.wsdl"/><wsdl:import namespace="urn:z" location="../../etc/z.wsdl"/>
            <wsp:Policy xmlns:wsp="http://www.w3.org/ns/ws-policy"/>
            <wsdl:types><xs:schema targetNamespace="urn:t"><xs:element name="A"/></xs:schema></wsdl:types>
            <wsdl:message name="In"><wsdl:part name="p" element="t:A"/></wsdl:message>
            <wsdl:portType name="P"><wsdl:operation name="Cu"><wsdl:input message="t:In"/></wsdl:operation><wsdl:operation name="Moi"><wsdl:input message="t:In"/></wsdl:operation></wsdl:portType>
            <wsdl:binding name="B" type="t:P"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
              <wsdl:operation name="Cu"><wsdl:input><soap:body use="encoded"/></wsdl:input></wsdl:operation>
              <wsdl:operation name="Moi"><wsdl:input><soap:header message="t:In" part="p" use="literal"/><soap:body use="literal"/></wsdl:input></wsdl:operation>
              <wsdl:operation name="Moi"><wsdl:input><soap:body use="literal"/></wsdl:input></wsdl:operation>
            </wsdl:binding></wsdl:definitions>
            """);

        Assert.That(said.Split('\n').Where(l => l.StartsWith("not done", StringComparison.Ordinal)), Has.Some.Contains("y.wsdl").And.Some.Contains("z.wsdl")
            .And.Some.Contains("policies").And.Some.Contains("Cu is document/encoded").And.Some.Contains("wants SOAP headers").And.Some.Contains("overloaded").And.Some.Contains("no port"));
    }

    [TestCase("<!DOCTYPE a><a/>", "DOCTYPE")]
    [TestCase("<a/>", "no WSDL 1.1")]
    [TestCase("", "empty")]
    [TestCase(Head + "</wsdl:definitions>", "no operation")]
    public void What_is_no_wsdl_writes_nothing(string wsdl, string words)
    {
        var said = new StringWriter();

        var made = ProfileScaffold.Write(Encoding.UTF8.GetBytes(wsdl), null, "x", _shelf.Folder, said);

        Assert.Multiple(() =>
        {
            Assert.That(made, Is.False);
            Assert.That(said.ToString(), Does.Contain(words));
            Assert.That(Directory.Exists(_shelf.Of("x")), Is.False);
        });
    }

    private string Import(string wsdl)
    {
        var said = new StringWriter();
        Assert.That(ProfileScaffold.Write(Encoding.UTF8.GetBytes(wsdl), _shelf.Folder, "x", _shelf.Folder, said), Is.True, said.ToString());
        return said.ToString();
    }
}
