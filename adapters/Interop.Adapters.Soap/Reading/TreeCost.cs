namespace Interop.Adapters.Soap.Reading;

/// <summary>
/// What the tree of a document costs beside its bytes, before it is made: a mebibyte of <c>&lt;a/&gt;</c> is forty of
/// objects, and a budget that counts bytes alone lets a hundred of them in.
/// </summary>
internal static class TreeCost
{
    // Measured of XDocument and XmlDocument on 64 bits: 80 to 120 bytes an element or attribute, two a character of text.
    private const int Node = 96;
    private const int Character = 2;

    /// <summary>Bytes, by the marks that elements and attributes leave in any encoding; too many rather than too few. Reading stops at the limits.</summary>
    public static int Of(ReadOnlySpan<byte> xml, XmlLimits limits) =>
        (int)Math.Min(int.MaxValue / 2, ((long)Character * xml.Length) + ((long)Node * Math.Min(limits.MaxNodes, xml.Count((byte)'<') + xml.Count((byte)'='))));
}
