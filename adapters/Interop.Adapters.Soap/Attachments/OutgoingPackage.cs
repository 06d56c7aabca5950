using System.Text;
using Interop.Adapters.Soap.Messages;

namespace Interop.Adapters.Soap.Attachments;

/// <summary>
/// A message with attachments on its way out: its Content-Type, its length where all lengths are known (old servers answer
/// 411 to chunks), and its bytes, written as they come.
/// </summary>
internal sealed class OutgoingPackage
{
    // A boundary of 128 bits that nobody can foresee does not occur in a file, and no file need be read to know it.
    private const int BoundaryBytes = 16;

    private readonly IReadOnlyList<(byte[] Head, OutgoingContent Content)> _parts;
    private readonly byte[] _end;

    private OutgoingPackage(string contentType, IReadOnlyList<(byte[] Head, OutgoingContent Content)> parts, byte[] end)
    {
        (ContentType, _parts, _end) = (contentType, parts, end);
        Length = parts.Aggregate((long?)end.Length, (sum, part) => sum + part.Head.Length + part.Content.Length);
    }

    /// <summary>For the HTTP header, with all parameters quoted: that is the spelling that every stack reads.</summary>
    public string ContentType { get; }

    /// <summary>Of the whole message, in bytes; null: a part's is not known.</summary>
    public long? Length { get; }

    /// <summary>Puts a message together; writes and reads nothing yet.</summary>
    /// <param name="kind">How the root and the files belong together.</param>
    /// <param name="version">The root's.</param>
    /// <param name="root">The envelope, in UTF-8.</param>
    /// <param name="parts">The files, in the order in which they go.</param>
    /// <param name="random">Fills a span with what cannot be foreseen: <c>RandomNumberGenerator.Fill</c>.</param>
    /// <param name="action">The action of SOAP 1.2, a parameter of the Content-Type; null: none. That of 1.1 is an HTTP header.</param>
    /// <exception cref="ArgumentException">An id, a media type or the action that a header cannot carry, or one id twice.</exception>
    public static OutgoingPackage Of(
        PackageKind kind, SoapVersion version, OutgoingContent root, IReadOnlyList<OutgoingPart> parts, Action<Span<byte>> random, string? action = null)
    {
        var mark = Mark(random);
        var rootId = $"root-{mark}@interop";
        foreach (var part in parts)
        {
            RequireHeaderText(part.MediaType);
            if (part.ContentId.Length == 0 || part.ContentId.Any(c => c is <= ' ' or > '~' or '<' or '>'))
            {
                throw new ArgumentException("A Content-ID must be visible ASCII without angle brackets.", nameof(parts));
            }
        }

        // Compared as a reader compares them.
        if (parts.Select(part => ContentIds.OfHeader(part.ContentId)).Append(rootId).Distinct().Count() != parts.Count + 1)
        {
            throw new ArgumentException("Two parts have the same Content-ID.", nameof(parts));
        }

        var boundary = $"part-{mark}";
        var heads = new List<(byte[] Head, OutgoingContent Content)> { (Head($"--{boundary}", RootType(kind, version), rootId), root) };
        heads.AddRange(parts.Select(part => (Head($"\r\n--{boundary}", part.MediaType, part.ContentId), part.Content)));
        return new OutgoingPackage(PackageTypeOf(kind, version, rootId, boundary, action), heads, Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n"));
    }

    /// <summary>Writes it, once.</summary>
    /// <exception cref="IOException">A part was longer or shorter than announced; what was written is to be cut off.</exception>
    public async Task WriteToAsync(Stream target, CancellationToken cancellationToken)
    {
        foreach (var (head, content) in _parts)
        {
            await target.WriteAsync(head, cancellationToken);
            await content.WriteToAsync(target, cancellationToken);
        }

        await target.WriteAsync(_end, cancellationToken);
    }

    private static string RootType(PackageKind kind, SoapVersion version) => kind == PackageKind.Xop
        ? $"{PackageType.XopRoot}; charset=utf-8; type=\"{version.MediaType}\""
        : $"{version.MediaType}; charset=utf-8";

    private static string PackageTypeOf(PackageKind kind, SoapVersion version, string rootId, string boundary, string? action)
    {
        var type = kind == PackageKind.Xop
            ? $"{PackageType.Multipart}; type=\"{PackageType.XopRoot}\"; start=\"<{rootId}>\"; start-info=\"{version.MediaType}\""
            : $"{PackageType.Multipart}; type=\"{version.MediaType}\"; start=\"<{rootId}>\"";

        // Beside start-info and not inside it: the quotes within quotes of the W3C's example are what old parsers break on.
        if (action is not null && version == SoapVersion.Soap12)
        {
            RequireHeaderText(action);
            type += $"; action=\"{action.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        }

        return $"{type}; boundary=\"{boundary}\"";
    }

    private static byte[] Head(string boundary, string type, string id) =>
        Encoding.UTF8.GetBytes($"{boundary}\r\nContent-Type: {type}\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <{id}>\r\n\r\n");

    private static string Mark(Action<Span<byte>> random)
    {
        Span<byte> bytes = stackalloc byte[BoundaryBytes];
        random(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private static void RequireHeaderText(string text)
    {
        if (text.Any(char.IsControl))
        {
            throw new ArgumentException("A header cannot carry a control character.", nameof(text));
        }
    }
}
