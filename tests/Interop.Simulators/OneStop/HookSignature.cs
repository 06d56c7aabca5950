using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Interop.Simulators.OneStop;

/// <summary>Checks <c>X-Interop-Signature: t=&lt;unix seconds&gt;,v1=&lt;hex hmac-sha256(secret, t + "." + body)&gt;</c>.</summary>
internal static class HookSignature
{
    /// <summary>What is wrong with the signature; null when it is right.</summary>
    public static string? Problem(string? header, ReadOnlySpan<byte> body, OneStopOptions options)
    {
        if (string.IsNullOrEmpty(header))
        {
            return "X-Interop-Signature is missing";
        }

        string? time = null;
        string? mac = null;
        foreach (var part in header.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.StartsWith("t=", StringComparison.Ordinal))
            {
                time = part[2..];
            }
            else if (part.StartsWith("v1=", StringComparison.Ordinal))
            {
                mac = part[3..];
            }
        }

        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || mac is not { Length: 64 })
        {
            return "X-Interop-Signature must read t=<unix seconds>,v1=<64 hexadecimal digits>";
        }

        Span<byte> given = stackalloc byte[32];
        if (Convert.FromHexString(mac, given, out _, out _) != System.Buffers.OperationStatus.Done
            || !CryptographicOperations.FixedTimeEquals(given, Expected(time!, body, options.Secret)))
        {
            return "the signature does not match the body";
        }

        var age = options.Time.GetUtcNow().ToUnixTimeSeconds() - seconds;
        return Math.Abs((double)age) > options.SignatureTolerance.TotalSeconds ? "the signature's time is too far from the clock" : null;
    }

    public static byte[] Expected(string time, ReadOnlySpan<byte> body, string secret)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.UTF8.GetBytes(time + "."));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }
}
