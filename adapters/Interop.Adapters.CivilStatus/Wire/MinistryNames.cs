using System.Xml.Linq;

namespace Interop.Adapters.CivilStatus.Wire;

/// <summary>Names of the ministry's contract. Field names: contracts/README.md, table of sources; the SOAP form around them is a plausible contract.</summary>
internal static class MinistryNames
{
    public static readonly XNamespace Namespace = "http://hotich.moj.gov.vn/lienthong/v1";

    public const string Receive = "NhanHoSo";
    public const string LookUp = "TraCuuHoSo";
    public const string Withdraw = "RutHoSo";

    public static string Action(string operation) => $"{Namespace.NamespaceName}/{operation}";
}
