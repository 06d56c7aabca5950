using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using Interop.Adapters.Soap.Security;

namespace Interop.Adapters.Tests.Soap.Security;

/// <summary>Canonical form, against the framework's where it takes what we take, and against the recommendations' words where it does not.</summary>
public sealed class CanonicalizationTests
{
    private static readonly string[] Documents =
    [
        "<a/>",
        "<a   b = '1'\n  a=\"2\"/>",
        "<a b='&#9;&#10;&#13;&quot;&lt;&gt;&amp;&apos;'>&#9;&#10;&#13;\"&lt;&gt;&amp;'</a>",
        "<a>one<!-- two -->three<?four five?><?six?><![CDATA[<seven>&]]>\n  <b> </b>\r\n</a>",
        "<p:a xmlns:p='urn:p' xmlns:q='urn:q' q:z='1' p:z='2' z='3' xmlns='urn:d'><b xmlns=''><c xmlns='urn:d'/></b><q:d q:a='1'/><q:d/></p:a>",
        "<a xmlns='urn:d' xmlns:p='urn:p'><p:b xmlns:p='urn:p'><p:c xmlns:p='urn:other'/><p:c/></p:b><b xmlns='urn:d'/></a>",
        "<a xml:lang='vi' xml:space='preserve'><b xml:lang='en'> ưỡng ẵng 𠀋 </b></a>",
        "<a xmlns:x='urn:x' x:b='1'><x:b/><b x:c=''/></a>",
    ];

    [Test]
    public void Whole_documents_come_out_as_the_frameworks([ValueSource(nameof(Documents))] string xml, [Values] bool exclusive, [Values] bool comments)
    {
        Transform transform = exclusive ? new XmlDsigExcC14NTransform(comments) : new XmlDsigC14NTransform(comments);
        XmlDocument document = new() { PreserveWhitespace = true };
        document.LoadXml(xml);
        transform.LoadInput(document);
        using StreamReader theirs = new((Stream)transform.GetOutput(typeof(Stream)));
        Assert.That(Canonical(document.DocumentElement!, new Canonicalization(exclusive, comments, [])), Is.EqualTo(theirs.ReadToEnd()));
    }

    // An element of a document, by Exclusive XML Canonicalization 1.0 §2.2 and §4, and Canonical XML 1.0 §2.4.
    [TestCase(true, "", "<p:b xmlns:p=\"urn:p\" a=\"x:v\"><c xmlns=\"urn:d\"></c></p:b>")]
    [TestCase(true, "x", "<p:b xmlns:p=\"urn:p\" xmlns:x=\"urn:x\" a=\"x:v\"><c xmlns=\"urn:d\"></c></p:b>")]
    [TestCase(true, "#default x nobody", "<p:b xmlns=\"urn:d\" xmlns:p=\"urn:p\" xmlns:x=\"urn:x\" a=\"x:v\"><c></c></p:b>")]
    [TestCase(false, "", "<p:b xmlns=\"urn:d\" xmlns:p=\"urn:p\" xmlns:unused=\"urn:u\" xmlns:x=\"urn:x\" a=\"x:v\" xml:lang=\"vi\"><c></c></p:b>")]
    public void An_element_takes_with_it_what_stands_around_it(bool exclusive, string prefixes, string expected)
    {
        XmlDocument document = new() { PreserveWhitespace = true };
        document.LoadXml("<a xmlns='urn:d' xmlns:x='urn:x' xmlns:unused='urn:u' xml:lang='vi'><p:b xmlns:p='urn:p' a='x:v'><c/></p:b></a>");
        Canonicalization form = new(exclusive, false, [.. prefixes.Split(' ').Where(each => each.Length > 0).Select(each => each == "#default" ? "" : each)]);
        Assert.That(Canonical((XmlElement)document.DocumentElement!.FirstChild!, form), Is.EqualTo(expected));
    }

    private static string Canonical(XmlElement element, Canonicalization form)
    {
        using MemoryStream buffer = new();
        form.Write(element, buffer);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
