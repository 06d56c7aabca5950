namespace Interop.Adapters.Soap.Attachments;

/// <summary>What a foreign package may cost. Every limit is checked while reading, before anything is kept past it.</summary>
public sealed record PackageLimits
{
    /// <summary>Limits for a message of a partner: 100 parts, 8 KiB of headers each, a root of 32 MiB, parts of 2 GiB, 4 GiB in all.</summary>
    public static PackageLimits Default { get; } = new();

    /// <summary>Parts, the root included. Default 100.</summary>
    public int MaxParts { get; init; } = 100;

    /// <summary>Bytes of one part's headers, and of what stands before the first part. Default 8 KiB.</summary>
    public int MaxHeaderBytes { get; init; } = 8 << 10;

    /// <summary>Bytes of the root, decoded. Default 32 MiB, as for a message without attachments: it is read into memory.</summary>
    public int MaxRootBytes { get; init; } = 32 << 20;

    /// <summary>Bytes of one attachment, decoded. Default 2 GiB.</summary>
    public long MaxPartBytes { get; init; } = 2L << 30;

    /// <summary>Bytes of the whole message as sent. Default 4 GiB.</summary>
    public long MaxPackageBytes { get; init; } = 4L << 30;

    /// <summary>
    /// Whether an XOP package may carry parts that its root does not refer to. Default no: the contract has no place for
    /// them. In SOAP with Attachments it always may.
    /// </summary>
    public bool TakeUnreferenced { get; init; }
}
