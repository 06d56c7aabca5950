using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Interop.Adapters.Soap.Security;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>WS-Security of a profile: what its messages carry and what its answers must prove. Names settings and secrets of the destination; holds none.</summary>
internal sealed record ProfileSecurity
{
    private static readonly Dictionary<string, PasswordKind> Kinds = new(StringComparer.Ordinal) { ["digest"] = PasswordKind.Digest, ["text"] = PasswordKind.Text };

    private static readonly Dictionary<string, int> Hashes = new(StringComparer.Ordinal) { ["sha256"] = 256, ["sha384"] = 384, ["sha512"] = 512, ["sha1"] = 1 };

    private static readonly Dictionary<string, ContentEncryption> Contents = new(StringComparer.Ordinal)
    {
        ["aes256-gcm"] = ContentEncryption.Aes256Gcm, ["aes128-gcm"] = ContentEncryption.Aes128Gcm, ["aes256-cbc"] = ContentEncryption.Aes256Cbc, ["aes128-cbc"] = ContentEncryption.Aes128Cbc,
    };

    /// <summary>What needs no secret.</summary>
    public required OutgoingSecurity Outgoing { get; init; }

    /// <summary>UsernameToken: a setting, a secret; null: none.</summary>
    public (string User, string Password, PasswordKind Kind)? User { get; init; }

    /// <summary>Signature: the secret that is the certificate with its key; null: none.</summary>
    public (string Certificate, HashAlgorithmName Hash)? Signature { get; init; }

    /// <summary>Whose signature every answer must have; null: answers are not signed.</summary>
    public AnswerKeys? Answers { get; init; }

    public static ProfileSecurity? Read(ProfileNode? node, FrozenDictionary<string, string?> settings, FrozenSet<string> secrets, ProfileFiles files)
    {
        if (node is null)
        {
            return null;
        }

        var security = new ProfileSecurity
        {
            Outgoing = new OutgoingSecurity
            {
                Lifetime = node.Has("timestamp") ? node.Duration("timestamp", TimeSpan.FromSeconds(10), TimeSpan.FromHours(1)) : null,
                Actor = node.Text("actor", 500),
                MustUnderstand = !node.Has("mustUnderstand") || node.Flag("mustUnderstand"),
                Encryption = Encrypted(node.Object("encrypt"), files),
            },
            User = UserOf(node.Object("user"), settings, secrets),
            Signature = SignatureOf(node.Object("sign"), secrets),
            Answers = AnswerKeys.Read(node.Object("answers"), settings.ContainsKey),
        };
        node.Close();
        if (security is { User: null, Signature: null, Outgoing: { Lifetime: null, Encryption: null }, Answers: null })
        {
            node.Error(string.Empty, "asks for nothing; write timestamp, user, sign, encrypt or answers, or leave it out");
        }

        return security;
    }

    /// <summary>With one destination's values.</summary>
    /// <param name="values">Its settings.</param>
    /// <param name="secrets">Its secrets.</param>
    /// <param name="wrong">Told the setting's name, and what is wrong and what to write.</param>
    public OutgoingSecurity Bind(IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, string> secrets, Action<string, string> wrong) => Outgoing with
    {
        User = User is { } user && values.TryGetValue(user.User, out var name) && secrets.TryGetValue(user.Password, out var password) ? new OutgoingUser(name, password, user.Kind) : null,
        Signature = Signature is { } signature && secrets.TryGetValue(signature.Certificate, out var pem) && KeyOf(pem, signature.Certificate, wrong) is { } certificate
            ? new OutgoingSignature { Certificate = certificate, Hash = signature.Hash }
            : null,
    };

    private static X509Certificate2? KeyOf(string pem, string name, Action<string, string> wrong)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem, pem);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // The framework's words quote nothing of a key, but nothing says so.
            wrong($"Secrets:{name}", "is no certificate with its private key; write file:/path of a PEM file that holds both, the key unencrypted (PKCS #8)");
            return null;
        }
    }

    private static (string, string, PasswordKind)? UserOf(ProfileNode? node, FrozenDictionary<string, string?> settings, FrozenSet<string> secrets)
    {
        if (node is null)
        {
            return null;
        }

        var (name, password) = (node.Required("name", "TenDangNhap", 100), node.Required("password", "MatKhau", 100));
        var kind = node.Choice("kind", Kinds) ?? PasswordKind.Digest;
        Known(node, "name", name, settings.ContainsKey(name), "setting");
        Known(node, "password", password, secrets.Contains(password), "secret");
        node.Close();
        return (name, password, kind);
    }

    private static (string, HashAlgorithmName)? SignatureOf(ProfileNode? node, FrozenSet<string> secrets)
    {
        if (node is null)
        {
            return null;
        }

        var certificate = node.Required("certificate", "ChungThu", 100);
        var hash = node.Choice("hash", Hashes) ?? 256;
        Known(node, "certificate", certificate, secrets.Contains(certificate), "secret");
        node.Close();
        return (certificate, hash == 1 ? HashAlgorithmName.SHA1 : new HashAlgorithmName(string.Create(CultureInfo.InvariantCulture, $"SHA{hash}")));
    }

    private static OutgoingEncryption? Encrypted(ProfileNode? node, ProfileFiles files)
    {
        if (node is null)
        {
            return null;
        }

        var name = node.Required("certificate", "bo-mau.pem", 100);
        var content = node.Choice("content", Contents) ?? ContentEncryption.Aes256Gcm;
        node.Close();
        if (name.Length == 0)
        {
            return null;
        }

        if (!files.Contents.TryGetValue(name, out var bytes))
        {
            node.Error("certificate", "names no file of the profile");
            return null;
        }

        try
        {
            var certificate = bytes.AsSpan().IndexOf("-----BEGIN"u8) >= 0 ? X509Certificate2.CreateFromPem(System.Text.Encoding.ASCII.GetString(bytes)) : X509CertificateLoader.LoadCertificate(bytes);
            using var rsa = certificate.GetRSAPublicKey();
            if (rsa is not null)
            {
                return new OutgoingEncryption { Certificate = certificate, Content = content };
            }

            node.Error("certificate", "has no RSA key; the Body is encrypted by RSA-OAEP");
        }
        catch (CryptographicException)
        {
            node.Error("certificate", "is no certificate; put the partner's into the folder, PEM or DER");
        }

        return null;
    }

    private static void Known(ProfileNode node, string field, string name, bool known, string what)
    {
        if (name.Length > 0 && !known)
        {
            node.Error(field, $"names no {what} of the profile");
        }
    }
}
