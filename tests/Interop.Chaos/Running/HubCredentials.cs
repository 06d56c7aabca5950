using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Interop.Chaos.Running;

/// <summary>What every node of one hub shares: the master key, and the keys of its partners. Fresh for each run.</summary>
internal sealed record HubCredentials(string MasterKey, string OneStopKey, string MinistryKey)
{
    public static HubCredentials Make() => new(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), NewKey("onestop"), NewKey("ministry"));

    /// <summary>How a key stands in a configuration.</summary>
    public static (string Id, string Sha256) Entry(string key) => (key.Split('_')[1], Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))));

    private static string NewKey(string id) => $"iop_{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";
}
