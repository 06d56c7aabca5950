using System.Text.Json;
using Interop.Adapters.Inbound;

namespace Interop.Hub.Host.Api;

/// <summary>The fields of a small JSON object; everything that is wrong with them is listed.</summary>
internal static class JsonFields
{
    /// <summary>The object's fields, of those that are known.</summary>
    public static Dictionary<string, JsonElement> Of(JsonElement root, string[] known, List<RefusalError> errors)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new RefusalError(string.Empty, "must be an object"));
            return [];
        }

        Dictionary<string, JsonElement> fields = new(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject())
        {
            if (known.Contains(property.Name))
            {
                fields[property.Name] = property.Value;
            }
            else if (errors.Count < 50)
            {
                errors.Add(new RefusalError($"/{property.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}", $"is not known; write {string.Join(", ", known)}"));
            }
        }

        return fields;
    }

    /// <summary>A text, trimmed; null: there is none, or it was wrong.</summary>
    public static string? Text(Dictionary<string, JsonElement> fields, string name, int most, bool required, List<RefusalError> errors)
    {
        if (!fields.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            if (required)
            {
                errors.Add(new RefusalError($"/{name}", $"is missing; write a text of 1 to {most} characters"));
            }

            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString()!.Trim() is { Length: > 0 } text && text.Length <= most && !text.Contains('\0', StringComparison.Ordinal))
        {
            return text;
        }

        errors.Add(new RefusalError($"/{name}", $"must be a text of 1 to {most} characters"));
        return null;
    }
}
