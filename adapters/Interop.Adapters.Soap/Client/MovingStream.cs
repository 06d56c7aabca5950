using System.Security.Cryptography;
using Interop.Adapters.Soap.Reading;
using Interop.Adapters.Soap.Security;

namespace Interop.Adapters.Soap.Client;

/// <summary>
/// Says so whenever a piece came through: what moves is not timed out for its length. A file under a signature ends only with
/// its digest; with another it breaks, so that whoever takes it keeps nothing.
/// </summary>
internal sealed class MovingStream(Stream content, Action moved, IncrementalHash? hash, AttachmentDigest? signed) : ForwardStream
{
    /// <summary>It is not the file that was signed.</summary>
    public bool IsForged { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await content.ReadAsync(buffer, cancellationToken);
        moved();
        if (signed is not null && count > 0)
        {
            hash!.AppendData(buffer.Span[..count]);
        }
        else if (signed is not null && buffer.Length > 0 && !signed.Fits(hash!.GetCurrentHash()))
        {
            IsForged = true;
            throw new InvalidDataException("A file of the answer is not the one that was signed.");
        }

        return count;
    }
}
