using Interop.Adapters.Soap.Client;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>A profile with one destination's settings: all that a delivery needs, in one version from its beginning to its end.</summary>
internal sealed record BoundProfile
{
    public required PartnerProfile Profile { get; init; }

    public required Uri Endpoint { get; init; }

    public required SoapClient Client { get; init; }

    public required IReadOnlyDictionary<string, string> Values { get; init; }

    public required IReadOnlyDictionary<string, string> Secrets { get; init; }

    /// <summary>Checks the destination's settings against what the profile declares; null with the errors when they do not fit.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="options">The settings.</param>
    /// <param name="http">The destination's connections.</param>
    /// <param name="time">The clock.</param>
    /// <param name="error">Told the setting's name, and what is wrong and what to write.</param>
    public static BoundProfile? Of(PartnerProfile profile, DeclarativeSoapOptions options, HttpMessageInvoker http, TimeProvider time, Action<string, string> error)
    {
        var errors = 0;
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, standard) in profile.Settings)
        {
            if (options.Values.TryGetValue(name, out var given))
            {
                values[name] = given;
            }
            else if (standard is not null)
            {
                values[name] = standard;
            }
            else
            {
                Wrong($"Values:{name}", $"is missing; the profile {profile.Name} asks for it");
            }
        }

        foreach (var name in options.Values.Keys.Where(name => !profile.Settings.ContainsKey(name)))
        {
            Wrong($"Values:{name}", $"is no setting of the profile {profile.Name}; remove it{Instead(profile.Settings.Keys)}");
        }

        foreach (var name in profile.Secrets.Where(name => !options.Secrets.ContainsKey(name)))
        {
            Wrong($"Secrets:{name}", "is missing; write env:NAME or file:/path");
        }

        foreach (var name in options.Secrets.Keys.Where(name => !profile.Secrets.Contains(name)))
        {
            Wrong($"Secrets:{name}", $"is no secret of the profile {profile.Name}; remove it{Instead(profile.Secrets)}");
        }

        if ((options.Endpoint ?? profile.Endpoint) is null)
        {
            Wrong("Endpoint", $"is missing, and the profile {profile.Name} has none; write for example https://host.example.vn/path");
        }

        var basic = profile.Basic is { } b && values.TryGetValue(b.User, out var user) && options.Secrets.TryGetValue(b.Password, out var password)
            ? new BasicCredentials(user, password)
            : null;
        if (basic?.User.Contains(':', StringComparison.Ordinal) == true)
        {
            Wrong($"Values:{profile.Basic!.Value.User}", "holds a colon, which HTTP Basic cannot carry; write the name without it");
        }

        var security = profile.Security?.Bind(values, options.Secrets, Wrong);
        var answers = profile.Security?.Answers?.Bind(profile.Name, values, Wrong);
        if (errors > 0)
        {
            return null;
        }

        var speech = new SoapProfile
        {
            Version = profile.Version,
            ActionStyle = profile.ActionStyle,
            Files = profile.Files ?? SoapFilePassing.Inline,
            Basic = basic,
            Security = security,
            AnswerSecurity = answers,
            ConnectTimeout = options.ConnectTimeout,
            AnswerTimeout = options.AnswerTimeout,
            MaxAnswerBytes = 16 << 20,
        };
        return new BoundProfile
        {
            Profile = profile,
            Endpoint = (options.Endpoint ?? profile.Endpoint)!,
            Client = new SoapClient(http, speech, time),
            Values = values,
            Secrets = options.Secrets,
        };

        void Wrong(string name, string whatAndInstead)
        {
            errors++;
            error(name, whatAndInstead);
        }
    }

    private static string Instead(IEnumerable<string> names) =>
        string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } known ? $", or write one of {known}" : string.Empty;
}
