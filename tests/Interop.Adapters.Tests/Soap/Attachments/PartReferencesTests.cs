using System.Text;
using System.Xml;
using System.Xml.Linq;
using Interop.Adapters.Soap.Attachments;

namespace Interop.Adapters.Tests.Soap.Attachments;

/// <summary>Places in XML that stand for a file outside it, and files that stand in the XML itself.</summary>
public sealed class PartReferencesTests
{
    private static readonly XNamespace T = "urn:t";

    [TestCase("a@x", "cid:a@x")]
    [TestCase("http://tempuri.org/1/63 3", "cid:http%3A%2F%2Ftempuri.org%2F1%2F63%203")]
    [TestCase("100%", "cid:100%25")]
    public void What_was_put_is_found(string id, string address)
    {
        var file = new XElement(T + "f", "inline before");
        PartReferences.Put(file, id);
        var written = new StringBuilder();
        using (var writer = XmlWriter.Create(written))
        {
            writer.WriteStartElement("f", T.NamespaceName);
            PartReferences.Write(writer, id);
        }

        foreach (var xml in (string[])[file.ToString(), written.ToString()])
        {
            var document = XDocument.Parse(xml);
            Assert.That(document.Root!.Elements().Single().Attribute("href")!.Value, Is.EqualTo(address));
            Assert.That(PartReferences.Find(document), Is.EqualTo(new[] { new PartReference(document.Root, id, PartReferenceForm.Include) }));
        }
    }

    [Test]
    public void All_forms_are_found_in_order()
    {
        var document = XDocument.Parse($"<r><a> <x:Include xmlns:x='{PartReferences.Xop}' href=' CID:1 '><more xmlns='urn:m'/></x:Include>\n</a><b href='cid:2'/><c> cid:3 </c><d href='#4'>cid:</d><e><g/>cid:5</e></r>");
        Assert.That(
            PartReferences.Find(document).Select(one => (one.Holder.Name.LocalName, one.ContentId, one.Form, one.IsNeeded)),
            Is.EqualTo(new[] { ("a", "1", PartReferenceForm.Include, true), ("b", "2", PartReferenceForm.Href, true), ("c", "3", PartReferenceForm.Text, false) }));
    }

    [Test]
    public void A_place_that_is_marked_is_empty_and_keeps_its_mark_wherever_it_goes()
    {
        var document = XDocument.Parse($"<r><a><Include xmlns='{PartReferences.Xop}' href='cid:1'/></a><b href='cid:2'/><c>cid:3</c></r>");
        var marked = AttachedPart.Mark(PartReferences.Find(document));
        Assert.That(marked.Select(e => (e.Name.LocalName, AttachedPart.Of(e)?.ContentId)), Is.EqualTo(new[] { ("a", "1"), ("b", "2") }));
        Assert.That(document.Root!.Elements().Select(e => (e.Value, e.HasAttributes)), Is.EqualTo(new[] { ("", false), ("", false), ("cid:3", false) }));
        var moved = document.Root.Element("b")!;
        moved.Remove();
        Assert.That(AttachedPart.Of(new XElement("x", moved).Elements().Single())?.ContentId, Is.EqualTo("2"));
        Assert.That(AttachedPart.Of(document.Root.Element("c")!), Is.Null);
    }

    [Test]
    public void An_Include_where_no_file_may_be_is_misplaced()
    {
        var document = XDocument.Parse($"<r><name><Include xmlns='{PartReferences.Xop}' href='cid:1'/></name></r>");
        var broken = Assert.Throws<BrokenPackageException>(() => PartReferences.Find(document, element => element.Name == "file"));
        Assert.That(broken.Problem.Kind, Is.EqualTo(PackageProblemKind.IncludeMisplaced));
    }
}
