using System.Collections.Frozen;
using System.Net.Security;
using System.Security.Authentication;

namespace Interop.Hub.Core.Configuration;

/// <summary>What today's standard is (RFC 9325): TLS 1.2 and 1.3, ephemeral keys, authenticated encryption. What is below it is an exception with an end; what protects nothing is not to be had.</summary>
public static class TlsStandard
{
    /// <summary>The versions by the names that they have in the configuration.</summary>
    public static FrozenDictionary<string, SslProtocols> Protocols { get; } = new Dictionary<string, SslProtocols>(StringComparer.OrdinalIgnoreCase)
    {
        // By name: the framework calls these two obsolete, and so do we, which is why each is an exception.
        ["Tls10"] = Enum.Parse<SslProtocols>("Tls"),
        ["Tls11"] = Enum.Parse<SslProtocols>("Tls11"),
        ["Tls12"] = SslProtocols.Tls12,
        ["Tls13"] = SslProtocols.Tls13,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether there is anything to be said for it: not for those without encryption, without a certificate, or with keys that a desk computer breaks.</summary>
    public static bool Protects(TlsCipherSuite suite)
    {
        var name = suite.ToString();
        string[] none = ["_NULL_", "_anon_", "_EXPORT_", "_RC4_", "_RC2_", "_DES_", "_DES40_", "_PSK_", "_KRB5_", "_SRP_"];
        return name.StartsWith("TLS_", StringComparison.Ordinal) && !none.Any(part => name.Contains(part, StringComparison.Ordinal));
    }

    /// <summary>Whether it needs no exception.</summary>
    public static bool Meets(SslProtocols protocol) => protocol is SslProtocols.Tls12 or SslProtocols.Tls13;

    /// <summary>Whether it needs no exception.</summary>
    public static bool Meets(TlsCipherSuite suite)
    {
        var name = suite.ToString();
        var authenticated = name.Contains("_GCM_", StringComparison.Ordinal) || name.Contains("_CHACHA20_", StringComparison.Ordinal) || name.Contains("_CCM", StringComparison.Ordinal);
        return authenticated && (name.StartsWith("TLS_ECDHE_", StringComparison.Ordinal) || name.StartsWith("TLS_DHE_", StringComparison.Ordinal) || !name.Contains("_WITH_", StringComparison.Ordinal));
    }

    /// <summary>The configuration's name of one version.</summary>
    public static string NameOf(SslProtocols protocol) => Protocols.First(p => p.Value == protocol).Key;
}
