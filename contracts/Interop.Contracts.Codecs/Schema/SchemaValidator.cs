using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Interop.Contracts.Codecs.Reading;

namespace Interop.Contracts.Codecs.Schema;

/// <summary>
/// Walks a parsed body once, beside its schema, and reports every error. Reads the raw bytes: a valid body costs no
/// allocation here.
/// </summary>
internal sealed class SchemaValidator(ErrorSink errors, Trail trail, bool mayHoldRefused)
{
    private readonly FreeForm _free = new(errors, trail);

    /// <summary>What the discriminating property is when the body leaves it out; null: it must not.</summary>
    public string? AssumedKind { get; init; }

    /// <summary>The schema of the electronic form in this packet; null: its data are free.</summary>
    public SchemaNode? FormSchema { get; init; }

    public void Validate(JsonElement value, SchemaNode node)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when node.Allows(ValueTypes.Object):
                if (!node.IsFreeForm)
                {
                    ClosedObject(value, node);
                }
                else if (FormSchema is { } form)
                {
                    ClosedObject(value, form);
                }
                else
                {
                    _free.Object(value);
                }

                break;
            case JsonValueKind.Array when node.Allows(ValueTypes.List):
                List(value, node);
                break;
            case JsonValueKind.String when node.Allows(ValueTypes.Text):
                Text(value, node);
                break;
            case JsonValueKind.Number when node.Allows(ValueTypes.Integer):
                Integer(value, node);
                break;
            case JsonValueKind.True or JsonValueKind.False when node.Allows(ValueTypes.Boolean):
                break;
            case JsonValueKind.Null when node.AllowsNull:
                break;
            default:
                Add(ContractErrorCodes.Type, Messages.WrongType(node, value.ValueKind));
                break;
        }
    }

    private void ClosedObject(JsonElement value, SchemaNode node)
    {
        var choice = node.Choice;
        var chosen = choice is null ? null : Choose(value, choice);
        ulong seen = 0;
        var next = 0;
        foreach (var property in value.EnumerateObject())
        {
            if (errors.IsFull)
            {
                return;
            }

            var i = Find(property, node, next);
            if (i < 0)
            {
                Unknown(JsonTree.SafeName(property), node);
                continue;
            }

            next = i + 1;
            var declared = node.Properties[i];
            trail.Enter(declared.Name);
            if ((seen & (1UL << i)) != 0)
            {
                Add(ContractErrorCodes.Duplicate, "The field stands here twice. Send it once.");
            }
            else if (choice is not null && declared.Name == choice.Target)
            {
                if (chosen is not null)
                {
                    Validate(property.Value, chosen);
                }
                else
                {
                    // Of what kind it is nobody knows: only what holds for every kind can be said.
                    _free.Check(property.Value);
                }
            }
            else
            {
                Validate(property.Value, declared.Node);
            }

            seen |= 1UL << i;
            trail.Leave();
        }

        for (var i = 0; i < node.Properties.Count; i++)
        {
            var declared = node.Properties[i];
            if (declared.IsRequired && (seen & (1UL << i)) == 0 && !(AssumedKind is not null && choice?.By == declared.Name))
            {
                errors.Add(trail.PointerTo(declared.Name), ContractErrorCodes.Required, Messages.Missing(declared));
            }
        }
    }

    private SchemaNode? Choose(JsonElement value, Discriminator choice)
    {
        var kind = JsonTree.TryGet(value, choice.By, out var by) ? JsonTree.Text(by) : AssumedKind;
        return kind is not null && choice.Choices.TryGetValue(kind, out var node) ? node : null;
    }

    private static int Find(JsonProperty property, SchemaNode node, int next)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        return raw.Contains((byte)'\\') && TextRules.Fault(raw) is null
            ? node.IndexOf(Encoding.UTF8.GetBytes(property.Name), 0)
            : node.IndexOf(raw, next);
    }

    private void Unknown(string name, SchemaNode node)
    {
        trail.Enter(name);
        Add(ContractErrorCodes.UnknownField, Messages.Unknown(node));
        trail.Leave();
    }

    private void List(JsonElement value, SchemaNode node)
    {
        var count = value.GetArrayLength();
        if (count < node.MinItems || count > node.MaxItems)
        {
            Add(ContractErrorCodes.Count, Messages.Count(node, count));
        }

        var i = 0;
        foreach (var item in value.EnumerateArray())
        {
            // What is too much was said; looking at all of it would be the sender's attack and our time.
            if (errors.IsFull || i >= node.MaxItems)
            {
                return;
            }

            trail.Enter(i++);
            Validate(item, node.Items!);
            trail.Leave();
        }
    }

    private void Text(JsonElement value, SchemaNode node)
    {
        var raw = JsonTree.Inside(value);
        var escaped = raw.Contains((byte)'\\');
        if ((escaped || mayHoldRefused) && TextRules.Fault(raw) is { } fault)
        {
            Add(ContractErrorCodes.Character, fault);
            return;
        }

        if (node.Texts is { } texts)
        {
            if (!texts.Contains(value.GetString()!))
            {
                Add(ContractErrorCodes.CodeList, Messages.NotInList(node));
            }

            return;
        }

        if (node.Format is { } format)
        {
            Span<char> buffer = stackalloc char[TextFormat.LongestText];
            if (!Fits(value, raw, escaped, buffer, format))
            {
                Add(ContractErrorCodes.Format, Messages.Form(format));
            }

            return;
        }

        // Bytes are never fewer than characters: most texts need no counting.
        if (raw.Length > node.MaxLength || raw.Length < node.MinLength || escaped)
        {
            var length = Length(value, raw, escaped);
            if (length > node.MaxLength || length < node.MinLength)
            {
                Add(ContractErrorCodes.Length, Messages.Length(node, length));
            }
        }
    }

    private static bool Fits(JsonElement value, ReadOnlySpan<byte> raw, bool escaped, Span<char> buffer, TextFormat format)
    {
        if (escaped)
        {
            var text = value.GetString()!;
            return text.Length <= TextFormat.LongestText && format.Fits(text);
        }

        return Encoding.UTF8.TryGetChars(raw, buffer, out var written) && format.Fits(buffer[..written]);
    }

    private void Integer(JsonElement value, SchemaNode node)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        if (raw.ContainsAny((byte)'.', (byte)'e', (byte)'E'))
        {
            Add(ContractErrorCodes.Type, "Expected a whole number without a fraction and without an exponent.");
            return;
        }

        var fits = long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        if (node.Numbers is { } numbers)
        {
            if (!fits || !numbers.Contains(number))
            {
                Add(ContractErrorCodes.CodeList, Messages.NotInList(node));
            }
        }
        else if (!fits || number < node.Minimum || number > node.Maximum)
        {
            Add(ContractErrorCodes.Range, Messages.Range(node));
        }
    }

    private static int Length(JsonElement value, ReadOnlySpan<byte> raw, bool escaped)
    {
        var length = 0;
        if (escaped)
        {
            foreach (var _ in value.GetString()!.EnumerateRunes())
            {
                length++;
            }

            return length;
        }

        foreach (var b in raw)
        {
            length += (b & 0xC0) != 0x80 ? 1 : 0;
        }

        return length;
    }

    private void Add(string code, string message) => errors.Add(trail.ToString(), code, message);
}
