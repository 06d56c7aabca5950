using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>
/// A table from our codes to the partner's: a JSON object of texts, or lines <c>ours,theirs</c> of which the first is a heading.
/// Lines that begin with # are remarks.
/// </summary>
internal static class CodeMap
{
    public static IReadOnlyDictionary<string, string> Read(string file, byte[] content, ICollection<ProfileError> errors) =>
        file.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? Json(file, content, errors) : Csv(file, content, errors);

    private static Dictionary<string, string> Json(string file, byte[] content, ICollection<ProfileError> errors)
    {
        Dictionary<string, string> map = new(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                errors.Add(new ProfileError(file, string.Empty, "must be an object of texts, such as { \"H40.18\": \"DV18\" }"));
                return map;
            }

            foreach (var entry in document.RootElement.EnumerateObject())
            {
                if (entry.Value.ValueKind == JsonValueKind.String)
                {
                    map[entry.Name.Trim()] = entry.Value.GetString()!;
                }
                else
                {
                    errors.Add(new ProfileError(file, "/" + entry.Name, "must be a text"));
                }
            }
        }
        catch (JsonException e)
        {
            errors.Add(new ProfileError(file, Line(e.LineNumber + 1), "is no JSON, or names a code twice"));
        }

        return map;
    }

    private static Dictionary<string, string> Csv(string file, byte[] content, ICollection<ProfileError> errors)
    {
        Dictionary<string, string> map = new(StringComparer.Ordinal);
        var number = 0;
        var heading = true;
        foreach (var line in Encoding.UTF8.GetString(content).TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            var text = line.Trim();
            if (text.Length == 0 || text[0] == '#')
            {
                continue;
            }

            if (heading)
            {
                heading = false;
                continue;
            }

            var comma = text.IndexOf(',', StringComparison.Ordinal);
            if (comma <= 0)
            {
                errors.Add(new ProfileError(file, Line(number), "has no comma between our code and theirs"));
            }
            else if (!map.TryAdd(text[..comma].Trim(), text[(comma + 1)..].Trim()))
            {
                errors.Add(new ProfileError(file, Line(number), "names a code that stands further up already"));
            }
        }

        return map;
    }

    private static string Line(long? number) => string.Create(CultureInfo.InvariantCulture, $"line {number}");
}
