using System.Xml;

namespace Interop.Adapters.Soap.Security;

/// <summary>
/// The elements of a document by their ids: <c>wsu:Id</c>, <c>xml:id</c>, <c>Id</c>, <c>ID</c>, <c>id</c>. The first two
/// are ids whatever stands around them, and are unique; the others may be a ministry's own attributes, so that two of
/// them may be alike as long as nothing refers to them.
/// </summary>
internal sealed class ElementIds
{
    private readonly Dictionary<string, (XmlElement Element, bool IsStrict, bool IsAlone)> _byId = new(StringComparer.Ordinal);

    /// <summary>Adds an element with all in it.</summary>
    /// <returns>False: an id stands twice.</returns>
    public bool TryAdd(XmlElement apex)
    {
        foreach (var element in apex.DescendantsAndSelf())
        {
            foreach (XmlAttribute attribute in element.Attributes)
            {
                if (IsId(attribute) is { } strict && !TryAdd(element, attribute.Value, strict))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>The element of an id; null: none, or more than one.</summary>
    public XmlElement? Find(string id) => _byId.TryGetValue(id, out var found) && found.IsAlone ? found.Element : null;

    private bool TryAdd(XmlElement element, string id, bool strict)
    {
        if (_byId.TryAdd(id, (element, strict, IsAlone: true)))
        {
            return true;
        }

        var other = _byId[id];
        if (other.Element == element)
        {
            _byId[id] = other with { IsStrict = other.IsStrict || strict };
            return true;
        }

        _byId[id] = other with { IsAlone = false };
        return !strict && !other.IsStrict;
    }

    private static bool? IsId(XmlAttribute attribute) => (attribute.LocalName, attribute.NamespaceURI) switch
    {
        ("Id", SecurityNames.Wsu) or ("id", SecurityNames.Xml) => true,
        ("Id" or "ID" or "id", "") => false,
        _ => null,
    };
}
