using System.Globalization;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.XPath;
using Interop.Adapters.Soap.Transforms;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>
/// Makes a stylesheet of outcome rules, one expression a line. Rules are judged where stylesheets run: an expression can
/// loop, and what ends a worker must not end the hub.
/// </summary>
internal static partial class RuleSheet
{
    private const int MaxExpression = 2000;

    /// <summary>The sheet, and which pointer of profile.json stands on which of its lines.</summary>
    public static (byte[] Sheet, IReadOnlyDictionary<int, string> Places) Write(IReadOnlyList<(int Number, OutcomeRule Rule)> rules, IReadOnlyDictionary<string, string> namespaces)
    {
        var text = new StringBuilder("""<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f=""").Append($"\"{StylesheetFunctions.Namespace}\"");
        foreach (var (prefix, name) in namespaces)
        {
            text.Append(CultureInfo.InvariantCulture, $" xmlns:{prefix}=\"{Attribute(name)}\"");
        }

        text.Append("><xsl:template match=\"/\"><verdict><xsl:choose>\n");
        Dictionary<int, string> places = [];
        var line = 2;
        foreach (var (number, rule) in rules)
        {
            places[line++] = $"{rule.Pointer}/when";
            text.Append(CultureInfo.InvariantCulture, $"<xsl:when test=\"{Attribute(rule.When)}\"><xsl:attribute name=\"rule\">{number}</xsl:attribute>\n");
            foreach (var (name, expression) in rule.Values)
            {
                places[line++] = $"{rule.Pointer}/{name}";
                text.Append(CultureInfo.InvariantCulture, $"<{name}><xsl:value-of select=\"{Attribute(expression)}\"/></{name}>\n");
            }

            line++;
            text.Append("</xsl:when>\n");
        }

        // XSLT wants at least one condition.
        text.Append("<xsl:when test=\"false()\"/></xsl:choose></verdict></xsl:template></xsl:stylesheet>");
        return (Encoding.UTF8.GetBytes(text.ToString()), places);
    }

    /// <summary>What can be told of an expression without running it; null: nothing is wrong.</summary>
    public static string? Problem(string expression, IReadOnlyDictionary<string, string> namespaces)
    {
        if (expression.Length > MaxExpression)
        {
            return $"is longer than {MaxExpression} characters; make the answer simpler with a reply stylesheet first";
        }

        try
        {
            // The framework bounds how deep an expression may nest.
            _ = XPathExpression.Compile(expression);
        }
        catch (XPathException e)
        {
            return $"is no XPath 1.0: {e.Message}";
        }

        var unknown = Prefix().Matches(Literal().Replace(expression, "''")).Select(m => m.Groups[1].Value)
            .FirstOrDefault(p => p != "f" && !namespaces.ContainsKey(p));
        return unknown is null ? null : $"uses the prefix {unknown}, which /namespaces does not declare";
    }

    private static string Attribute(string text) => SecurityElement.Escape(text)
        .Replace("\r", "&#13;", StringComparison.Ordinal).Replace("\n", "&#10;", StringComparison.Ordinal).Replace("\t", "&#9;", StringComparison.Ordinal);

    [GeneratedRegex("'[^']*'|\"[^\"]*\"", RegexOptions.CultureInvariant)]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?<![\w.-])([\p{L}_][\w.-]*):(?!:)(?=[\p{L}_*])", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();
}
