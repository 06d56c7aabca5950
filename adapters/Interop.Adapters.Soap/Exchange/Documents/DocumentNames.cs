using System.Xml.Linq;

namespace Interop.Adapters.Soap.Exchange.Documents;

internal static class DocumentNames
{
    public static readonly XNamespace Namespace = "urn:interop:document-exchange:1";

    public static readonly FieldWriter Fields = new(Namespace);
}
