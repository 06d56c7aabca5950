using System.Globalization;

namespace Interop.Adapters.Configuration;

/// <summary>
/// Reads an adapter's settings and lists every error with its path and what to write instead. Read each setting once,
/// then call <see cref="Close"/>: names that nobody read are errors, so a misspelt setting is never silently a default.
/// </summary>
public sealed class SettingsReader(AdapterContext context)
{
    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);
    private readonly int _errorsBefore = context.Errors.Count;

    /// <summary>A text that must be there; empty after an error.</summary>
    public string Required(string name, string example)
    {
        var text = Optional(name);
        if (text is null)
        {
            Error(name, $"is missing; write for example {example}");
        }

        return text ?? string.Empty;
    }

    /// <summary>A text, trimmed; null when absent or blank.</summary>
    public string? Optional(string name)
    {
        _read.Add(name);
        var text = context.Settings[name]?.Trim();
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>An absolute http or https address without user name and fragment; null when absent, or wrong and reported.</summary>
    public Uri? Address(string name, bool required)
    {
        const string Example = "https://host.example.vn/path";
        var text = required ? Required(name, Example) : Optional(name);
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            && address.UserInfo.Length == 0 && address.Fragment.Length == 0)
        {
            context.Calls(address);
            return address;
        }

        Error(name, $"is no address that can be called; write an absolute http or https address without user name and fragment, such as {Example}");
        return null;
    }

    /// <summary>The secret behind a reference; empty after an error. The secret itself never stands in a message.</summary>
    public string Secret(string name)
    {
        var reference = Required(name, "env:NAME or file:/path");
        if (reference.Length == 0)
        {
            return string.Empty;
        }

        var secret = context.Secret(reference);
        if (string.IsNullOrEmpty(secret))
        {
            Error(name, "names a secret that cannot be read; write env:NAME of a variable that is set, or file:/path of a file that the hub may read");
        }

        return secret ?? string.Empty;
    }

    /// <summary>A duration as <c>hh:mm:ss</c>, within its bounds.</summary>
    public TimeSpan Duration(string name, TimeSpan standard, TimeSpan least, TimeSpan most)
    {
        var text = Optional(name);
        if (text is null)
        {
            return standard;
        }

        if (Durations.TryParse(text, out var duration) && duration >= least && duration <= most)
        {
            return duration;
        }

        Error(name, $"is no duration from {Durations.Format(least)} to {Durations.Format(most)}; write {Durations.Shape}, such as {Durations.Format(standard)}");
        return standard;
    }

    /// <summary>A whole number within its bounds.</summary>
    public long Number(string name, long standard, long least, long most)
    {
        var text = Optional(name);
        if (text is null)
        {
            return standard;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Error(name, string.Create(CultureInfo.InvariantCulture, $"is no whole number from {least} to {most}; write for example {standard}"));
        return standard;
    }

    /// <summary>true or false.</summary>
    public bool Flag(string name, bool standard)
    {
        var text = Optional(name);
        if (text is null)
        {
            return standard;
        }

        if (bool.TryParse(text, out var flag))
        {
            return flag;
        }

        Error(name, "is neither true nor false; write one of the two");
        return standard;
    }

    /// <summary>One of the named values, in any letter case.</summary>
    public T Choice<T>(string name, T standard)
        where T : struct, Enum
    {
        var text = Optional(name);
        if (text is null)
        {
            return standard;
        }

        if (!char.IsAsciiDigit(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value))
        {
            return value;
        }

        Error(name, $"is not known; write one of {string.Join(", ", Enum.GetNames<T>())}");
        return standard;
    }

    /// <summary>A value that reads itself, such as an organisation code; null when absent, or wrong and reported.</summary>
    public T? Parsed<T>(string name, bool required, string example)
        where T : struct, ISpanParsable<T>
    {
        var text = required ? Required(name, example) : Optional(name);
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (T.TryParse(text, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        Error(name, $"cannot be read; write for example {example}");
        return null;
    }

    /// <summary>A table of names and values under one setting; empty when absent.</summary>
    public IReadOnlyDictionary<string, string> Table(string name)
    {
        _read.Add(name);
        return context.Settings.GetSection(name).GetChildren()
            .Where(child => !string.IsNullOrWhiteSpace(child.Value))
            .ToDictionary(child => child.Key, child => child.Value!.Trim(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Reports an error of one setting.</summary>
    public void Error(string name, string whatAndInstead) =>
        context.Errors.Add(new ConfigurationError($"{context.Settings.Path}:{name}", $"{name} {whatAndInstead}."));

    /// <summary>Reports the names that nobody read. True when the settings had no error at all.</summary>
    public bool Close()
    {
        foreach (var unknown in context.Settings.GetChildren().Where(child => !_read.Contains(child.Key)))
        {
            Error(unknown.Key, $"is no setting of this adapter; remove it, or write one of {string.Join(", ", _read.Order(StringComparer.Ordinal))}");
        }

        return context.Errors.Count == _errorsBefore;
    }
}
