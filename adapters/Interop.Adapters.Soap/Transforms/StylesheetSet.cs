using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Interop.Adapters.Soap.Transforms;

/// <summary>The stylesheets and code maps of one version of a profile. Immutable: another version is another set, with another key.</summary>
internal sealed class StylesheetSet
{
    public StylesheetSet(
        IReadOnlyDictionary<string, byte[]> files,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? maps = null)
    {
        Files = files.ToFrozenDictionary(StringComparer.Ordinal);
        Maps = (maps ?? FrozenDictionary<string, IReadOnlyDictionary<string, string>>.Empty).ToFrozenDictionary(StringComparer.Ordinal);
        Key = KeyOf();
    }

    /// <summary>Stylesheets by file name; no folders.</summary>
    public FrozenDictionary<string, byte[]> Files { get; }

    /// <summary>Code maps by name: code → code.</summary>
    public FrozenDictionary<string, IReadOnlyDictionary<string, string>> Maps { get; }

    /// <summary>SHA-256 of all of it, in hexadecimal: what a worker keeps compiled stylesheets by.</summary>
    public string Key { get; }

    private string KeyOf()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, content) in Files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            Add(name);
            hash.AppendData(BitConverter.GetBytes(content.Length));
            hash.AppendData(content);
        }

        foreach (var (name, map) in Maps.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            Add(name);
            foreach (var (from, to) in map.OrderBy(e => e.Key, StringComparer.Ordinal))
            {
                Add(from);
                Add(to);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
    }
}
