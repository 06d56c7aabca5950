namespace Interop.Contracts.Codecs.Xml;

/// <summary>Names of the XML form that are no field of the schema.</summary>
internal static class XmlNames
{
    public const string Root = "packet";

    /// <summary>Every entry of a list.</summary>
    public const string Item = "item";

    public const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    public const string Xmlns = "http://www.w3.org/2000/xmlns/";
}
