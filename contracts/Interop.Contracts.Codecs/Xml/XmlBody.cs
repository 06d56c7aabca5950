using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Xml;
using Interop.Contracts.Codecs.Reading;
using Interop.Contracts.Codecs.Schema;

namespace Interop.Contracts.Codecs.Xml;

/// <summary>
/// Turns XML into the JSON it stands for, so that one validator judges both. What the XML gets wrong in ways that JSON has
/// too (an unknown field, a field twice, text for a number) is carried over for the validator to say; only what JSON cannot
/// say is said here. Elements may stand in any order.
/// </summary>
internal sealed class XmlBody
{
    public const string TooDeep = "too deep";

    private readonly XmlReader _reader;
    private readonly Utf8JsonWriter _json;
    private readonly ErrorSink _errors;
    private readonly Trail _trail = new();
    private readonly Action<string, int, int>? _place;
    private readonly string? _kind;
    private int _deepest;

    private XmlBody(XmlReader reader, Utf8JsonWriter json, ErrorSink errors, Action<string, int, int>? place, string? kind)
    {
        _reader = reader;
        _json = json;
        _errors = errors;
        _place = place;
        _kind = kind;
    }

    /// <summary>The JSON; null, and one error, when the root is not a packet at all.</summary>
    /// <exception cref="XmlException">Not well-formed, a DTD, or too deep.</exception>
    public static byte[]? ToJson(ReadOnlyMemory<byte> xml, string? kind, ErrorSink errors, Action<string, int, int>? place, ReadOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>(xml.Length + 256);
        using (var reader = XmlSource.Open(xml))
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = 1000 }))
        {
            if (!new XmlBody(reader, json, errors, place, kind).Document(options))
            {
                return null;
            }
        }

        return buffer.WrittenSpan.ToArray();
    }

    private bool Document(ReadOptions options)
    {
        _reader.MoveToContent();
        if (_reader.LocalName != XmlNames.Root || _reader.NamespaceURI != ContractSchemas.XmlNamespace)
        {
            Add(ContractErrorCodes.Type, $"Expected the element {XmlNames.Root} of the namespace {ContractSchemas.XmlNamespace}.");
            return false;
        }

        _deepest = options.MaxDepth;
        Value(CompiledSchemas.Packet);

        // To the end: what follows the root must be read to be refused.
        while (_reader.Read())
        {
        }

        return true;
    }

    /// <summary>Writes the JSON of the element the reader stands on, and leaves the reader behind it.</summary>
    private void Value(SchemaNode? node)
    {
        if (_reader.Depth > _deepest)
        {
            throw new XmlException(TooDeep);
        }

        var position = (IXmlLineInfo)_reader;
        _place?.Invoke(_trail.ToString(), position.LineNumber, position.LinePosition);
        var isNil = Attributes(node);
        if (isNil)
        {
            if (!IsEmpty())
            {
                Add(ContractErrorCodes.Type, "The element is nil and has content. Leave one of them out.");
                _reader.Skip();
            }

            _json.WriteNullValue();
        }
        else if (node is null)
        {
            // Nobody knows the field; the validator will say so. What is in it does not matter.
            _reader.Skip();
            _json.WriteNullValue();
        }
        else if (node.IsFreeForm)
        {
            FreeForm();
        }
        else if (node.Allows(ValueTypes.Object))
        {
            Object(node);
        }
        else if (node.Allows(ValueTypes.List))
        {
            List(node);
        }
        else
        {
            Scalar(node);
        }
    }

    private bool IsEmpty()
    {
        if (_reader.IsEmptyElement)
        {
            _reader.Read();
            return true;
        }

        return false;
    }

    private void Object(SchemaNode node)
    {
        _json.WriteStartObject();
        if (!IsEmpty())
        {
            _reader.Read();
            while (_reader.NodeType != XmlNodeType.EndElement)
            {
                if (_reader.NodeType == XmlNodeType.Element)
                {
                    Property(node);
                }
                else
                {
                    Stray();
                }
            }

            _reader.Read();
        }

        _json.WriteEndObject();
    }

    private void Property(SchemaNode node)
    {
        var name = _reader.LocalName;
        var isOurs = _reader.NamespaceURI == ContractSchemas.XmlNamespace;
        _trail.Enter(name);
        if (!isOurs)
        {
            Add(ContractErrorCodes.UnknownField, $"The element is not of the namespace {ContractSchemas.XmlNamespace}. Put it there, or remove it.");
            _reader.Skip();
        }
        else
        {
            _json.WritePropertyName(name);
            var child = node.Find(name)?.Node;
            Value(node.Choice is { } choice && choice.Target == name ? Chosen(choice) : child);
        }

        _trail.Leave();
    }

    private SchemaNode? Chosen(Discriminator choice) => _kind is not null && choice.Choices.TryGetValue(_kind, out var chosen) ? chosen : null;

    private void List(SchemaNode node)
    {
        _json.WriteStartArray();
        if (!IsEmpty())
        {
            var index = 0;
            _reader.Read();
            while (_reader.NodeType != XmlNodeType.EndElement)
            {
                if (_reader.NodeType != XmlNodeType.Element)
                {
                    Stray();
                }
                else if (_reader.LocalName == XmlNames.Item && _reader.NamespaceURI == ContractSchemas.XmlNamespace)
                {
                    _trail.Enter(index++);
                    Value(node.Items);
                    _trail.Leave();
                }
                else
                {
                    Add(ContractErrorCodes.UnknownField, $"A list holds only elements called {XmlNames.Item}, of the namespace {ContractSchemas.XmlNamespace}.");
                    _reader.Skip();
                }
            }

            _reader.Read();
        }

        _json.WriteEndArray();
    }

    private void Scalar(SchemaNode node)
    {
        if (Text() is not { } text)
        {
            _json.WriteNullValue();
            return;
        }

        if (node.Allows(ValueTypes.Integer) && IsInteger(text))
        {
            _json.WriteRawValue(text, skipInputValidation: true);
        }
        else if (node.Allows(ValueTypes.Boolean) && text is "true" or "false")
        {
            _json.WriteBooleanValue(text == "true");
        }
        else
        {
            _json.WriteStringValue(text);
        }
    }

    private void FreeForm()
    {
        if (Text() is not { } text)
        {
            _json.WriteNullValue();
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = _deepest });
            _json.WriteRawValue(document.RootElement.GetRawText(), skipInputValidation: true);
        }
        catch (JsonException)
        {
            Add(ContractErrorCodes.Malformed, $"Expected the form's data as JSON text, nested at most {_deepest} levels.");
            _json.WriteStartObject();
            _json.WriteEndObject();
        }
    }

    /// <summary>All text of the element; null, and an error, when it has elements in it.</summary>
    private string? Text()
    {
        if (IsEmpty())
        {
            return string.Empty;
        }

        string? first = null;
        StringBuilder? rest = null;
        var isText = true;
        _reader.Read();
        while (_reader.NodeType != XmlNodeType.EndElement)
        {
            if (_reader.NodeType == XmlNodeType.Element)
            {
                isText = false;
                _reader.Skip();
                continue;
            }

            // One piece is the rule; comments and CDATA cut it into several.
            rest = first is null ? null : (rest ?? new StringBuilder(first)).Append(_reader.Value);
            first ??= _reader.Value;
            _reader.Read();
        }

        _reader.Read();
        if (!isText)
        {
            Add(ContractErrorCodes.Type, "Expected text, found elements. Escape the text's < and & if it is one.");
            return null;
        }

        return rest?.ToString() ?? first ?? string.Empty;
    }

    private bool Attributes(SchemaNode? node)
    {
        var isNil = false;
        for (var has = _reader.MoveToFirstAttribute(); has; has = _reader.MoveToNextAttribute())
        {
            switch (_reader.NamespaceURI, _reader.LocalName)
            {
                case (XmlNames.Xmlns, _):
                case (XmlNames.Instance, "schemaLocation" or "noNamespaceSchemaLocation"):
                    break;
                case (XmlNames.Instance, "nil"):
                    isNil = _reader.Value is "true" or "1";
                    break;
                case (XmlNames.Instance, "type"):
                    if (node is not null && node.Allows(ValueTypes.Object) && _reader.Value[(_reader.Value.IndexOf(':', StringComparison.Ordinal) + 1)..] != node.TypeName)
                    {
                        Add(ContractErrorCodes.KindMismatch, "The element's xsi:type is not that of the packet's kind. Make them agree, or leave xsi:type out.");
                    }

                    break;
                default:
                    Add(ContractErrorCodes.UnknownField, "The element has an attribute. Fields are elements; remove it.");
                    break;
            }
        }

        _reader.MoveToElement();
        return isNil;
    }

    private void Stray()
    {
        if (_reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
        {
            Add(ContractErrorCodes.Type, "There is text between the elements. Remove it.");
        }

        _reader.Read();
    }

    private static bool IsInteger(string text)
    {
        var digits = text.StartsWith('-') ? text.AsSpan(1) : text;
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9') && (digits.Length == 1 || digits[0] != '0');
    }

    private void Add(string code, string message) => _errors.Add(_trail.ToString(), code, message);
}
