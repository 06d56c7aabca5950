using System.Xml.Linq;

namespace Interop.Adapters.Soap.Messages;

/// <summary>An envelope taken apart.</summary>
/// <param name="Headers">Header blocks, in order.</param>
/// <param name="Contents">The Body's children, in order.</param>
internal sealed record SoapEnvelope(IReadOnlyList<XElement> Headers, IReadOnlyList<XElement> Contents)
{
    /// <summary>The envelope in a document, or what it lacks.</summary>
    public static (SoapEnvelope? Envelope, string? Lack) Open(XDocument document)
    {
        var root = document.Root!;
        if (SoapVersion.Of(root.Name) is not { Namespace: var soap })
        {
            return (null, $"The root element is not a SOAP Envelope of {SoapNames.Soap11} or {SoapNames.Soap12}.");
        }

        var bodies = root.Elements(soap + "Body").ToList();
        if (bodies.Count != 1)
        {
            return (null, bodies.Count == 0 ? "The Envelope has no Body." : "The Envelope has more than one Body.");
        }

        var headers = root.Elements(soap + "Header").Elements().ToList();
        return (new SoapEnvelope(headers, bodies[0].Elements().ToList()), null);
    }

    /// <summary>
    /// An element as a document of its own. Namespace declarations in scope go with it: values such as
    /// <c>xsi:type="p:X"</c> lean on prefixes that stand on the envelope.
    /// </summary>
    public static XElement Detach(XElement element)
    {
        foreach (var declaration in element.Ancestors().Attributes().Where(attribute => attribute.IsNamespaceDeclaration).ToList())
        {
            if (element.Attribute(declaration.Name) is null && declaration.Name != "xmlns")
            {
                element.Add(new XAttribute(declaration));
            }
        }

        element.Remove();
        return element;
    }
}
