using Interop.Contracts.Documents;

namespace Interop.Hub.Core.Documents;

/// <summary>
/// Uploads that come in pieces, from the beginning onwards. What one node was sent, any node goes on with; what nobody
/// goes on with is forgotten after a day.
/// </summary>
public interface IResumableUploads
{
    /// <summary>How far an upload is; null: nothing of the file is here.</summary>
    Task<UploadProgress?> FindAsync(string owner, Sha256Digest digest, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a piece. A sender that breaks off leaves what it sent, and goes on behind it; a piece that is here already is
    /// harmless. With the last piece the digest of the whole is checked: with another digest nothing is kept. A piece
    /// without bytes asks to finish what is here.
    /// </summary>
    Task<UploadResult> AppendAsync(string owner, Sha256Digest digest, UploadRange range, Stream content, CancellationToken cancellationToken);
}

/// <summary>A piece of a file.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its length.</param>
/// <param name="Total">The length of the whole file.</param>
public sealed record UploadRange(long Start, long Length, long Total);

/// <summary>How far an upload is.</summary>
/// <param name="Received">Bytes that are here, from the beginning without a gap.</param>
/// <param name="Total">The length of the whole file.</param>
/// <param name="Finished">True when the file is kept.</param>
public sealed record UploadProgress(long Received, long Total, bool Finished);

/// <summary>What became of a piece.</summary>
public abstract record UploadResult
{
    private UploadResult()
    {
    }

    /// <summary>Kept; more is to come.</summary>
    /// <param name="Received">Bytes that are here; the next piece begins there.</param>
    public sealed record Incomplete(long Received) : UploadResult;

    /// <summary>The whole file has come; what became of it.</summary>
    public sealed record Finished(PutResult Result) : UploadResult;

    /// <summary>Not kept: the piece does not begin where the upload ends, or another request went on with it meanwhile.</summary>
    /// <param name="Received">Bytes that are here; a piece must begin there, or before.</param>
    public sealed record Elsewhere(long Received) : UploadResult;

    /// <summary>Not kept: the upload was begun with another length.</summary>
    /// <param name="Total">The length it was begun with.</param>
    public sealed record OtherTotal(long Total) : UploadResult;

    /// <summary>Not kept: the file came in too many pieces. It may be sent whole; the pieces are forgotten after a day.</summary>
    /// <param name="Most">How many there may be.</param>
    public sealed record TooManyPieces(int Most) : UploadResult;
}
