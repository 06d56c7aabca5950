using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace Interop.Adapters.Soap.Security;

/// <summary>A user whose password fitted.</summary>
/// <param name="Name">The user.</param>
/// <param name="Nonce">What is spent by this message; null: the token holds none.</param>
/// <param name="Expires">Until when it must be remembered.</param>
internal sealed record ProvenUser(string Name, byte[]? Nonce, DateTimeOffset Expires);

/// <summary>UsernameToken Profile 1.0 and 1.1.</summary>
internal static class UsernameTokens
{
    public const int MaxName = 256;

    private const int MaxPassword = 1024;
    private const int MaxNonce = 256;

    public static async ValueTask<(ProvenUser? User, SecurityProblem? Problem)> JudgeAsync(
        XmlElement? token, IncomingSecurity rules, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (token is null || rules.Username is not { } rule)
        {
            return (null, null);
        }

        var (claim, problem) = Claim.Read(token);
        if (claim is null)
        {
            return (null, problem);
        }

        if (!claim.IsDigest && !rule.TextAllowed)
        {
            return No(SecurityProblemKind.TokenUnsupported, "A password as text is not taken; send PasswordDigest.");
        }

        if (claim.Created is { } created)
        {
            if (Freshness.FromFuture(created, rules.Skew, now) is { } future)
            {
                return (null, future);
            }

            if (now >= created + rule.MaxAge + rules.Skew)
            {
                return No(SecurityProblemKind.Expired, $"The UsernameToken is too old; make a new one for each message, and set your clock: it is {Freshness.Told(now)} here.");
            }
        }

        // A user who does not exist takes as long as one who does.
        var password = await rule.PasswordOf(claim.Name, cancellationToken);
        var fits = claim.Fits(password ?? string.Empty) && password is not null;
        if (!fits && !(!claim.IsDigest && rule.TextFits is { } text && await text(claim.Name, claim.Password, cancellationToken)))
        {
            return (null, SecurityProblem.NotKnown);
        }

        var expires = claim.Created is { } made ? made + rule.MaxAge + rules.Skew : now + rule.MaxAge + rules.Skew;
        return (new ProvenUser(claim.Name, claim.Nonce, expires), null);
    }

    /// <summary>The standard's own use of SHA-1: Base64(SHA-1(nonce + created + password)).</summary>
    public static byte[] Digest(ReadOnlySpan<byte> nonce, string created, string password)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(nonce);
        hash.AppendData(Encoding.UTF8.GetBytes(created));
        hash.AppendData(Encoding.UTF8.GetBytes(password));
        return hash.GetHashAndReset();
    }

    private static (ProvenUser?, SecurityProblem?) No(SecurityProblemKind kind, string message) => (null, new SecurityProblem(kind, message));

    /// <summary>What a token says.</summary>
    private sealed record Claim(string Name, string Password, bool IsDigest, byte[]? Nonce, string CreatedText, DateTimeOffset? Created)
    {
        public override string ToString() => nameof(Claim);

        public static (Claim? Claim, SecurityProblem? Problem) Read(XmlElement token)
        {
            int Count(string ns, string name) => token.Elements().Count(child => child.Is(ns, name));

            var nonce = Count(SecurityNames.Wsse, "Nonce") == 0 ? null : token.Only(SecurityNames.Wsse, "Nonce")?.Bytes(MaxNonce) ?? [];
            var createdText = Count(SecurityNames.Wsu, "Created") == 0 ? null : token.Only(SecurityNames.Wsu, "Created")?.Text() ?? string.Empty;
            var created = Freshness.Instant(createdText);
            var password = token.Only(SecurityNames.Wsse, "Password");
            if (token.Only(SecurityNames.Wsse, "Username")?.Text() is not { Length: > 0 and <= MaxName } name
                || password?.Text() is not { Length: <= MaxPassword } secret
                || nonce is []
                || (createdText is not null && created is null))
            {
                return (null, new SecurityProblem(SecurityProblemKind.Malformed, "The UsernameToken cannot be read; send one Username, one Password, and with PasswordDigest one Nonce in base64 and one wsu:Created with its offset."));
            }

            var type = password.Value("Type");
            var digest = type == SecurityNames.PasswordDigest;
            if (!digest && type is not (null or SecurityNames.PasswordText))
            {
                return (null, new SecurityProblem(SecurityProblemKind.TokenUnsupported, "The Type of the Password is not taken; send PasswordText or PasswordDigest, by the full name."));
            }

            return digest && (nonce is null || created is null)
                ? (null, new SecurityProblem(SecurityProblemKind.Malformed, "PasswordDigest without Nonce and wsu:Created can be sent again by anybody; send both."))
                : (new Claim(name, secret, digest, nonce, createdText ?? string.Empty, created), null);
        }

        /// <summary>In a time that tells nothing of how much was right.</summary>
        public bool Fits(string password)
        {
            if (!IsDigest)
            {
                return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(Password)), SHA256.HashData(Encoding.UTF8.GetBytes(password)));
            }

            var sent = new byte[Password.Length];
            return Convert.TryFromBase64String(Password, sent, out var length)
                && CryptographicOperations.FixedTimeEquals(sent.AsSpan(0, length), Digest(Nonce, CreatedText, password));
        }
    }
}
