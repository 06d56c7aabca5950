using System.Globalization;
using System.Text.Json;
using Interop.Contracts.Identifiers;

namespace Interop.Adapters.CivilStatus;

/// <summary>
/// Reads one object of an e-form. The form was checked against its schema when it came in; what is absent, null or of
/// another kind reads as an empty text, as the ministry's form has it.
/// </summary>
internal readonly struct FormReader(JsonElement element)
{
    private readonly JsonElement _element = element;

    public FormReader this[string name] => new(Child(name) ?? default);

    public string Text(string name) => Child(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => string.Empty,
    };

    /// <summary>A whole or partial date as dd/MM/yyyy, MM/yyyy or yyyy; a text that is no date goes as it stands.</summary>
    public string Date(string name)
    {
        var text = Text(name);
        return PartialDate.TryParse(text, out var date)
            ? date switch
            {
                { Full: { } full } => full.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
                { Month: { } month } => string.Create(CultureInfo.InvariantCulture, $"{month:00}/{date.Year:0000}"),
                _ => date.Year.ToString("0000", CultureInfo.InvariantCulture),
            }
            : text;
    }

    private JsonElement? Child(string name) =>
        _element.ValueKind == JsonValueKind.Object && _element.TryGetProperty(name, out var child) ? child : null;
}
