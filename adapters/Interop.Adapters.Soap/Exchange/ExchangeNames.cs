using System.Xml.Linq;

namespace Interop.Adapters.Soap.Exchange;

internal static class ExchangeNames
{
    public static readonly XNamespace Namespace = "urn:interop:dossier-exchange:1";

    public static readonly FieldWriter Fields = new(Namespace);
}
