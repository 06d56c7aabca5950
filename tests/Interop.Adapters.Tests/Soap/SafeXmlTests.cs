using System.Text;
using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Tests.Soap;

/// <summary>Foreign XML is read within its limits or refused with a place; it never throws and never reaches out.</summary>
public sealed class SafeXmlTests
{
    private static readonly XmlLimits Small = new() { MaxCharacters = 20_000, MaxDepth = 8, MaxAttributes = 4, MaxNodes = 100, MaxTextLength = 1000 };

    private static IEnumerable<TestCaseData> Hostile()
    {
        TestCaseData Case(string name, string xml, XmlProblemKind kind) => new TestCaseData(Encoding.UTF8.GetBytes(xml), kind).SetArgDisplayNames(name);

        yield return Case("empty", "", XmlProblemKind.Malformed);
        yield return Case("no XML", "hello", XmlProblemKind.Malformed);
        yield return Case("cut off", "<a><b>", XmlProblemKind.Malformed);
        yield return Case("two roots", "<a/><b/>", XmlProblemKind.Malformed);
        yield return Case("control character", "<a>\u0001</a>", XmlProblemKind.Malformed);
        yield return Case("control character by reference", "<a>&#1;</a>", XmlProblemKind.Malformed);
        yield return Case("undeclared prefix", "<p:a/>", XmlProblemKind.Malformed);
        yield return Case("attribute twice", "<a x='1' x='2'/>", XmlProblemKind.Malformed);
        yield return Case("unknown entity", "<a>&xxe;</a>", XmlProblemKind.Malformed);
        yield return Case("external entity", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", XmlProblemKind.DocumentType);
        yield return Case("external document type", "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><a/>", XmlProblemKind.DocumentType);
        yield return Case("parameter entity", "<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://127.0.0.1:1/'> %x;]><a/>", XmlProblemKind.DocumentType);
        yield return Case("billion laughs", "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]><a>&c;</a>", XmlProblemKind.DocumentType);
        yield return Case("depth", Repeat("<a>", 9) + Repeat("</a>", 9), XmlProblemKind.LimitExceeded);
        yield return Case("attributes", "<a a='' b='' c='' d='' e=''/>", XmlProblemKind.LimitExceeded);
        yield return Case("elements", "<a>" + Repeat("<b/>", 100) + "</a>", XmlProblemKind.LimitExceeded);
        yield return Case("pieces of text", "<a>" + Repeat("<![CDATA[x]]>y", 60) + "</a>", XmlProblemKind.LimitExceeded);
        yield return Case("text", $"<a>{new string('x', 1001)}</a>", XmlProblemKind.LimitExceeded);
        yield return Case("attribute value", $"<a b='{new string('x', 1001)}'/>", XmlProblemKind.LimitExceeded);
        yield return Case("length by comment", $"<a><!--{new string('x', 30_000)}--></a>", XmlProblemKind.LimitExceeded);
        yield return Case("a name without end", $"<{new string('x', 30_000)}", XmlProblemKind.LimitExceeded);
        yield return new TestCaseData(new byte[] { 0x3C, 0x61, 0x3E, 0xC3, 0x28, 0x3C, 0x2F, 0x61, 0x3E }, XmlProblemKind.Encoding).SetArgDisplayNames("broken UTF-8");
        yield return Case("UTF-7", "<?xml version='1.0' encoding='utf-7'?><a/>", XmlProblemKind.Encoding);
    }

    [TestCaseSource(nameof(Hostile))]
    public void Hostile_XML_is_refused_for_its_reason(byte[] xml, XmlProblemKind kind)
    {
        var reading = SafeXml.Read(xml, null, Small);
        Assert.That(reading, Is.TypeOf<XmlReading.Unreadable>());
        var problem = ((XmlReading.Unreadable)reading).Problem;
        Assert.That(problem.Kind, Is.EqualTo(kind), problem.Message);
        Assert.That(problem.Message, Does.Match("; (send|mend|remove)"), "says what to do");
    }

    [Test]
    public void What_is_at_the_limit_is_read()
    {
        var xml = Repeat("<a>", 8) + new string('x', 1000) + Repeat("</a>", 8);
        Assert.That(SafeXml.Read(Encoding.UTF8.GetBytes(xml), null, Small), Is.TypeOf<XmlReading.Read>());
    }

    [Test]
    public void An_error_names_its_line_and_never_quotes_the_text()
    {
        var problem = ((XmlReading.Unreadable)SafeXml.Read("<a>\n<name>Trần Thị Mật</nome>\n</a>"u8.ToArray())).Problem;
        Assert.That((problem.Line, problem.Position), Is.EqualTo((2, 21)));
        Assert.That(problem.Describe(), Does.Not.Contain("Mật").And.Not.Contain("nome").And.Contain("line 2"));
    }

    [Test]
    public void A_bomb_costs_no_more_than_its_limit()
    {
        var bomb = Encoding.UTF8.GetBytes("<a>" + Repeat("<b/>", 1_000_000) + "</a>");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(SafeXml.Read(bomb, null, new XmlLimits { MaxNodes = 10_000 }), Is.TypeOf<XmlReading.Unreadable>());
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(4 << 20));
    }

    [Test]
    public void Windows_Vietnamese_is_read()
    {
        var bytes = new byte[] { 0x3C, 0x61, 0x3E, 0xD0, 0xE2, 0xF0, 0x3C, 0x2F, 0x61, 0x3E };
        var read = (XmlReading.Read)SafeXml.Read(bytes, "windows-1258");
        Assert.That(read.Document.Root!.Value, Is.EqualTo("Đâđ"));
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
