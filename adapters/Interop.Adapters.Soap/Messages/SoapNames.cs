using System.Xml.Linq;

namespace Interop.Adapters.Soap.Messages;

/// <summary>Names of SOAP 1.1 and 1.2.</summary>
internal static class SoapNames
{
    public static readonly XNamespace Soap11 = "http://schemas.xmlsoap.org/soap/envelope/";
    public static readonly XNamespace Soap12 = "http://www.w3.org/2003/05/soap-envelope";
}
