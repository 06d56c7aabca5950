using System.Globalization;
using System.Text.Json;
using Interop.Adapters.Configuration;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>
/// One object of profile.json, read name by name; every error is listed with its pointer, and a name that nobody read is
/// one, so that a misspelt setting is never silently a default.
/// </summary>
internal sealed class ProfileNode(JsonElement value, string pointer, ICollection<ProfileError> errors)
{
    public const string File = "profile.json";

    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public string Pointer { get; } = pointer;

    public bool Has(string name) => value.TryGetProperty(name, out _);

    public void Error(string name, string whatAndInstead) =>
        errors.Add(new ProfileError(File, name.Length > 0 ? $"{Pointer}/{name}" : Pointer, whatAndInstead));

    public string? Text(string name, int most = 4000)
    {
        if (Find(name) is not { } found)
        {
            return null;
        }

        if (found.ValueKind == JsonValueKind.String && found.GetString()!.Trim() is { Length: > 0 } text && text.Length <= most)
        {
            return text;
        }

        Error(name, string.Create(CultureInfo.InvariantCulture, $"must be a text of 1 to {most} characters"));
        return null;
    }

    public string Required(string name, string example, int most = 4000)
    {
        if (!Has(name))
        {
            _read.Add(name);
            Error(name, $"is missing; write for example \"{name}\": \"{example}\"");
        }

        return Text(name, most) ?? string.Empty;
    }

    /// <summary>A text that may be empty.</summary>
    public string Free(string name)
    {
        if (Find(name) is not { } found)
        {
            Error(name, "is missing; write \"\" when the contract has none");
            return string.Empty;
        }

        if (found.ValueKind == JsonValueKind.String)
        {
            return found.GetString()!.Trim();
        }

        Error(name, "must be a text");
        return string.Empty;
    }

    public bool Flag(string name)
    {
        if (Find(name) is not { } found)
        {
            return false;
        }

        if (found.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return found.GetBoolean();
        }

        Error(name, "must be true or false");
        return false;
    }

    public long Number(string name, long standard, long least, long most)
    {
        if (Find(name) is not { } found)
        {
            return standard;
        }

        if (found.ValueKind == JsonValueKind.Number && found.TryGetInt64(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Error(name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}"));
        return standard;
    }

    public TimeSpan? Duration(string name, TimeSpan least, TimeSpan most)
    {
        if (Text(name, 20) is not { } text)
        {
            return null;
        }

        if (Durations.TryParse(text, out var duration) && duration >= least && duration <= most)
        {
            return duration;
        }

        Error(name, $"must be a duration from {Durations.Format(least)} to {Durations.Format(most)}; write {Durations.Shape}");
        return null;
    }

    /// <summary>One of the words; null when absent, or wrong and reported.</summary>
    public T? Choice<T>(string name, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (Text(name, 64) is not { } text)
        {
            return null;
        }

        if (words.TryGetValue(text, out var chosen))
        {
            return chosen;
        }

        Error(name, $"cannot be '{text}'; write {string.Join(", ", words.Keys)}");
        return null;
    }

    public ProfileNode? Object(string name)
    {
        if (Find(name) is not { } found)
        {
            return null;
        }

        if (found.ValueKind == JsonValueKind.Object)
        {
            return new ProfileNode(found, $"{Pointer}/{name}", errors);
        }

        Error(name, "must be an object { … }");
        return null;
    }

    public IEnumerable<ProfileNode> Objects(string name)
    {
        if (Find(name) is not { } found)
        {
            yield break;
        }

        if (found.ValueKind != JsonValueKind.Array)
        {
            Error(name, "must be a list [ … ]");
            yield break;
        }

        var index = 0;
        foreach (var item in found.EnumerateArray())
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{Pointer}/{name}/{index++}");
            if (item.ValueKind == JsonValueKind.Object)
            {
                yield return new ProfileNode(item, place, errors);
            }
            else
            {
                errors.Add(new ProfileError(File, place, "must be an object { … }"));
            }
        }
    }

    /// <summary>A list of texts; empty when absent, or wrong and reported.</summary>
    public IReadOnlyList<string> Texts(string name, int most)
    {
        if (Find(name) is not { } found)
        {
            return [];
        }

        if (found.ValueKind == JsonValueKind.Array && found.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && item.GetString()!.Trim().Length is > 0 and var length && length <= most))
        {
            return [.. found.EnumerateArray().Select(item => item.GetString()!.Trim())];
        }

        Error(name, string.Create(CultureInfo.InvariantCulture, $"must be a list of texts of 1 to {most} characters"));
        return [];
    }

    /// <summary>The names of this object, all of which count as read.</summary>
    public IReadOnlyList<string> Names()
    {
        string[] names = [.. value.EnumerateObject().Select(p => p.Name)];
        _read.UnionWith(names);
        return names;
    }

    /// <summary>Reports the names that nobody read.</summary>
    public void Close()
    {
        foreach (var property in value.EnumerateObject().Where(p => !_read.Contains(p.Name)))
        {
            Error(property.Name, $"is no setting here; remove it, or write one of {string.Join(", ", _read.Order(StringComparer.Ordinal))}");
        }
    }

    private JsonElement? Find(string name)
    {
        _read.Add(name);
        return value.TryGetProperty(name, out var found) ? found : null;
    }
}
