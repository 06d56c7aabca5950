using System.Xml;

namespace Interop.Adapters.Soap.Security;

/// <summary>Building a security header.</summary>
internal static class SecurityElements
{
    /// <summary>A new last child.</summary>
    /// <param name="parent">Where.</param>
    /// <param name="name">With the prefix that this room uses for its namespace.</param>
    /// <param name="text">Its text; null: none.</param>
    public static XmlElement Add(this XmlNode parent, string name, string? text = null)
    {
        var child = Make(parent, name);
        if (text is not null)
        {
            child.AppendChild(parent.OwnerDocument!.CreateTextNode(text));
        }

        parent.AppendChild(child);
        return child;
    }

    /// <summary>An element that stands nowhere yet. One of a namespace that the header does not declare declares it.</summary>
    public static XmlElement Make(XmlNode near, string name)
    {
        var prefix = name[..name.IndexOf(':', StringComparison.Ordinal)];
        var ns = prefix switch
        {
            "wsse" => SecurityNames.Wsse,
            "wsu" => SecurityNames.Wsu,
            "ds" => SecurityNames.Ds,
            "xenc" => SecurityNames.Xenc,
            "xenc11" => SecurityNames.Xenc11,
            "ec" => SecurityNames.ExclusiveC14n,
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No prefix of this room's."),
        };
        var element = near.OwnerDocument!.CreateElement(prefix, name[(prefix.Length + 1)..], ns);
        if (near.GetNamespaceOfPrefix(prefix) != ns)
        {
            element.SetAttribute($"xmlns:{prefix}", ns);
        }

        return element;
    }

    /// <summary>The element with a wsu:Id; one that it has stays.</summary>
    public static XmlElement Identify(this XmlElement element, string id)
    {
        if (element.GetAttribute("Id", SecurityNames.Wsu).Length > 0)
        {
            return element;
        }

        var prefix = element.GetPrefixOfNamespace(SecurityNames.Wsu);
        if (prefix.Length == 0)
        {
            prefix = "wsu";
            for (var next = 1; element.GetNamespaceOfPrefix(prefix).Length > 0; next++)
            {
                prefix = $"wsu{next}";
            }

            element.SetAttribute($"xmlns:{prefix}", SecurityNames.Wsu);
        }

        var attribute = element.OwnerDocument.CreateAttribute(prefix, "Id", SecurityNames.Wsu);
        attribute.Value = id;
        element.SetAttributeNode(attribute);
        return element;
    }
}
