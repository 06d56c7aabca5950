using System.Globalization;
using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>The rule that holds for an answer, with what its expressions found.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Values">Texts by name; empty ones left out.</param>
internal sealed record Judgement(OutcomeRule Rule, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Reads the output of a rule sheet; null: no rule holds.</summary>
    public static Judgement? Read(ReadOnlyMemory<byte> output, IReadOnlyList<OutcomeRule> rules)
    {
        if (SafeXml.Read(output) is not XmlReading.Read { Document.Root: { } verdict }
            || !int.TryParse(verdict.Attribute("rule")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number >= rules.Count)
        {
            return null;
        }

        return new Judgement(rules[number], verdict.Elements()
            .Where(e => e.Value.Trim().Length > 0)
            .ToDictionary(e => e.Name.LocalName, e => e.Value.Trim(), StringComparer.Ordinal));
    }

    public string? Value(string name, int most) =>
        Values.TryGetValue(name, out var text) ? text.Length > most ? text[..most] : text : null;
}
