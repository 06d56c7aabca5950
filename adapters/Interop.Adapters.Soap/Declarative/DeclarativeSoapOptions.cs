using System.Text.RegularExpressions;
using Interop.Adapters.Configuration;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>Settings of one destination that is connected by a profile. What the profile itself asks for is checked against it, by <see cref="BoundProfile"/>.</summary>
internal sealed partial record DeclarativeSoapOptions
{
    /// <summary>The profile's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Null: the profile's own.</summary>
    public required Uri? Endpoint { get; init; }

    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>Resolved, by name.</summary>
    public required IReadOnlyDictionary<string, string> Secrets { get; init; }

    public required TimeSpan ConnectTimeout { get; init; }

    /// <summary>From the first byte sent to the last of the answer. Default 60 s.</summary>
    public required TimeSpan AnswerTimeout { get; init; }

    public static DeclarativeSoapOptions? Read(AdapterContext context)
    {
        var settings = new SettingsReader(context);
        var name = settings.Required("Profile", "so-tai-nguyen");
        if (name.Length > 0 && !Name().IsMatch(name))
        {
            settings.Error("Profile", "is no name of a profile; write lower-case letters, digits and hyphens, such as so-tai-nguyen");
            name = string.Empty;
        }

        var folder = settings.Optional("Folder") ?? Path.Combine(AppContext.BaseDirectory, "profiles");
        Dictionary<string, string> secrets = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (secret, reference) in settings.Table("Secrets"))
        {
            if (context.Secret(reference) is { Length: > 0 } resolved)
            {
                secrets[secret] = resolved;
            }
            else
            {
                settings.Error($"Secrets:{secret}", "names a secret that cannot be read; write env:NAME of a variable that is set, or file:/path of a file that the hub may read");
            }
        }

        var options = new DeclarativeSoapOptions
        {
            Folder = Path.GetFullPath(Path.Combine(folder, name)),
            Endpoint = settings.Address("Endpoint", required: false),
            Values = settings.Table("Values"),
            Secrets = secrets,
            ConnectTimeout = settings.Duration("ConnectTimeout", TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)),
            AnswerTimeout = settings.Duration("AnswerTimeout", TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10)),
        };
        return settings.Close() ? options : null;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,63}\z", RegexOptions.CultureInvariant)]
    internal static partial Regex Name();
}
