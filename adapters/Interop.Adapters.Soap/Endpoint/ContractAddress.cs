using System.Xml.Linq;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>A contract as it is served: with the hub's public address in each of its ports. Pure.</summary>
internal static class ContractAddress
{
    private static readonly XNamespace[] s_bindings = ["http://schemas.xmlsoap.org/wsdl/soap/", "http://schemas.xmlsoap.org/wsdl/soap12/"];

    /// <summary>The text, with its declaration.</summary>
    public static string Write(XDocument wsdl, Uri address)
    {
        foreach (var port in s_bindings.SelectMany(binding => wsdl.Descendants(binding + "address")))
        {
            port.SetAttributeValue("location", address.AbsoluteUri);
        }

        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + wsdl.Root;
    }
}
