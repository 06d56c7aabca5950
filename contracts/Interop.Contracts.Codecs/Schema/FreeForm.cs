using System.Runtime.InteropServices;
using System.Text.Json;
using Interop.Contracts.Codecs.Reading;

namespace Interop.Contracts.Codecs.Schema;

/// <summary>What holds for any JSON, also where no schema says what stands there: names stand once, text is clean, numbers are numbers.</summary>
internal sealed class FreeForm(ErrorSink errors, Trail trail)
{
    /// <summary>Checks a value of any kind.</summary>
    public void Check(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Object(value);
                break;
            case JsonValueKind.Array:
                var i = 0;
                foreach (var item in value.EnumerateArray())
                {
                    if (errors.IsFull)
                    {
                        return;
                    }

                    trail.Enter(i++);
                    Check(item);
                    trail.Leave();
                }

                break;
            case JsonValueKind.String:
                if (TextRules.Fault(JsonTree.Inside(value)) is { } fault)
                {
                    Add(ContractErrorCodes.Character, fault);
                }

                break;
            case JsonValueKind.Number:
                if (!value.TryGetDouble(out var number) || !double.IsFinite(number))
                {
                    Add(ContractErrorCodes.Range, "The number is out of range. Numbers lie within ±1.7e308; send a longer one as text.");
                }

                break;
        }
    }

    /// <summary>Checks a value that is an object.</summary>
    public void Object(JsonElement value)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            if (errors.IsFull)
            {
                return;
            }

            if (TextRules.Fault(JsonMarshal.GetRawUtf8PropertyName(property)) is { } fault)
            {
                Add(ContractErrorCodes.Character, "A field's name is not clean text. " + fault);
                continue;
            }

            trail.Enter(property.Name);
            if (!seen.Add(property.Name))
            {
                Add(ContractErrorCodes.Duplicate, "The field stands here twice. Send it once.");
            }
            else
            {
                Check(property.Value);
            }

            trail.Leave();
        }
    }

    private void Add(string code, string message) => errors.Add(trail.ToString(), code, message);
}
