using Interop.Adapters.Soap.Endpoint;
using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>
/// Keeps the files of a message, those in the XML and those beside it, before the packet that names them is handed over. A
/// message counts when it was read to its end; what was kept of one that did not is nobody's, and is collected.
/// </summary>
internal sealed class MessageFiles(IFileKeeper keeper, ExchangeCaller caller, ExchangeFaults faults)
{
    private readonly Dictionary<string, KeepAnswer.Kept> _parts = new(StringComparer.Ordinal);
    private SoapReply? _refusal;

    /// <returns>The files in the order given, or why not.</returns>
    public async Task<(IReadOnlyList<IssuedFile?> Kept, SoapReply? Refusal)> KeepAsync(
        IReadOnlyList<IncomingFile?> files, SoapCall call, CancellationToken cancellationToken)
    {
        // 1. Those that were kept as they came in, each without a word about its digest.
        foreach (var (name, file) in call.Kept)
        {
            _parts[name] = new KeepAnswer.Kept(file.Digest, file.Bytes);
        }

        if (files.Where(f => f is { Stated: { } stated, Part: { } part } && _parts.TryGetValue(part, out var came) && came.Sha256 != stated).Select(f => f!.OtherDigest()).ToList() is { Count: > 0 } others)
        {
            return ([], faults.Invalid(others));
        }

        // 2. Those that stand in the XML.
        var kept = new IssuedFile?[files.Count];
        for (var i = 0; i < files.Count; i++)
        {
            if (files[i] is { Part: null } inline)
            {
                await using var bytes = new ReadOnlyMemoryStream(inline.Data);
                if (await KeptAsync([inline], bytes, cancellationToken) is not { } stored)
                {
                    return ([], _refusal);
                }

                kept[i] = inline.As(stored);
            }
        }

        // 3. Those beside it.
        var parts = files.Where(f => f is { Part: { } part } && !_parts.ContainsKey(part)).ToLookup(f => f!.Part!, f => f!, StringComparer.Ordinal);
        if (parts.Count > 0)
        {
            var problem = await call.Attachments.ReadAsync((part, content, stop) => TakeAsync([.. parts[part]], part, content, stop), cancellationToken);
            _refusal ??= problem is null ? null : new SoapReply.Broken(problem);
        }

        return _refusal is not null
            ? ([], _refusal)
            : ([.. files.Select((file, i) => file is { Part: { } part } ? file.As(_parts[part]) : kept[i])], null);
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
        switch (await keeper.KeepAsync(caller, files.Select(f => f.Stated).FirstOrDefault(s => s is not null), content, cancellationToken))
        {
            case KeepAnswer.Kept kept when files.All(f => f.Stated is not { } stated || stated == kept.Sha256):
                return kept;
            case KeepAnswer.Refused refused:
                _refusal = faults.Of(refused.Refusal);
                return null;
            default:
                _refusal = faults.Invalid([.. files.Where(f => f.Stated is not null).Select(f => f.OtherDigest())]);
                return null;
        }
    }
}
