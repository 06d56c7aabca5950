using System.Xml;
using System.Xml.Linq;

namespace Interop.Adapters.Soap.Reading;

/// <summary>
/// Takes files out of a document while it is read: whoever reads on finds their elements empty. A reader and not a pass
/// before, so that a tree can be made of the rest.
/// </summary>
/// <param name="inner">Made with <c>Async</c>; the framework's own.</param>
/// <param name="files">The elements that hold files.</param>
/// <param name="lift">Takes what the reader stands on, to behind its end tag; throws to stop all.</param>
internal sealed class LiftingReader(XmlReader inner, IReadOnlySet<XName> files, Func<XmlReader, Task> lift) : XmlReader, IXmlLineInfo
{
    private State _state;
    private (string Name, string Namespace, string Prefix, int Depth) _file;

    private enum State
    {
        Through = 0,
        AtFile = 1,
        AtItsEnd = 2,
    }

    public override int AttributeCount => AtEnd ? 0 : inner.AttributeCount;

    public override string BaseURI => inner.BaseURI;

    public override int Depth => AtEnd ? _file.Depth : inner.Depth;

    public override bool EOF => !AtEnd && inner.EOF;

    public override bool IsEmptyElement => !AtEnd && inner.IsEmptyElement;

    public override string LocalName => AtEnd ? _file.Name : inner.LocalName;

    public override string NamespaceURI => AtEnd ? _file.Namespace : inner.NamespaceURI;

    public override XmlNameTable NameTable => inner.NameTable;

    public override XmlNodeType NodeType => AtEnd ? XmlNodeType.EndElement : inner.NodeType;

    public override string Prefix => AtEnd ? _file.Prefix : inner.Prefix;

    public override ReadState ReadState => AtEnd ? ReadState.Interactive : inner.ReadState;

    public override string Value => AtEnd ? string.Empty : inner.Value;

    public int LineNumber => (inner as IXmlLineInfo)?.LineNumber ?? 0;

    public int LinePosition => (inner as IXmlLineInfo)?.LinePosition ?? 0;

    private bool AtEnd => _state == State.AtItsEnd;

    public bool HasLineInfo() => inner is IXmlLineInfo info && info.HasLineInfo();

    public override async Task<bool> ReadAsync()
    {
        switch (_state)
        {
            case State.AtFile:
                _file = (inner.LocalName, inner.NamespaceURI, inner.Prefix, inner.Depth);
                await lift(inner);
                _state = State.AtItsEnd;
                return true;
            case State.AtItsEnd:
                // The lift left the reader on what comes after.
                Arrive();
                return !inner.EOF;
            default:
                var more = await inner.ReadAsync();
                if (more && inner.NodeType == XmlNodeType.XmlDeclaration)
                {
                    // It has had its say when the encoding was chosen; a tree that meets it reads on without waiting.
                    more = await inner.ReadAsync();
                }

                Arrive();
                return more;
        }
    }

    public override bool Read() => throw new NotSupportedException("Read it asynchronously.");

    public override Task<string> GetValueAsync() => AtEnd ? Task.FromResult(string.Empty) : inner.GetValueAsync();

    public override string GetAttribute(int i) => inner.GetAttribute(i);

    public override string? GetAttribute(string name) => AtEnd ? null : inner.GetAttribute(name);

    public override string? GetAttribute(string name, string? namespaceURI) => AtEnd ? null : inner.GetAttribute(name, namespaceURI);

    public override string? LookupNamespace(string prefix) => inner.LookupNamespace(prefix);

    public override bool MoveToAttribute(string name) => !AtEnd && inner.MoveToAttribute(name);

    public override bool MoveToAttribute(string name, string? ns) => !AtEnd && inner.MoveToAttribute(name, ns);

    public override bool MoveToElement() => !AtEnd && inner.MoveToElement();

    public override bool MoveToFirstAttribute() => !AtEnd && inner.MoveToFirstAttribute();

    public override bool MoveToNextAttribute() => !AtEnd && inner.MoveToNextAttribute();

    public override bool ReadAttributeValue() => !AtEnd && inner.ReadAttributeValue();

    public override void ResolveEntity() => inner.ResolveEntity();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Arrive() => _state =
        inner is { NodeType: XmlNodeType.Element, IsEmptyElement: false } && files.Contains(XName.Get(inner.LocalName, inner.NamespaceURI))
            ? State.AtFile
            : State.Through;
}
