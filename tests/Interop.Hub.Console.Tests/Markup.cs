using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Interop.Hub.Console.Tests;

/// <summary>
/// Reads our pages as XML. They are written so that only void elements, empty attributes and the document type differ
/// from it: whatever else does not parse is a fault of the page.
/// </summary>
internal static partial class Markup
{
    public static XDocument Read(string html)
    {
        var text = html.Replace("<!DOCTYPE html>", string.Empty, StringComparison.OrdinalIgnoreCase);
        text = VoidElement().Replace(text, m => m.Value.TrimEnd('>', '/', ' ') + "/>");
        text = EmptyAttribute().Replace(text, " $1=\"\"");

        // Control characters and their references are inert in HTML and unlawful in XML.
        text = ControlReference().Replace(text, string.Empty);
        return XDocument.Parse(new string([.. text.Where(c => c is '\n' or '\r' or '\t' || c >= ' ')]));
    }

    [GeneratedRegex("<(meta|link|img|input|br)(\\s[^>]*)?>", RegexOptions.ExplicitCapture)]
    private static partial Regex VoidElement();

    [GeneratedRegex(" (alt|value)(?=[ />])")]
    private static partial Regex EmptyAttribute();

    [GeneratedRegex("&#x([0-8BCEF]|1[0-9A-F]);", RegexOptions.ExplicitCapture)]
    private static partial Regex ControlReference();
}
