using System.Text;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Interop.Simulators.CivilStatus;

/// <summary>The ministry's WSDL, and its schema as the judge of what comes in: order of elements included.</summary>
internal static class MinistryContract
{
    public static readonly XNamespace Namespace = "http://hotich.moj.gov.vn/lienthong/v1";

    private static readonly string s_wsdl = Load();
    private static readonly XmlSchemaSet s_schemas = Compile();

    public static byte[] Wsdl(Uri address) => Encoding.UTF8.GetBytes(s_wsdl.Replace("{address}", address.AbsoluteUri, StringComparison.Ordinal));

    /// <summary>Everything that is wrong with a request; empty when it follows the contract.</summary>
    public static IReadOnlyList<string> Problems(XElement body)
    {
        var problems = new List<string>();
        // Validating an element wants a document; the copy leaves the envelope alone.
        new XDocument(body).Validate(s_schemas, (_, wrong) => problems.Add(wrong.Message));
        return problems;
    }

    private static string Load()
    {
        using var stream = typeof(MinistryContract).Assembly.GetManifestResourceStream("lienthong-v1.wsdl")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static XmlSchemaSet Compile()
    {
        XNamespace xs = XmlSchema.Namespace;
        var schema = XDocument.Parse(s_wsdl).Descendants(xs + "schema").Single();
        var schemas = new XmlSchemaSet { XmlResolver = null };
        using var reader = schema.CreateReader();
        schemas.Add(Namespace.NamespaceName, reader);
        schemas.Compile();
        return schemas;
    }
}
