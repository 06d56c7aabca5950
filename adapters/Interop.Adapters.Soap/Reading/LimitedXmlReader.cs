using System.Xml;

namespace Interop.Adapters.Soap.Reading;

/// <summary>
/// Counts while another reader reads, and stops at the limits. A reader and not a loop over one, so that whatever
/// consumes XML, a tree or a stream, is held to the same limits.
/// </summary>
internal sealed class LimitedXmlReader(XmlReader inner, XmlLimits limits) : XmlReader, IXmlLineInfo
{
    private int _nodes;

    public override int AttributeCount => inner.AttributeCount;

    public override string BaseURI => inner.BaseURI;

    public override int Depth => inner.Depth;

    public override bool EOF => inner.EOF;

    public override bool IsEmptyElement => inner.IsEmptyElement;

    public override string LocalName => inner.LocalName;

    public override string NamespaceURI => inner.NamespaceURI;

    public override XmlNameTable NameTable => inner.NameTable;

    public override XmlNodeType NodeType => inner.NodeType;

    public override string Prefix => inner.Prefix;

    public override ReadState ReadState => inner.ReadState;

    public override string Value => inner.Value;

    public int LineNumber => (inner as IXmlLineInfo)?.LineNumber ?? 0;

    public int LinePosition => (inner as IXmlLineInfo)?.LinePosition ?? 0;

    public bool HasLineInfo() => inner is IXmlLineInfo info && info.HasLineInfo();

    public override bool Read()
    {
        if (!inner.Read())
        {
            return false;
        }

        if (IsText)
        {
            CheckText(inner.Value.Length);
        }

        CheckNode();
        return true;
    }

    public override async Task<bool> ReadAsync()
    {
        if (!await inner.ReadAsync())
        {
            return false;
        }

        if (IsText)
        {
            // Asked for Value, a reader that has not all of the text yet would wait for it on this thread.
            CheckText((await inner.GetValueAsync()).Length);
        }

        CheckNode();
        return true;
    }

    public override Task<string> GetValueAsync() => inner.GetValueAsync();

    public override string GetAttribute(int i) => inner.GetAttribute(i);

    public override string? GetAttribute(string name) => inner.GetAttribute(name);

    public override string? GetAttribute(string name, string? namespaceURI) => inner.GetAttribute(name, namespaceURI);

    public override string? LookupNamespace(string prefix) => inner.LookupNamespace(prefix);

    public override bool MoveToAttribute(string name) => inner.MoveToAttribute(name);

    public override bool MoveToAttribute(string name, string? ns) => inner.MoveToAttribute(name, ns);

    public override bool MoveToElement() => inner.MoveToElement();

    public override bool MoveToFirstAttribute() => inner.MoveToFirstAttribute();

    public override bool MoveToNextAttribute() => inner.MoveToNextAttribute();

    public override bool ReadAttributeValue() => inner.ReadAttributeValue();

    public override void ResolveEntity() => inner.ResolveEntity();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool IsText => inner.NodeType is XmlNodeType.Text or XmlNodeType.CDATA;

    private void CheckNode()
    {
        switch (inner.NodeType)
        {
            case XmlNodeType.Element:
                CheckElement();
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA:
                Count(1);
                break;
        }
    }

    private void CheckElement()
    {
        if (inner.Depth >= limits.MaxDepth)
        {
            throw Past($"Elements are nested deeper than {limits.MaxDepth} levels; send a flatter message.");
        }

        if (inner.AttributeCount > limits.MaxAttributes)
        {
            throw Past($"An element has more than {limits.MaxAttributes} attributes; remove those that the contract does not name.");
        }

        Count(1 + inner.AttributeCount);
        for (var more = inner.MoveToFirstAttribute(); more; more = inner.MoveToNextAttribute())
        {
            CheckText(inner.Value.Length);
        }

        inner.MoveToElement();
    }

    private void CheckText(int length)
    {
        if (length > limits.MaxTextLength)
        {
            throw Past($"A text is longer than {limits.MaxTextLength} characters; send it in a smaller piece.");
        }
    }

    private void Count(int nodes)
    {
        _nodes += nodes;
        if (_nodes > limits.MaxNodes)
        {
            throw Past($"More than {limits.MaxNodes} elements, attributes and texts; send fewer in one message.");
        }
    }

    private XmlLimitException Past(string message) => new(message, LineNumber, LinePosition);
}
