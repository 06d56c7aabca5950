using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Interop.Hub.Core.Configuration;

/// <summary>Reads what is said of WS-Security, and the certificates that it names.</summary>
internal static class MessageSecuritySections
{
    private const string FileShape = "the path of a certificate, PEM or DER";
    private const string KeyShape = "a secret's reference to a PEM file that holds a certificate and its private key, unencrypted: file:/path";

    /// <summary>The hub's own side.</summary>
    public static MessageSecuritySettings Settings(SettingReader section, HubEnvironment environment)
    {
        List<string> certificates = [];
        foreach (var reference in section.Values<string>("Certificates", KeyShape, static (string s, out string v) => (v = s).Length > 0) ?? [])
        {
            if (SecretReference.Check(reference, environment) is { } wrong)
            {
                section.Error("Certificates", wrong);
            }
            else if (MessageSecuritySettings.WithKey(SecretReference.Resolve(reference, environment) ?? string.Empty) is { } certificate)
            {
                certificate.Dispose();
                certificates.Add(reference);
            }
            else
            {
                section.Error("Certificates", $"{SecretReference.NameOf(reference)} holds no certificate with its private key; write {KeyShape}");
            }
        }

        var actor = section.Text("Actor", 500);
        section.Done();
        return new MessageSecuritySettings(certificates, actor);
    }

    /// <summary>A partner's side; null: nothing is entered.</summary>
    public static MessageSecurity? Partner(SettingReader section, string code, HubEnvironment environment, string baseDirectory)
    {
        if (!section.Exists)
        {
            return null;
        }

        var d = new MessageSecurity { User = code };
        var password = SettingsSections.Secret(section, "Password", environment, required: false);
        var security = new MessageSecurity
        {
            User = section.Text("User", 100) ?? code,
            Password = password is null ? null : SecretReference.Resolve(password, environment),
            TextAllowed = section.Flag("TextAllowed", d.TextAllowed),
            Certificates = Files(section, "Certificates", baseDirectory),
            Roots = Files(section, "Roots", baseDirectory),
            Subjects = section.Values<string>("Subjects", "a subject as the certificate has it, such as CN=…, O=…", static (string s, out string v) => (v = s).Contains('=', StringComparison.Ordinal)) ?? [],
            Encrypted = section.Flag("Encrypted", d.Encrypted),
            Sha1Until = Until(section, "Sha1Until"),
            CbcUntil = Until(section, "CbcUntil"),
            Timestamp = section.Flag("Timestamp", d.Timestamp),
            Skew = section.Duration("Skew", d.Skew, TimeSpan.Zero, TimeSpan.FromHours(1)),
            MaxAge = section.Duration("MaxAge", d.MaxAge, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
        };
        if (password is null && !security.IsSigned && !section.Lists("Certificates") && !section.Lists("Roots"))
        {
            section.Error("asks for nothing that says who sends a message; write Password, Certificates or Roots");
        }

        if (section.Lists("Roots") != section.Lists("Subjects"))
        {
            section.Error("Subjects", "roots sign for many: Roots and Subjects go together, write both or neither");
        }

        if (!security.IsSigned && (security.Sha1Until is not null || security.CbcUntil is not null))
        {
            section.Error("exceptions from algorithms are for partners that sign; write Certificates or Roots, or leave Sha1Until and CbcUntil out");
        }

        section.Done();
        return security;
    }

    /// <summary>Names and keys mean one partner.</summary>
    public static void CheckUnique(IReadOnlyList<PartnerSection> partners)
    {
        var secured = partners.Where(p => p.Configuration.MessageSecurity is not null).ToList();
        foreach (var (section, partner) in secured)
        {
            var user = partner.MessageSecurity!.User;
            if (partners.Any(p => p.Configuration != partner && (Same(p.Configuration.Code, user) || Same(p.Configuration.MessageSecurity?.User, user))))
            {
                section.Error("MessageSecurity:User", "is another partner's code or user; each has its own");
            }
        }

        Twice(secured, "Certificates", security => security.Certificates.Select(certificate => Convert.ToHexString(certificate.PublicKey.ExportSubjectPublicKeyInfo())), "a key of it is another partner's too; each signs by its own");
        Twice(secured, "Subjects", security => security.Subjects, "a subject of it is another partner's too; each has its own");
    }

    private static void Twice(List<PartnerSection> partners, string name, Func<MessageSecurity, IEnumerable<string>> of, string message)
    {
        foreach (var twice in partners.SelectMany(p => of(p.Configuration.MessageSecurity!).Distinct(StringComparer.Ordinal).Select(value => (value, p))).GroupBy(x => x.value, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            twice.Last().p.Section.Error($"MessageSecurity:{name}", message);
        }
    }

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset? Until(SettingReader section, string name) =>
        section.Parsed<DateTimeOffset?>(name, null, Codes.InstantShape + ", from when it is no longer taken", Codes.TryInstant);

    private static IReadOnlyList<X509Certificate2> Files(SettingReader section, string name, string baseDirectory)
    {
        List<X509Certificate2> certificates = [];
        foreach (var file in section.Values<string>(name, FileShape, static (string s, out string v) => (v = s).Length > 0) ?? [])
        {
            try
            {
                var bytes = File.ReadAllBytes(Path.GetFullPath(file, baseDirectory));
                certificates.Add(bytes.AsSpan().IndexOf("-----BEGIN"u8) >= 0 ? X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(bytes)) : X509CertificateLoader.LoadCertificate(bytes));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                section.Error(name, $"the file {file} does not exist or cannot be read; put the partner's certificate there");
            }
            catch (CryptographicException)
            {
                section.Error(name, $"the file {file} is no certificate; write {FileShape}");
            }
        }

        return certificates;
    }
}
