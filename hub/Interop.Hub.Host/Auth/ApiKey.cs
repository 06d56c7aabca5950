using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Interop.Hub.Host.Auth;

/// <summary>
/// A partner's key: <c>iop_&lt;id&gt;_&lt;43 characters base64url&gt;</c>, 256 random bits behind an id that may stand in a
/// log. Only its SHA-256 is kept.
/// </summary>
internal static class ApiKey
{
    private const string Prefix = "iop_";
    private const int SecretLength = 43;

    /// <summary>The id of a key, null when it has not the shape of one.</summary>
    public static string? IdOf(string key)
    {
        if (!key.StartsWith(Prefix, StringComparison.Ordinal) || key.Length is < 49 or > 80)
        {
            return null;
        }

        var end = key.IndexOf('_', Prefix.Length);
        return end > Prefix.Length && key.Length - end - 1 == SecretLength ? key[Prefix.Length..end] : null;
    }

    /// <summary>SHA-256 of a key.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Makes a key.</summary>
    public static (string Id, string Key) Create()
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        return (id, $"{Prefix}{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}");
    }
}
