using System.Security.Cryptography;
using Interop.Adapters.Soap.Reading;
using Interop.Adapters.Soap.Security;

namespace Interop.Adapters.Soap.Attachments;

/// <summary>A part under a signature: it ends only with its digest. With another it breaks, so that whoever takes it keeps nothing.</summary>
internal sealed class SignedStream(Stream content, AttachmentDigest signed) : ForwardStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(signed.Algorithm);

    /// <summary>It is not the part that was signed.</summary>
    public PackageProblem? Forged { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await content.ReadAsync(buffer, cancellationToken);
        if (count > 0)
        {
            _hash.AppendData(buffer.Span[..count]);
        }
        else if (buffer.Length > 0 && Forged is null && !signed.Fits(_hash.GetCurrentHash()))
        {
            Forged = new PackageProblem(PackageProblemKind.PartForged, "A file is not the one that the signature covers; sign files as they are sent, and change nothing in them after that.");
        }

        return Forged is null ? count : throw new BrokenPackageException(Forged);
    }

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }
}
