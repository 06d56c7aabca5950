using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Interop.Adapters.Population.Wire;

namespace Interop.Adapters.Population;

/// <summary>The headers by which a gateway knows us (contracts/README.md, table of sources). Pure but for the clock given.</summary>
internal abstract record GatewayAccess
{
    private GatewayAccess()
    {
    }

    public abstract IReadOnlyList<KeyValuePair<string, string>> Headers(Uri address, DateTimeOffset now);

    /// <summary>Basic base64(user:sha256hex(url + user + timestamp + secret)), with the timestamp beside it.</summary>
    public sealed record Direct(string User, string Secret, string ApiKey, string XRoadClient) : GatewayAccess
    {
        public override IReadOnlyList<KeyValuePair<string, string>> Headers(Uri address, DateTimeOffset now)
        {
            var timestamp = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.AbsoluteUri + User + timestamp + Secret)));
            return
            [
                new("Authorization", "Basic " + Base64($"{User}:{hash}")),
                new("Timestamp", timestamp),
                new("X-Road-Client", XRoadClient),
                new("ApiKey", ApiKey),
            ];
        }
    }

    /// <summary>A bearer token, the application's access and the officer's key.</summary>
    public sealed record Lgsp(string BearerToken, LgspAccess Access, string OfficerKeyName, string OfficerKeyPass) : GatewayAccess
    {
        public override IReadOnlyList<KeyValuePair<string, string>> Headers(Uri address, DateTimeOffset now) =>
        [
            new("Authorization", "Bearer " + BearerToken),
            new("lgspaccesstoken", Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(Access, PopulationWire.Readable.LgspAccess))),
            new("AuthHash", Base64($"{OfficerKeyName}:{OfficerKeyPass}")),
        ];
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
