using System.Xml.Linq;

namespace Interop.Adapters.Soap.Exchange.LookUp;

internal static class LookUpNames
{
    public static readonly XNamespace Namespace = "urn:interop:look-up:1";

    public static readonly FieldWriter Fields = new(Namespace);
}
