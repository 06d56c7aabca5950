using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Interop.Hub.Core.Configuration;

/// <summary>Reads a partner's TLS, and the certificates that it names.</summary>
internal sealed class TlsSections(HubEnvironment environment, string baseDirectory, DateTimeOffset now, IncrementalHash materials)
{
    private const string SuiteShape = "the IANA name of a cipher suite that encrypts and authenticates, such as TLS_RSA_WITH_AES_128_CBC_SHA";
    private const string PinShape = "sha256/ and the base64 of the SHA-256 of the key (SubjectPublicKeyInfo), 44 characters";
    private const string KeyShape = "a secret's reference to a PEM (certificate, its unencrypted private key, its chain) or to a PKCS #12 file: file:/path";

    public TlsSettings Read(SettingReader section)
    {
        var protocols = section.Values<SslProtocols>("Protocols", $"one of {string.Join(", ", TlsStandard.Protocols.Keys.Order(StringComparer.Ordinal))}", (string s, out SslProtocols v) => TlsStandard.Protocols.TryGetValue(s, out v)) ?? [];
        var suites = section.Values<TlsCipherSuite>("CipherSuites", SuiteShape, TrySuite) ?? [];
        var (until, reason) = ConnectionSections.Exception(section, now);
        var settings = new TlsSettings
        {
            Protocols = [.. protocols.Distinct()],
            CipherSuites = [.. suites.Distinct()],
            Until = until,
            Reason = reason,
            Pins = [.. section.Sections("Pins").Select(Pin).OfType<CertificatePin>()],
            Authority = Authority(section),
            ClientCertificate = ClientCertificate(section),
        };
        var stands = section.Text("Until") is not null || reason is not null;
        if (settings.IsBelowStandard && !stands)
        {
            var below = settings.Protocols.Where(p => !TlsStandard.Meets(p)).Select(TlsStandard.NameOf).Concat(settings.CipherSuites.Where(s => !TlsStandard.Meets(s)).Select(s => s.ToString()));
            section.Error("Until", $"missing: {string.Join(", ", below)} is below today's standard, an exception that must end; write {Codes.InstantShape}, at most {ConnectionSections.MaxYears} years ahead, and a Reason");
        }
        else if (stands && !settings.IsBelowStandard && !section.Lists("Protocols") && !section.Lists("CipherSuites"))
        {
            section.Error("Until", "nothing here is below today's standard, so there is no exception to end; leave Until and Reason out, or write Protocols or CipherSuites");
        }

        section.Done();
        return settings;
    }

    private CertificatePin? Pin(SettingReader item)
    {
        var key = item.RequiredParsed<string>("Key", string.Empty, PinShape, TryPin);
        var (until, reason) = ConnectionSections.Exception(item, now);
        item.Done();
        return key.Length == 0 ? null : new CertificatePin(key, until, reason);
    }

    private IReadOnlyList<X509Certificate2> Authority(SettingReader section)
    {
        const string Shape = "the path of a PEM file with the certificates of the partner's authority";
        if (section.Text("Authority") is not { } file)
        {
            return [];
        }

        try
        {
            var text = File.ReadAllText(Path.GetFullPath(file, baseDirectory), Encoding.ASCII);
            materials.AppendData(Encoding.UTF8.GetBytes(text));
            X509Certificate2Collection read = [];
            read.ImportFromPem(text);
            if (read.Count > 0)
            {
                return [.. read];
            }

            section.Error("Authority", $"the file {file} holds no certificate; write {Shape}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            section.Error("Authority", $"the file {file} does not exist or cannot be read; put the partner's certificates there");
        }
        catch (CryptographicException)
        {
            section.Error("Authority", $"the file {file} is not readable; write {Shape}");
        }

        return [];
    }

    private X509Certificate2[] ClientCertificate(SettingReader section)
    {
        var reference = SettingsSections.Secret(section, "ClientCertificate", environment, required: false);
        var secret = SettingsSections.Secret(section, "ClientCertificatePassword", environment, required: false);
        if (reference is null || SecretReference.ResolveBytes(reference, environment) is not { } bytes)
        {
            return [];
        }

        var password = secret is null ? null : SecretReference.Resolve(secret, environment);
        materials.AppendData(bytes);
        materials.AppendData(Encoding.UTF8.GetBytes($"{password}\n"));
        if (OwnCertificates.Read(bytes, password) is { } own)
        {
            return own;
        }

        section.Error("ClientCertificate", $"{SecretReference.NameOf(reference)} holds no certificate with its private key, or its password is another (ClientCertificatePassword); write {KeyShape}");
        return [];
    }

    private static bool TrySuite(string text, out TlsCipherSuite suite) =>
        Enum.TryParse(text, ignoreCase: false, out suite) && Enum.IsDefined(suite) && !char.IsAsciiDigit(text[0]) && TlsStandard.Protects(suite);

    private static bool TryPin(string text, out string sha256)
    {
        const string Scheme = "sha256/";
        sha256 = string.Empty;
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !Convert.TryFromBase64String(text[Scheme.Length..], digest, out var written) || written != digest.Length)
        {
            return false;
        }

        sha256 = Convert.ToBase64String(digest);
        return true;
    }
}
