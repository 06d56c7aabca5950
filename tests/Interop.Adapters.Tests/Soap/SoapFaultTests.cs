using System.Xml.Linq;
using Interop.Adapters.Soap.Messages;

namespace Interop.Adapters.Tests.Soap;

/// <summary>Faults survive being written and read, and old stacks' ways of writing them are understood.</summary>
public sealed class SoapFaultTests
{
    private static readonly XNamespace Soap = Http.Soap11;

    [TestCase(SoapFaultKind.Client, null)]
    [TestCase(SoapFaultKind.Server, "Server.Busy")]
    [TestCase(SoapFaultKind.VersionMismatch, null)]
    [TestCase(SoapFaultKind.MustUnderstand, null)]
    [TestCase(SoapFaultKind.Other, "1001")]
    public void A_fault_written_is_the_fault_read(SoapFaultKind kind, string? code)
    {
        var fault = new SoapFault { Kind = kind, Code = code, Text = "Sai dữ liệu <b>", Actor = "urn:hub", Detail = new XElement("{urn:d}d", "x") };
        var read = SoapFaultXml.Read(Wire(fault))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Kind, Is.EqualTo(kind));
            Assert.That(read.Code, Is.EqualTo(code ?? kind.ToString()));
            Assert.That(read.Text, Is.EqualTo(fault.Text));
            Assert.That(read.Actor, Is.EqualTo("urn:hub"));
            Assert.That(read.Detail!.Elements().Single().Value, Is.EqualTo("x"));
        }
    }

    [TestCase("SOAP-ENV:Client.Authentication", SoapFaultKind.Client, "Client.Authentication")]
    [TestCase("Server", SoapFaultKind.Server, "Server")]
    [TestCase("SOAP-ENV:Receiver", SoapFaultKind.Server, "Receiver")]
    [TestCase("m:E01", SoapFaultKind.Other, "E01")]
    [TestCase("m:Server", SoapFaultKind.Other, "Server")]
    [TestCase("", SoapFaultKind.Other, "")]
    public void A_code_is_known_by_its_namespace_and_first_part(string code, SoapFaultKind kind, string name)
    {
        var fault = XElement.Parse($"<E:Fault xmlns:E='{Soap}' xmlns:SOAP-ENV='{Soap}' xmlns:m='urn:m'><faultcode>{code}</faultcode><faultstring>x</faultstring></E:Fault>");
        var read = SoapFaultXml.Read(fault)!;
        Assert.That((read.Kind, read.Code), Is.EqualTo((kind, name)));
    }

    [Test]
    public void Parts_that_a_stack_qualified_are_found()
    {
        var fault = XElement.Parse($"<E:Fault xmlns:E='{Soap}'><E:faultcode>E:Client</E:faultcode><E:faultstring> a </E:faultstring></E:Fault>");
        Assert.That(SoapFaultXml.Read(fault)!.Text, Is.EqualTo("a"));
    }

    [Test]
    public void Children_of_SOAP_1_2_in_a_fault_of_1_1_are_read()
    {
        // As Node's soap answers for an error that its service did not catch; its prefix is bound to nothing.
        var fault = XElement.Parse($"<E:Fault xmlns:E='{Soap}'><E:Code><E:Value>SOAP-ENV:Server</E:Value><E:Subcode><E:Value>InternalServerError</E:Value></E:Subcode></E:Code><E:Reason><E:Text>Error: x</E:Text></E:Reason></E:Fault>");
        var read = SoapFaultXml.Read(fault)!;
        Assert.That((read.Kind, read.Code, read.Text), Is.EqualTo((SoapFaultKind.Server, "Server.InternalServerError", "Error: x")));
    }

    [Test]
    public void Text_that_XML_cannot_carry_is_cleaned_and_cut()
    {
        var element = Wire(SoapFault.Client("a\u0001b" + new string('x', 9000)));
        var text = element.Element("faultstring")!.Value;
        Assert.That(text, Does.StartWith("a?bx"));
        Assert.That(text, Has.Length.EqualTo(4000));
    }

    // Through the bytes of an envelope, as a receiver sees it.
    private static XElement Wire(SoapFault fault)
    {
        var bytes = SoapEnvelopeWriter.Write(SoapVersion.Soap11, SoapFaultXml.Write(SoapVersion.Soap11, fault));
        return XDocument.Load(new MemoryStream([.. bytes])).Descendants(Soap + "Fault").Single();
    }
}
