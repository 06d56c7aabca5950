using System.Text;
using System.Xml;

namespace Interop.Adapters.Soap.Security;

/// <summary>Looking at elements of a security header, strictly.</summary>
internal static class XmlElements
{
    public static bool Is(this XmlElement element, string ns, string name) => element.LocalName == name && element.NamespaceURI == ns;

    public static IEnumerable<XmlElement> Elements(this XmlNode parent)
    {
        for (var node = parent.FirstChild; node is not null; node = node.NextSibling)
        {
            if (node is XmlElement element)
            {
                yield return element;
            }
        }
    }

    /// <summary>In the order of the document.</summary>
    public static IEnumerable<XmlElement> DescendantsAndSelf(this XmlElement apex)
    {
        for (XmlNode node = apex; ;)
        {
            if (node is XmlElement element)
            {
                yield return element;
            }

            if (node.FirstChild is { } child)
            {
                node = child;
                continue;
            }

            while (node != apex && node.NextSibling is null)
            {
                node = node.ParentNode!;
            }

            if (node == apex)
            {
                yield break;
            }

            node = node.NextSibling!;
        }
    }

    /// <summary>The one child of a name; null: none, or several.</summary>
    public static XmlElement? Only(this XmlElement parent, string ns, string name)
    {
        XmlElement? found = null;
        foreach (var child in parent.Elements())
        {
            if (child.Is(ns, name))
            {
                if (found is not null)
                {
                    return null;
                }

                found = child;
            }
        }

        return found;
    }

    /// <summary>The children, when they are these names in this order; null: they are not.</summary>
    public static IReadOnlyList<XmlElement>? Exactly(this XmlElement parent, params ReadOnlySpan<(string Namespace, string Name)> names)
    {
        List<XmlElement> children = [.. parent.Elements()];
        if (children.Count != names.Length)
        {
            return null;
        }

        for (var at = 0; at < names.Length; at++)
        {
            if (!children[at].Is(names[at].Namespace, names[at].Name))
            {
                return null;
            }
        }

        return children;
    }

    /// <summary>All of the text, over comments in it; null: there are elements in it.</summary>
    public static string? Text(this XmlElement element)
    {
        StringBuilder text = new();
        for (var node = element.FirstChild; node is not null; node = node.NextSibling)
        {
            switch (node.NodeType)
            {
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    text.Append(node.Value);
                    break;
                case XmlNodeType.Element:
                    return null;
            }
        }

        return text.ToString();
    }

    /// <summary>An attribute in no namespace; null: it is not there.</summary>
    public static string? Value(this XmlElement element, string attribute) => element.GetAttributeNode(attribute, string.Empty)?.Value;

    /// <summary>Text in base64, blanks allowed; null: it is none, empty, or longer than <paramref name="most"/> bytes.</summary>
    public static byte[]? Bytes(this XmlElement element, int most)
    {
        if (element.Text() is not { Length: > 0 } text || text.Length / 2 > most)
        {
            return null;
        }

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) && count > 0 && count <= most ? bytes[..count] : null;
    }
}
