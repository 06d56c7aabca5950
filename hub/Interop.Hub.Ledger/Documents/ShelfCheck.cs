using System.Security.Cryptography;

namespace Interop.Hub.Ledger.Documents;

/// <summary>Tries a shelf out with a probe object, which no document means: should it stay, it is swept.</summary>
internal sealed class ShelfCheck(ISealedShelf shelf, TimeProvider time) : IDocumentShelfCheck
{
    private const int ProbeBytes = 4096;

    public async Task<string?> TryOutAsync(CancellationToken cancellationToken)
    {
        var probe = Generation.New(time);
        var content = RandomNumberGenerator.GetBytes(ProbeBytes);
        try
        {
            await shelf.PrepareAsync(cancellationToken);
            await using (var blob = await shelf.CreateAsync(probe, ProbeBytes, cancellationToken))
            {
                await blob.WriteAsync(content, cancellationToken);
                await blob.CommitAsync(cancellationToken);
            }

            await using (var back = await shelf.OpenAsync(probe.Name, cancellationToken))
            {
                var read = new byte[ProbeBytes];
                if (back is null || await back.ReadAtLeastAsync(read, ProbeBytes, throwOnEndOfStream: false, cancellationToken) < ProbeBytes || !read.AsSpan().SequenceEqual(content))
                {
                    return "an object that was written does not come back as it was";
                }
            }

            await shelf.RemoveAsync(probe.Name, cancellationToken);
            return await shelf.HasAsync(probe.Name, cancellationToken) ? "an object that was deleted is still there: the hub needs the right to delete" : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.InnerException is null || e is StoreWriteException { Message: not StoreWriteException.Plain } ? e.Message : $"{e.Message} {e.InnerException.Message}";
        }
    }
}
