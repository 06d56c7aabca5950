using System.Xml.Linq;
using Interop.Adapters.Soap.Reading;
using Interop.Adapters.Soap.Transforms;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>
/// What a request stylesheet wrote: the Body's child, or <c>f:message</c> with <c>f:header</c> (its children are the SOAP
/// headers) and <c>f:body</c> (its child is the Body's).
/// </summary>
internal sealed record WrittenMessage(XElement Body, IReadOnlyList<XElement> Headers)
{
    private static readonly XNamespace F = StylesheetFunctions.Namespace;

    /// <summary>Null with the problem when it is no message.</summary>
    public static (WrittenMessage? Message, string? Problem) Read(ReadOnlyMemory<byte> output)
    {
        if (SafeXml.Read(output) is not XmlReading.Read { Document.Root: { } root })
        {
            return (null, "What the request stylesheet wrote is no XML document with one root element.");
        }

        if (root.Name != F + "message")
        {
            return (new WrittenMessage(root, []), null);
        }

        return root.Element(F + "body")?.Elements().ToArray() is [var body]
            ? (new WrittenMessage(Alone(body), [.. root.Elements(F + "header").SelectMany(h => h.Elements()).Select(Alone)]), null)
            : (null, "The request stylesheet wrote an f:message without an f:body that has exactly one element.");
    }

    private static XElement Alone(XElement element) => new(element);
}
