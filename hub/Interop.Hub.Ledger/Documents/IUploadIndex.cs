using Interop.Contracts.Documents;

namespace Interop.Hub.Ledger.Documents;

/// <summary>A stretch of an upload, laid down as a blob of its own.</summary>
/// <param name="Start">Its first byte in the file.</param>
/// <param name="Length">Its length in the clear.</param>
/// <param name="Generation">Its blob.</param>
internal sealed record UploadPart(long Start, long Length, Generation Generation);

/// <summary>An upload under way: parts without a gap from the beginning.</summary>
/// <param name="Total">Size of the whole file.</param>
/// <param name="Parts">What is here, in order.</param>
internal sealed record Upload(long Total, IReadOnlyList<UploadPart> Parts)
{
    /// <summary>More pieces than this are refused: a file of 80 GiB has as many in pieces of 8 MiB.</summary>
    public const int MostParts = 10_000;

    public long Received => Parts.Count == 0 ? 0 : Parts[^1].Start + Parts[^1].Length;
}

/// <summary>How far an upload is, without its parts.</summary>
internal readonly record struct UploadExtent(long Total, long Received, long Parts)
{
    /// <summary>True when a part may be added to what is there; null: nothing is.</summary>
    public static bool Takes(UploadExtent? there, long total, UploadPart part, DateTimeOffset ledgerNow) =>
        part.Start == (there?.Received ?? 0)
        && part.Length > 0
        && part.Start + part.Length <= total
        && (there is not { } known || (known.Total == total && known.Parts < Upload.MostParts))
        && part.Generation.Enters(ledgerNow);
}

/// <summary>
/// Uploads that come in pieces, in the ledger, so that any node continues what another began. Each call is one commit.
/// </summary>
internal interface IUploadIndex
{
    /// <summary>An upload; null: there is none.</summary>
    Task<Upload?> FindAsync(string owner, Sha256Digest digest, CancellationToken cancellationToken);

    /// <summary>
    /// Adds a part, when <see cref="UploadExtent.Takes"/> says so. Of two parts for one place the second is refused.
    /// </summary>
    /// <returns>True when it was added.</returns>
    Task<bool> AddAsync(string owner, Sha256Digest digest, long total, UploadPart part, CancellationToken cancellationToken);

    /// <summary>Forgets an upload, whole or not.</summary>
    /// <returns>Its parts, whose blobs may now be removed.</returns>
    Task<IReadOnlyList<UploadPart>> EndAsync(string owner, Sha256Digest digest, CancellationToken cancellationToken);

    /// <summary>Forgets uploads to which nothing was added since a time.</summary>
    /// <returns>Their parts; at most about <paramref name="limit"/> uploads' at once, none when there are no more.</returns>
    Task<IReadOnlyList<UploadPart>> ExpireAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
