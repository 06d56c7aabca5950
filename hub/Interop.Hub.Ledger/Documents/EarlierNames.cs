using System.Security.Cryptography;
using System.Text;
using Interop.Contracts.Documents;

namespace Interop.Hub.Ledger.Documents;

/// <summary>Names of files that were laid down before there were generations: one for each owner and digest.</summary>
internal static class EarlierNames
{
    public static string Of(string owner, Sha256Digest digest) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(owner)).AsSpan(0, 8))}/{digest.Value[..2]}/{digest.Value}";
}
