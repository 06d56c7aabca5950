namespace Interop.Contracts.Documents;

/// <summary>
/// A file that a packet refers to. The bytes travel apart (upload, multipart, attachment) and are named by their digest.
/// </summary>
public sealed record DocumentReference
{
    /// <summary>The sender's own id of the file (TepDinhKemId, IdTepTin), or null. 1 to 128 characters.</summary>
    public string? Id { get; init; }

    /// <summary>File name (TenTepDinhKem), 1 to 255 characters, without a path.</summary>
    public required string Name { get; init; }

    /// <summary>Media type, such as <c>application/pdf</c>.</summary>
    public required string MediaType { get; init; }

    /// <summary>Size in bytes, 0 to 2^53.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 of the bytes (HashTepTin).</summary>
    public required Sha256Digest Sha256 { get; init; }

    /// <summary>Who signed it and how, as the sender states it; verified where a rule asks for it. Null: not stated. Up to 4000 characters.</summary>
    public string? SignatureInfo { get; init; }
}
