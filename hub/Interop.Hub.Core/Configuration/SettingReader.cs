using System.Globalization;
using Interop.Adapters.Configuration;
using Microsoft.Extensions.Configuration;

namespace Interop.Hub.Core.Configuration;

/// <summary>
/// Reads one section strictly: every name that is there must be asked for, and what is wrong is listed with its path
/// while reading goes on, so that one start shows every error.
/// </summary>
internal sealed class SettingReader(IConfigurationSection section, ICollection<ConfigurationError> errors)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public string Path => section.Path;

    public string Key => section.Key;

    public bool Exists => section.Exists();

    public void Error(string message) => errors.Add(new ConfigurationError(Path, message));

    public void Error(string name, string message) => errors.Add(new ConfigurationError($"{Path}:{name}", message));

    public string? Text(string name, int maxLength = 1000)
    {
        var child = Child(name);
        if (child.GetChildren().Any())
        {
            Error(name, "write one value here, not a list or an object");
            return null;
        }

        if (string.IsNullOrWhiteSpace(child.Value))
        {
            return null;
        }

        if (child.Value.Length > maxLength)
        {
            Error(name, $"too long: at most {maxLength} characters");
        }

        return child.Value.Trim();
    }

    public string Required(string name, string expected, int maxLength = 1000)
    {
        var before = errors.Count;
        if (Text(name, maxLength) is { } text)
        {
            return text;
        }

        if (errors.Count == before)
        {
            Error(name, $"missing; write {expected}");
        }

        return string.Empty;
    }

    public bool Flag(string name, bool otherwise) =>
        Parsed(name, otherwise, "true or false", static (string s, out bool v) => bool.TryParse(s, out v));

    public long Whole(string name, long otherwise, long min, long max) =>
        Parsed(name, otherwise, $"a whole number from {min} to {max}", (string s, out long v) =>
            long.TryParse(s, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out v) && v >= min && v <= max);

    public double Decimal(string name, double otherwise, double min, double max) =>
        Parsed(name, otherwise, string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}, with a point"), (string s, out double v) =>
            double.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out v) && v >= min && v <= max);

    public TimeSpan Duration(string name, TimeSpan otherwise, TimeSpan min, TimeSpan max) =>
        Parsed(name, otherwise, $"{Durations.Shape}, from {Durations.Format(min)} to {Durations.Format(max)}", (string s, out TimeSpan v) =>
            Durations.TryParse(s, out v) && v >= min && v <= max);

    public T Choice<T>(string name, T otherwise, IReadOnlyDictionary<string, T> choices) =>
        Parsed(name, otherwise, $"one of {string.Join(", ", choices.Keys)}", (string s, out T v) => choices.TryGetValue(s, out v!));

    public T Parsed<T>(string name, T otherwise, string expected, TryRead<T> read)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        if (read(text, out var value))
        {
            return value;
        }

        Error(name, $"not readable; write {expected}");
        return otherwise;
    }

    public T RequiredParsed<T>(string name, T otherwise, string expected, TryRead<T> read)
    {
        if (Text(name) is null)
        {
            Required(name, expected);
            return otherwise;
        }

        return Parsed(name, otherwise, expected, read);
    }

    public Uri? Address(string name, string example, params string[] schemes) =>
        Parsed<Uri?>(name, null, $"an absolute address such as {example}", (string s, out Uri? v) =>
            Uri.TryCreate(s, UriKind.Absolute, out v) && schemes.Contains(v.Scheme, StringComparer.Ordinal) && v.UserInfo.Length == 0);

    /// <summary>A list of plain values. Null: the name is absent.</summary>
    public IReadOnlyList<T>? Values<T>(string name, string expected, TryRead<T> read)
    {
        var child = Child(name);
        if (!IsThere(child))
        {
            return null;
        }

        if (!string.IsNullOrEmpty(child.Value))
        {
            Error(name, "write a list here: [ … ]");
            return null;
        }

        List<T> list = [];
        foreach (var item in child.GetChildren())
        {
            if (item.Value is { } text && read(text.Trim(), out var value))
            {
                list.Add(value);
            }
            else
            {
                errors.Add(new ConfigurationError(item.Path, $"not readable; write {expected}"));
            }
        }

        return list;
    }

    /// <summary>True when something stands in the list, readable or not.</summary>
    public bool Lists(string name) => Child(name).GetChildren().Any();

    /// <summary>A section; it may be absent.</summary>
    public SettingReader Section(string name)
    {
        var child = Child(name);
        if (!string.IsNullOrEmpty(child.Value))
        {
            Error(name, "write an object here: { … }");
        }

        return new SettingReader(child, errors);
    }

    /// <summary>The sections under a name, by key or in order of a list.</summary>
    public IReadOnlyList<SettingReader> Sections(string name)
    {
        var child = Child(name);
        if (!string.IsNullOrEmpty(child.Value))
        {
            Error(name, "write a list or an object of sections here");
            return [];
        }

        List<SettingReader> sections = [];
        foreach (var item in child.GetChildren())
        {
            if (!string.IsNullOrEmpty(item.Value))
            {
                errors.Add(new ConfigurationError(item.Path, "write an object here: { … }"));
                continue;
            }

            sections.Add(new SettingReader(item, errors));
        }

        return sections;
    }

    /// <summary>Takes a section as it is: somebody else reads it.</summary>
    public IConfigurationSection Raw(string name) => Child(name);

    /// <summary>Reports every name nobody asked for.</summary>
    public void Done()
    {
        foreach (var child in section.GetChildren())
        {
            if (!_known.Contains(child.Key))
            {
                var near = _known.MinBy(k => EditDistance.Between(k, child.Key));
                var hint = near is not null && EditDistance.Between(near, child.Key) <= 2 ? $"; did you mean {near}?" : string.Empty;
                errors.Add(new ConfigurationError(
                    child.Path,
                    $"unknown name{hint} (known here: {string.Join(", ", _known.Order(StringComparer.Ordinal))})"));
            }
        }
    }

    private IConfigurationSection Child(string name)
    {
        _known.Add(name);
        return section.GetSection(name);
    }

    private static bool IsThere(IConfigurationSection child) => child.Value is not null || child.GetChildren().Any();

    public delegate bool TryRead<T>(string text, out T value);
}
