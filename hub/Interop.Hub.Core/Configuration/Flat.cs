using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Interop.Hub.Core.Configuration;

/// <summary>A section as flat lines in one order, so that two of them can be compared.</summary>
internal static class Flat
{
    /// <param name="section">The section.</param>
    /// <param name="isLeftOut">True for a path below it that is not to be compared; null: all are.</param>
    public static string Text(IConfigurationSection section, Func<string, bool>? isLeftOut = null)
    {
        var text = new StringBuilder();
        foreach (var (path, value) in section.AsEnumerable(makePathsRelative: true).OrderBy(p => p.Key, StringComparer.OrdinalIgnoreCase))
        {
            if (isLeftOut?.Invoke(path) == true)
            {
                continue;
            }

            // A secret's reference is compared, never its value.
            var shown = value is not null && value.StartsWith("plain:", StringComparison.OrdinalIgnoreCase) ? "plain:" : value;
            text.Append(path.ToUpperInvariant()).Append('=').Append(shown).Append('\n');
        }

        return text.ToString();
    }

    public static string Fingerprint(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
