using System.Security.Cryptography;
using Interop.Adapters.Delivery;
using Interop.Hub.Core.Security;

namespace Interop.Hub.Ledger.Documents;

/// <summary>The parts of an upload in the clear, one behind the other; one is open at a time.</summary>
internal sealed class PartsStream(ISealedShelf shelf, string owner, Upload upload, IKeyRing ring) : ForwardStream
{
    private int _next;
    private SealedReader? _open;
    private long _left;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            if (_open is not null)
            {
                var read = await _open.ReadAsync(buffer, cancellationToken);
                if (read > 0)
                {
                    _left -= read;
                    return read;
                }

                if (_left != 0)
                {
                    throw new DocumentUnavailableException("A part of an upload has another length than the ledger says.");
                }

                await _open.DisposeAsync();
                _open = null;
            }

            if (_next == upload.Parts.Count)
            {
                return 0;
            }

            var part = upload.Parts[_next++];
            _open = await OpenAsync(part, cancellationToken);
            _left = part.Length;
        }

        return 0;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_open is not null)
        {
            await _open.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    private async Task<SealedReader> OpenAsync(UploadPart part, CancellationToken cancellationToken)
    {
        Stream? file = null;
        try
        {
            file = await shelf.OpenAsync(part.Generation.Name, cancellationToken)
                ?? throw new DocumentUnavailableException("A part of an upload is gone.");

            // The frames vouch for the part, and the file's digest for them all: a digest of one part is not kept.
            return await Unseal.OpenPartAsync(file, owner, ring, cancellationToken);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or CryptographicException)
        {
            if (file is not null)
            {
                await file.DisposeAsync();
            }

            throw e as DocumentUnavailableException ?? new DocumentUnavailableException("A part of an upload cannot be read.", e);
        }
    }
}
