using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace Interop.Adapters.Soap.Security;

/// <summary>
/// How an element becomes the bytes that are signed: Canonical XML 1.0 or Exclusive XML Canonicalization 1.0 of one
/// whole element. Written here and not taken from the framework: its transforms take whole documents, so that an element
/// would be written out and read in once more without the namespaces around it, on which inclusive canonical form and a
/// PrefixList depend; this one reads the verified tree itself and holds no copy of a large Body.
/// </summary>
/// <param name="Exclusive">Only the namespaces that are used; else all in scope.</param>
/// <param name="Comments">Comments are signed too.</param>
/// <param name="Prefixes">PrefixList: prefixes that are treated as inclusive form does; the empty one is <c>#default</c>.</param>
internal sealed record Canonicalization(bool Exclusive, bool Comments, IReadOnlyCollection<string> Prefixes)
{
    /// <summary>What is written.</summary>
    public static Canonicalization Default { get; } = new(Exclusive: true, Comments: false, []);

    public void Write(XmlElement apex, Stream to)
    {
        using StreamWriter text = new(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), 4096, leaveOpen: true);
        new CanonicalWriter(this, text).Write(apex);
    }

    public byte[] Hash(XmlElement apex, HashAlgorithmName algorithm)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        using (HashStream stream = new(hash))
        {
            Write(apex, stream);
        }

        return hash.GetHashAndReset();
    }

    private sealed class HashStream(IncrementalHash hash) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => hash.AppendData(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => hash.AppendData(buffer);

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}

/// <summary>Writes one element in canonical form. Recursive: the depth of what was read is limited.</summary>
internal sealed class CanonicalWriter(Canonicalization method, TextWriter text)
{
    private static readonly SearchValues<char> InText = SearchValues.Create("&<>\r");
    private static readonly SearchValues<char> InValue = SearchValues.Create("&<\"\t\n\r");

    // What the output has declared where it stands: by prefix, the empty one for the default namespace.
    private readonly Dictionary<string, string> _rendered = new(StringComparer.Ordinal) { [string.Empty] = string.Empty };

    public void Write(XmlElement apex) => Write(apex, Scope(apex), method.Exclusive ? [] : Inherited(apex));

    private void Write(XmlElement element, IReadOnlyDictionary<string, string> declared, IReadOnlyList<XmlAttribute> inherited)
    {
        SortedDictionary<string, string> namespaces = new(StringComparer.Ordinal);
        List<XmlAttribute> attributes = [.. inherited];
        if (method.Exclusive)
        {
            Declare(element.Prefix, element.NamespaceURI);
        }

        foreach (XmlAttribute attribute in element.Attributes)
        {
            if (attribute.NamespaceURI == SecurityNames.Xmlns)
            {
                continue;
            }

            attributes.Add(attribute);
            if (method.Exclusive && attribute.Prefix.Length > 0)
            {
                Declare(attribute.Prefix, attribute.NamespaceURI);
            }
        }

        foreach (var (prefix, uri) in declared)
        {
            if (!method.Exclusive || method.Prefixes.Contains(prefix))
            {
                Declare(prefix, uri);
            }
        }

        var before = namespaces.Keys.Select(prefix => (Prefix: prefix, Uri: _rendered.GetValueOrDefault(prefix))).ToList();
        text.Write('<');
        text.Write(element.Name);
        foreach (var (prefix, uri) in namespaces)
        {
            _rendered[prefix] = uri;
            text.Write(prefix.Length == 0 ? " xmlns" : " xmlns:");
            text.Write(prefix);
            WriteValue(uri);
        }

        attributes.Sort(static (one, other) =>
            string.CompareOrdinal(one.NamespaceURI, other.NamespaceURI) is var byNamespace and not 0 ? byNamespace : string.CompareOrdinal(one.LocalName, other.LocalName));
        foreach (var attribute in attributes)
        {
            text.Write(' ');
            text.Write(attribute.Name);
            WriteValue(attribute.Value);
        }

        text.Write('>');
        for (var child = element.FirstChild; child is not null; child = child.NextSibling)
        {
            Write(child);
        }

        text.Write("</");
        text.Write(element.Name);
        text.Write('>');
        foreach (var (prefix, uri) in before)
        {
            if (uri is null)
            {
                _rendered.Remove(prefix);
            }
            else
            {
                _rendered[prefix] = uri;
            }
        }

        void Declare(string prefix, string uri)
        {
            if (prefix != "xml" && _rendered.GetValueOrDefault(prefix) != uri)
            {
                namespaces[prefix] = uri;
            }
        }
    }

    private void Write(XmlNode node)
    {
        switch (node)
        {
            case XmlElement element:
                Write(element, Own(element), []);
                break;
            case XmlComment comment when method.Comments:
                text.Write("<!--");
                text.Write(comment.Value);
                text.Write("-->");
                break;
            case XmlProcessingInstruction instruction:
                text.Write("<?");
                text.Write(instruction.Target);
                text.Write(string.IsNullOrEmpty(instruction.Data) ? string.Empty : " ");
                text.Write(instruction.Data);
                text.Write("?>");
                break;
            case { NodeType: XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace }:
                WriteText(node.Value ?? string.Empty);
                break;
        }
    }

    private static Dictionary<string, string> Own(XmlElement element)
    {
        Dictionary<string, string> own = new(StringComparer.Ordinal);
        foreach (XmlAttribute attribute in element.Attributes)
        {
            if (attribute.NamespaceURI == SecurityNames.Xmlns)
            {
                own[attribute.Prefix.Length == 0 ? string.Empty : attribute.LocalName] = attribute.Value;
            }
        }

        return own;
    }

    /// <summary>Every namespace in scope at an element, by prefix.</summary>
    public static Dictionary<string, string> Scope(XmlElement element)
    {
        var scope = Own(element);
        for (var above = element.ParentNode as XmlElement; above is not null; above = above.ParentNode as XmlElement)
        {
            foreach (var (prefix, uri) in Own(above))
            {
                scope.TryAdd(prefix, uri);
            }
        }

        return scope;
    }

    // Canonical XML 1.0, 2.4: attributes such as xml:lang come down to an element whose ancestors are left out.
    private static List<XmlAttribute> Inherited(XmlElement apex)
    {
        List<XmlAttribute> inherited = [];
        for (var above = apex.ParentNode as XmlElement; above is not null; above = above.ParentNode as XmlElement)
        {
            foreach (XmlAttribute attribute in above.Attributes)
            {
                if (attribute.NamespaceURI == SecurityNames.Xml
                    && !apex.HasAttribute(attribute.LocalName, SecurityNames.Xml)
                    && inherited.TrueForAll(each => each.LocalName != attribute.LocalName))
                {
                    inherited.Add(attribute);
                }
            }
        }

        return inherited;
    }

    private void WriteText(ReadOnlySpan<char> value)
    {
        for (int at; (at = value.IndexOfAny(InText)) >= 0; value = value[(at + 1)..])
        {
            text.Write(value[..at]);
            text.Write(value[at] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", _ => "&#xD;" });
        }

        text.Write(value);
    }

    private void WriteValue(ReadOnlySpan<char> value)
    {
        text.Write("=\"");
        for (int at; (at = value.IndexOfAny(InValue)) >= 0; value = value[(at + 1)..])
        {
            text.Write(value[..at]);
            text.Write(value[at] switch { '&' => "&amp;", '<' => "&lt;", '"' => "&quot;", '\t' => "&#x9;", '\n' => "&#xA;", _ => "&#xD;" });
        }

        text.Write(value);
        text.Write('"');
    }
}
