using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Interop.Hub.Core.Security;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Ledger.Security;

/// <summary>
/// Master keys from a file or an environment value: one base64 key of 32 bytes per line, the current one first. Lines
/// that are empty or begin with <c>#</c> are skipped. To rotate, put a new key on top; old data opens with the old
/// lines until it is wrapped anew. The content digests, on which idempotence for life rests, have a key of their own: it
/// is the line <c>digest=…</c>, or is made of the last line, which then is never removed.
/// </summary>
public sealed class FileKeyRing : IKeyRing
{
    private const string DigestMark = "digest=";

    private readonly string? _path;
    private readonly Lock _reading = new();
    private readonly byte[] _digestKey;
    private readonly byte[] _linkKey;
    private readonly byte[] _current;
    private volatile FrozenDictionary<string, byte[]> _wrapKeys;
    private DateTime _readAt;

    private FileKeyRing(IReadOnlyList<byte[]> masters, byte[]? digestKey, string? path)
    {
        _path = path;
        _current = masters[0];
        _wrapKeys = Wrapping(masters);
        CurrentId = IdOf(masters[0]);
        _linkKey = Derive(masters[0], "interop link v1");
        _digestKey = digestKey ?? Derive(masters[^1], "interop digest v1");
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Ids => _wrapKeys.Keys;

    /// <inheritdoc/>
    public string CurrentId { get; }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> DigestKey => _digestKey;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> LinkKey => _linkKey;

    /// <summary>Reads the keys of a file.</summary>
    /// <exception cref="KeyRingException">The file is missing or unreadable, or a line is not a key.</exception>
    public static FileKeyRing Open(string path, ILogger logger)
    {
        string text;
        DateTime readAt;
        try
        {
            readAt = File.GetLastWriteTimeUtc(path);
            text = File.ReadAllText(path, Encoding.UTF8);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != UnixFileMode.None)
            {
                KeyRingLog.ReadableByAll(logger, path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyRingException($"The key file {path} cannot be read: {e.Message} Without it no body and no document of the ledger opens. Restore it from its safe place; do not make a new one.", e);
        }

        var ring = Parse(text, path, path);
        ring._readAt = readAt;
        return ring;
    }

    /// <summary>Reads keys from a configuration or environment value; keys are set apart by line ends, blanks or commas.</summary>
    /// <exception cref="KeyRingException">There is no key in it, or a part is not a key.</exception>
    public static FileKeyRing FromValue(string value) => Parse(value.Replace(',', '\n').Replace(' ', '\n'), "the configured value", null);

    /// <summary>True when the digest key has a line of its own: then any key that nothing is wrapped under may go.</summary>
    public bool DigestStandsAlone { get; private init; }

    /// <summary>The text of a key file with the current key and the digest key alone: what suffices when nothing is wrapped under the others any longer.</summary>
    public string Reduced() =>
        $"# Master keys of the hub: current first. Losing this file is losing every body.\n{Convert.ToBase64String(_current)}\n# The key of the content digests: idempotence for life rests on it. Never remove it.\n{DigestMark}{Convert.ToBase64String(_digestKey)}\n";

    /// <summary>Opens the file, or makes it with one fresh key (mode 0600) when it is missing: for a sandbox.</summary>
    /// <exception cref="KeyRingException">The file is there and is no key file, or cannot be made.</exception>
    public static FileKeyRing OpenOrCreate(string path, ILogger logger)
    {
        if (File.Exists(path))
        {
            return Open(path, logger);
        }

        try
        {
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new FileStream(path, options);
            file.Write(Encoding.ASCII.GetBytes("# Master keys of the hub: current first. Losing this file is losing every body.\n"
                + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Envelope.KeySize)) + "\n"));
            file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyRingException($"The key file {path} cannot be made: {e.Message}", e);
        }

        KeyRingLog.Created(logger, path);
        return Open(path, logger);
    }

    /// <inheritdoc/>
    public byte[] Wrap(ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> context) => Envelope.Seal(_wrapKeys[CurrentId], dataKey, context);

    /// <inheritdoc/>
    public byte[] Unwrap(string keyId, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context) =>
        (_wrapKeys.TryGetValue(keyId, out var key) || TryReadAgain(keyId, out key))
            ? Envelope.Open(key, wrapped, context)
            : throw new CryptographicException($"The master key {keyId} is not in the key ring: put its line back.");

    /// <summary>
    /// Another node may have begun to use a key that was put into the file since: it is read again when it changed. What is
    /// current here stays current until the next start.
    /// </summary>
    private bool TryReadAgain(string keyId, [NotNullWhen(true)] out byte[]? key)
    {
        key = null;
        if (_path is not { } path)
        {
            return false;
        }

        lock (_reading)
        {
            try
            {
                var written = File.GetLastWriteTimeUtc(path);
                if (written != _readAt)
                {
                    _readAt = written;
                    _wrapKeys = _wrapKeys.Concat(Parse(File.ReadAllText(path, Encoding.UTF8), path, null)._wrapKeys).DistinctBy(k => k.Key).ToFrozenDictionary(StringComparer.Ordinal);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or KeyRingException)
            {
                // As before: the key is not known here, and the message says so.
            }

            return _wrapKeys.TryGetValue(keyId, out key);
        }
    }

    private static FileKeyRing Parse(string text, string source, string? path)
    {
        List<byte[]> masters = [];
        List<int> bad = [];
        byte[]? digestKey = null;
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var trimmed = line.Trim();
            if (trimmed.Length == 0 || trimmed[0] == '#')
            {
                continue;
            }

            var isDigest = trimmed.StartsWith(DigestMark, StringComparison.Ordinal);
            var key = new byte[Envelope.KeySize];
            var isKey = Convert.TryFromBase64String(isDigest ? trimmed[DigestMark.Length..] : trimmed, key, out var length) && length == Envelope.KeySize;
            if (isKey && isDigest && digestKey is null)
            {
                digestKey = key;
            }
            else if (isKey && !isDigest && !masters.Exists(m => m.AsSpan().SequenceEqual(key)))
            {
                masters.Add(key);
            }
            else
            {
                bad.Add(number);
            }
        }

        return bad.Count > 0
                ? throw new KeyRingException($"Master keys in {source}: line {string.Join(", ", bad)} is not a base64 key of 32 bytes, or stands there twice.")
            : masters.Count == 0 ? throw new KeyRingException($"There is no master key in {source}: expected one base64 key of 32 bytes per line.")
            : new FileKeyRing(masters, digestKey, path) { DigestStandsAlone = digestKey is not null };
    }

    private static FrozenDictionary<string, byte[]> Wrapping(IReadOnlyList<byte[]> masters) =>
        masters.ToFrozenDictionary(IdOf, m => Derive(m, "interop wrap v1"), StringComparer.Ordinal);

    // A fingerprint and not a name: a key cannot be filed under another's id by mistake.
    private static string IdOf(byte[] master) => Convert.ToHexStringLower(Derive(master, "interop key id v1").AsSpan(0, 6));

    private static byte[] Derive(byte[] master, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, Envelope.KeySize, salt: null, info: Encoding.ASCII.GetBytes(purpose));
}
