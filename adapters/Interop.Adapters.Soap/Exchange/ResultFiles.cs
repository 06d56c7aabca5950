using Interop.Adapters.Soap.Endpoint;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>
/// Keeps the files of a result, those in the XML and those beside it, before the packet that names them is handed over. A
/// message counts when it was read to its end; what was kept of one that did not is nobody's, and is collected.
/// </summary>
internal sealed class ResultFiles(IDossierExchange exchange, ExchangeCaller caller)
{
    private readonly Dictionary<string, KeepAnswer.Kept> _parts = new(StringComparer.Ordinal);
    private SoapReply? _refusal;

    /// <returns>The files in the order given, or why not.</returns>
    public async Task<(IReadOnlyList<IssuedFile?> Kept, SoapReply? Refusal)> KeepAsync(
        IReadOnlyList<IncomingFile?> files, ISoapAttachments attachments, CancellationToken cancellationToken)
    {
        List<IssuedFile?> kept = [];
        foreach (var file in files.Where(f => f is { Part: null }))
        {
            await using var bytes = new MemoryStream(file!.Data.ToArray(), writable: false);
            if (await KeptAsync([file], bytes, cancellationToken) is not { } inline)
            {
                return ([], _refusal);
            }

            kept.Add(file.As(inline));
        }

        var parts = files.Where(f => f is { Part: not null }).ToLookup(f => f!.Part!, f => f!, StringComparer.Ordinal);
        if (parts.Count > 0)
        {
            var problem = await attachments.ReadAsync((part, content, stop) => TakeAsync([.. parts[part]], part, content, stop), cancellationToken);
            _refusal ??= problem is null ? null : new SoapReply.Broken(problem);
            if (_refusal is not null)
            {
                return ([], _refusal);
            }
        }

        var inlines = new Queue<IssuedFile?>(kept);
        return ([.. files.Select(f => f is null ? null : f.Part is { } part ? f.As(_parts[part]) : inlines.Dequeue())], null);
    }

    private async Task<bool> TakeAsync(IReadOnlyList<IncomingFile> files, string part, Stream content, CancellationToken cancellationToken)
    {
        if (files.Count == 0)
        {
            return true;
        }

        if (await KeptAsync(files, content, cancellationToken) is not { } kept)
        {
            return false;
        }

        _parts[part] = kept;
        return true;
    }

    /// <summary>One part may be the file of several papers, each with a digest of its own.</summary>
    private async Task<KeepAnswer.Kept?> KeptAsync(IReadOnlyList<IncomingFile> files, Stream content, CancellationToken cancellationToken)
    {
        switch (await exchange.KeepAsync(caller, files.Select(f => f.Stated).FirstOrDefault(s => s is not null), content, cancellationToken))
        {
            case KeepAnswer.Kept kept when files.All(f => f.Stated is not { } stated || stated == kept.Sha256):
                return kept;
            case KeepAnswer.Refused refused:
                _refusal = ExchangeFaults.Of(refused.Refusal);
                return null;
            default:
                _refusal = ExchangeFaults.Invalid([.. files.Where(f => f.Stated is not null).Select(f => f.OtherDigest())]);
                return null;
        }
    }
}
