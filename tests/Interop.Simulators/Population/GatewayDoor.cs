using System.Globalization;
using System.Text;
using Interop.Simulators.Hosting;

namespace Interop.Simulators.Population;

/// <summary>The headers of a direct call: user and hashed password, time, client, key.</summary>
internal static class GatewayDoor
{
    /// <summary>What is wrong with the headers; null when they are right.</summary>
    public static string? Problem(Call call, Uri url, PopulationOptions options)
    {
        if (!long.TryParse(call.Header("Timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var stamp))
        {
            return "Thiếu Timestamp (mili giây)";
        }

        if (Math.Abs((double)(options.Time.GetUtcNow().ToUnixTimeMilliseconds() - stamp)) > options.TimestampTolerance.TotalMilliseconds)
        {
            return "Timestamp lệch quá mức cho phép";
        }

        if (!Digest.SameSecret(call.Header("X-Road-Client") ?? "", options.XRoadClient) | !Digest.SameSecret(call.ApiKey ?? "", options.ApiKey))
        {
            return "X-Road-Client hoặc ApiKey không đúng";
        }

        var expected = Digest.Sha256(Encoding.UTF8.GetBytes($"{url}{options.User}{stamp.ToString(CultureInfo.InvariantCulture)}{options.Secret}"));
        return Digest.Basic(call.Authorization) is { } given
            && (Digest.SameSecret(given.User, options.User) & Digest.SameSecret(given.Password.ToLowerInvariant(), expected))
            ? null
            : "Authorization không đúng: base64(user:sha256hex(url+user+timestamp+secret))";
    }
}
