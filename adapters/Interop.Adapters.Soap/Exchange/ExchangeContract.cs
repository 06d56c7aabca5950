using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>The contract as a file: WSDL 1.1 with its schema inside, embedded.</summary>
internal static class ExchangeContract
{
    private const string Resource = "Interop.Adapters.Soap.Exchange.dossier-exchange-1.wsdl";

    private static readonly XNamespace Soap11Binding = "http://schemas.xmlsoap.org/wsdl/soap/";
    private static readonly XNamespace Soap12Binding = "http://schemas.xmlsoap.org/wsdl/soap12/";
    private static readonly XNamespace Xsd = XmlSchema.Namespace;

    public static string Wsdl(Uri publicAddress)
    {
        var wsdl = Load();
        foreach (var address in wsdl.Descendants(Soap11Binding + "address").Concat(wsdl.Descendants(Soap12Binding + "address")))
        {
            address.SetAttributeValue("location", publicAddress.AbsoluteUri);
        }

        return wsdl.Declaration + "\n" + wsdl;
    }

    public static XmlSchemaSet CompileSchemas()
    {
        var set = new XmlSchemaSet { XmlResolver = null };
        foreach (var schema in Load().Descendants(Xsd + "schema"))
        {
            using var reader = schema.CreateReader();
            set.Add(null, reader);
        }

        set.Compile();
        return set;
    }

    private static XDocument Load()
    {
        using var stream = typeof(ExchangeContract).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from the build.");
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return XDocument.Load(reader);
    }
}
