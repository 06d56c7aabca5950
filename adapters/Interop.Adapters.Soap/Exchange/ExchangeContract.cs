using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Interop.Adapters.Soap.Endpoint;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>The contract as a file: WSDL 1.1 with its schema inside, embedded.</summary>
/// <param name="file">Its name, such as <c>dossier-exchange-1.wsdl</c>.</param>
internal sealed class ExchangeContract(string file)
{
    private readonly string _resource = $"Interop.Adapters.Soap.Exchange.{file}";

    private static readonly XNamespace Xsd = XmlSchema.Namespace;

    public string Wsdl(Uri publicAddress) => ContractAddress.Write(Load(), publicAddress);

    public XmlSchemaSet CompileSchemas()
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

    private XDocument Load()
    {
        using var stream = typeof(ExchangeContract).Assembly.GetManifestResourceStream(_resource)
            ?? throw new InvalidOperationException($"The resource {_resource} is missing from the build.");
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return XDocument.Load(reader);
    }
}
