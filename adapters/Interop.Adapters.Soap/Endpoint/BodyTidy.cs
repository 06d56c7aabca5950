using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Interop.Adapters.Soap.Attachments;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>
/// Forgives what does no harm before the schema judges. The contract publishes <c>xs:sequence</c>, because every
/// generator understands it and <c>xs:all</c> cannot hold repeated elements; but order between different names means
/// nothing in it, so hand-written clients that send another order are read all the same.
/// </summary>
internal static class BodyTidy
{
    private static readonly XNamespace Xsi = XmlSchema.InstanceNamespace;

    public static void Tidy(XElement body, XmlSchemaSet schemas, bool placesUnqualified)
    {
        Plain(body, placesUnqualified);
        if (schemas.GlobalElements[Qualified(body.Name)] is XmlSchemaElement declared)
        {
            Order(body, declared);
        }
    }

    // Prefixes and type hints of the sender's stack: nothing in our contracts leans on them, and left in they would
    // stay in the schema set's name table for ever.
    private static void Plain(XElement body, bool placesUnqualified)
    {
        foreach (var element in body.DescendantsAndSelf().ToList())
        {
            DropNil(element);
            element.Attributes().Where(attribute => attribute.IsNamespaceDeclaration || attribute.Name.Namespace == Xsi).Remove();
            if (placesUnqualified && element.Name.Namespace == XNamespace.None)
            {
                element.Name = body.Name.Namespace + element.Name.LocalName;
            }

            if (!element.HasElements && element.Value is var value && value.AsSpan().Trim().Length < value.Length)
            {
                element.Value = value.Trim();
            }
        }
    }

    // A field sent as nil is a field not sent. The children are put back at once: taking them out one by one costs
    // the square of their number.
    private static void DropNil(XElement parent)
    {
        if (parent.Elements().Any(IsNil))
        {
            var kept = parent.Nodes().Where(node => node is not XElement child || !IsNil(child)).ToList();
            parent.RemoveNodes();
            parent.Add(kept);
        }
    }

    private static bool IsNil(XElement element) => element.Attribute(Xsi + "nil")?.Value.Trim() is "true" or "1";

    private static void Order(XElement element, XmlSchemaElement declared)
    {
        if (element.Nodes().Any(node => node is XText) || declared.ElementSchemaType is not XmlSchemaComplexType { ContentTypeParticle: XmlSchemaSequence sequence })
        {
            return;
        }

        var places = new Dictionary<XName, (int Index, XmlSchemaElement Declared)>();
        foreach (var item in sequence.Items)
        {
            // Anything but a flat list of distinct names has an order that may mean something: left as sent.
            if (item is not XmlSchemaElement child || !places.TryAdd(Name(child.QualifiedName), (places.Count, child)))
            {
                return;
            }
        }

        var children = element.Elements().ToList();
        var sorted = children.Where(child => !places.TryGetValue(child.Name, out var place) || !IsBlank(child, place.Declared)).OrderBy(child => places.TryGetValue(child.Name, out var place) ? place.Index : int.MaxValue).ToList();
        if (!sorted.SequenceEqual(children))
        {
            element.RemoveNodes();
            element.Add(sorted);
        }

        foreach (var child in sorted)
        {
            if (places.TryGetValue(child.Name, out var place))
            {
                Order(child, place.Declared);
            }
        }
    }

    // An empty element where the contract lets the field be absent: how stacks without null say "none". One whose content
    // came as a part is not empty.
    private static bool IsBlank(XElement child, XmlSchemaElement declared) =>
        declared is { MinOccurs: 0, ElementSchemaType: XmlSchemaSimpleType } && !child.HasElements && child.Value.Length == 0 && AttachedPart.Of(child) is null;

    private static XmlQualifiedName Qualified(XName name) => new(name.LocalName, name.NamespaceName);

    private static XName Name(XmlQualifiedName name) => XName.Get(name.Name, name.Namespace);
}
