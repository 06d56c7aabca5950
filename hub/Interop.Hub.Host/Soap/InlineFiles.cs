using Interop.Adapters.Delivery;
using Interop.Adapters.Soap.Exchange;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Documents;

namespace Interop.Hub.Host.Soap;

/// <summary>The files of one answer: inside it while they fit, the others at their addresses.</summary>
internal sealed class InlineFiles
{
    /// <summary>Bytes of files in one answer, as the contracts say.</summary>
    public const long Most = 8 << 20;

    private long _room = Most;

    /// <summary>A file of the answer. Its bytes may not be to be had now: then they may be at its address.</summary>
    public async Task<FetchedFile> OfAsync(DocumentReference reference, Uri address, Func<CancellationToken, Task<StoredDocument?>> open, CancellationToken cancellationToken)
    {
        var data = reference.Size <= _room ? await ReadAsync(open, cancellationToken) : null;
        _room -= data?.Length ?? 0;
        return new FetchedFile(reference, address, data);
    }

    private async Task<ReadOnlyMemory<byte>?> ReadAsync(Func<CancellationToken, Task<StoredDocument?>> open, CancellationToken cancellationToken)
    {
        try
        {
            if (await open(cancellationToken) is not { } stored)
            {
                return null;
            }

            await using var content = stored.Content;
            if (stored.Size > _room)
            {
                return null;
            }

            var bytes = new byte[stored.Size];
            await content.ReadExactlyAsync(bytes, cancellationToken);
            return bytes;
        }
        catch (DocumentUnavailableException)
        {
            return null;
        }
    }
}
