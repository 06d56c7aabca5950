using System.Globalization;
using System.Text.Json;

namespace Interop.Simulators.NationalPortal;

/// <summary>What one field of an item may hold. The portal takes codes and numbers as text or as numbers.</summary>
internal sealed record PortalField(string Name)
{
    public bool Required { get; init; }

    public bool IsInstant { get; init; }

    public int MaxLength { get; init; } = 4000;

    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>The fields of the items of a list; null when the field holds one value.</summary>
    public IReadOnlyList<PortalField>? Items { get; init; }

    public static PortalField Free(string name, int maxLength = 4000) => new(name) { MaxLength = maxLength };

    public static PortalField Must(string name, int maxLength = 4000) => new(name) { Required = true, MaxLength = maxLength };

    public static PortalField Instant(string name, bool required = false) => new(name) { IsInstant = true, Required = required };

    public static PortalField Code(string name, bool required, params string[] codes) => new(name) { Codes = codes, Required = required };

    public static PortalField List(string name, params PortalField[] items) => new(name) { Items = items };

    public static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        _ => "",
    };

    /// <summary>Says everything that is wrong with an object of these fields, naming each by its path.</summary>
    public static void Check(JsonElement item, IReadOnlyList<PortalField> fields, string path, List<string> problems)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"{path} phải là một đối tượng");
            return;
        }

        foreach (var property in item.EnumerateObject())
        {
            if (!fields.Any(f => f.Name == property.Name))
            {
                problems.Add($"Trường {path}.{property.Name} không có trong đặc tả");
            }
        }

        foreach (var field in fields)
        {
            field.Check(item.TryGetProperty(field.Name, out var value) ? value : default, $"{path}.{field.Name}", problems);
        }
    }

    private void Check(JsonElement value, string path, List<string> problems)
    {
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            if (Required)
            {
                problems.Add($"Thiếu trường {path}");
            }

            return;
        }

        if (Items is not null)
        {
            CheckList(value, path, problems);
            return;
        }

        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
        {
            problems.Add($"Trường {path} phải là chuỗi hoặc số");
            return;
        }

        var text = Text(value);
        if (text.Length == 0)
        {
            if (Required)
            {
                problems.Add($"Trường {path} không được để trống");
            }
        }
        else if (text.Length > MaxLength)
        {
            problems.Add($"Trường {path} dài quá {MaxLength} ký tự");
        }
        else if (IsInstant && !DateTime.TryParseExact(text, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            problems.Add($"Trường {path} không đúng định dạng yyyyMMddHHmmss");
        }
        else if (Codes.Count > 0 && !Codes.Contains(text))
        {
            problems.Add($"Trường {path} không thuộc danh mục ({string.Join(", ", Codes)})");
        }
    }

    private void CheckList(JsonElement value, string path, List<string> problems)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            problems.Add($"Trường {path} phải là một danh sách");
            return;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            Check(item, Items!, $"{path}[{index++}]", problems);
        }
    }
}
