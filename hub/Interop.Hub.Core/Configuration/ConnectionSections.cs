using System.Security.Cryptography;
using System.Text;

namespace Interop.Hub.Core.Configuration;

/// <summary>Reads how a partner is called.</summary>
internal static class ConnectionSections
{
    /// <summary>The longest that an exception may last before somebody looks at it again.</summary>
    public const int MaxYears = 2;

    private const string ProxyExample = "http://proxy.tinhmau.gov.vn:3128";

    public static ConnectionSettings Read(SettingReader section, HubEnvironment environment, string baseDirectory, DateTimeOffset now)
    {
        var d = new ConnectionSettings();
        using var materials = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var settings = new ConnectionSettings
        {
            Allow = section.Values<CallTarget>("Allow", CallTarget.Shape, static (string s, out CallTarget v) => CallTarget.TryParse(s, out v!)),
            Proxy = Proxy(section.Section("Proxy"), environment, materials),
            ConnectTimeout = section.Duration("ConnectTimeout", d.ConnectTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)),
            Tls = new TlsSections(environment, baseDirectory, now, materials).Read(section.Section("Tls")),
        };
        if (settings.Allow is { Count: 0 } && section.Lists("Allow"))
        {
            // None of them was readable, and that is told: nothing more is to be said of what they leave out.
            settings = settings with { Allow = null };
        }
        else if (settings.Allow is { Count: 0 })
        {
            section.Error("Allow", $"allows nothing; write {CallTarget.Shape}, or leave it out: then what Adapter:Settings names may be called");
        }

        section.Done();
        return settings with { Materials = Convert.ToHexString(materials.GetCurrentHash()) };
    }

    /// <summary>When an exception ends, and why it is there: both or neither.</summary>
    public static (DateTimeOffset? Until, string? Reason) Exception(SettingReader section, DateTimeOffset now)
    {
        var until = section.Parsed<DateTimeOffset?>("Until", null, $"{Codes.InstantShape}, at most {MaxYears} years ahead: then somebody looks at it again", (string s, out DateTimeOffset? v) =>
            Codes.TryInstant(s, out v) && v <= now.AddYears(MaxYears));
        var reason = section.Text("Reason", 300);
        var stands = section.Text("Until") is not null;
        if (stands && reason is null)
        {
            section.Error("Reason", "missing; write why the exception is made and who will end it");
        }
        else if (!stands && reason is not null)
        {
            section.Error("Until", $"missing, and there is a Reason; write {Codes.InstantShape}");
        }

        return (until, reason);
    }

    private static ProxySettings? Proxy(SettingReader section, HubEnvironment environment, IncrementalHash materials)
    {
        if (!section.Exists)
        {
            return null;
        }

        if (section.Text("Address") is null)
        {
            section.Required("Address", ProxyExample);
        }

        var address = section.Address("Address", ProxyExample, "http");
        if (address is { PathAndQuery: not "/" })
        {
            section.Error("Address", $"a proxy has a host and a port and no path; write {ProxyExample}");
        }

        var user = section.Text("User", 100);
        var reference = SettingsSections.Secret(section, "Password", environment, required: false);
        if (user is null != reference is null)
        {
            section.Error(user is null ? "User" : "Password", "missing: User and Password go together; write both or neither");
        }

        if (user?.Contains(':', StringComparison.Ordinal) == true)
        {
            section.Error("User", "holds a colon, which HTTP Basic cannot carry; write the name without it");
        }

        section.Done();
        var password = reference is null ? null : SecretReference.Resolve(reference, environment);
        materials.AppendData(Encoding.UTF8.GetBytes($"{password}\n"));
        return address is null ? null : new ProxySettings(address, user, password);
    }
}
