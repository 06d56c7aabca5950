using System.Collections.Concurrent;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Exchange;
using Interop.Contracts.Documents;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Tests.Soap;

/// <summary>A hub that keeps what it got and answers what the test says.</summary>
internal sealed partial class ScriptedExchange : IDossierExchange
{
    public ConcurrentQueue<object> Calls { get; } = [];

    public ConcurrentQueue<string> Partners { get; } = [];

    public Func<ExchangeCall, ExchangeAnswer> Answer { get; set; } = call => new ExchangeAnswer.Accepted(new Receipt
    {
        ReceiptId = "R-1",
        PacketId = call.PacketId,
        DossierNumber = call.DossierNumber,
        AcceptedAt = new DateTimeOffset(2024, 6, 3, 3, 0, 1, TimeSpan.Zero),
        Disposition = Disposition.Update,
    });

    public Func<GetCall, GetAnswer> Found { get; set; } = _ => new GetAnswer.Refused(new Refusal(RefusalKind.NotFound, "No such dossier.", []));

    public Task<ExchangeAnswer> ProgressAsync(ProgressCall call, ExchangeCaller caller, CancellationToken cancellationToken) => Keep(call, caller);

    /// <summary>The files that were kept, in order.</summary>
    public ConcurrentQueue<byte[]> Kept { get; } = [];

    public Func<Sha256Digest, KeepAnswer?> Keeps { get; set; } = _ => null;

    public async Task<KeepAnswer> KeepAsync(ExchangeCaller caller, Sha256Digest? stated, Stream content, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        await content.CopyToAsync(all, cancellationToken);
        var digest = Sha256Digest.Of(all.ToArray());
        if (Keeps(digest) is { } scripted)
        {
            return scripted;
        }

        if (stated is { } expected && expected != digest)
        {
            return new KeepAnswer.Mismatch();
        }

        Kept.Enqueue(all.ToArray());
        return new KeepAnswer.Kept(digest, all.Length);
    }

    public Task<ExchangeAnswer> ResultAsync(ResultCall call, ExchangeCaller caller, CancellationToken cancellationToken) => Keep(call, caller);

    public Task<ExchangeAnswer> SupplementAsync(SupplementCall call, ExchangeCaller caller, CancellationToken cancellationToken) => Keep(call, caller);

    public Task<GetAnswer> GetAsync(GetCall call, ExchangeCaller caller, CancellationToken cancellationToken)
    {
        Calls.Enqueue(call);
        Partners.Enqueue(caller.Partner);
        return Task.FromResult(Found(call));
    }

    private Task<ExchangeAnswer> Keep(ExchangeCall call, ExchangeCaller caller)
    {
        Calls.Enqueue(call);
        Partners.Enqueue(caller.Partner);
        return Task.FromResult(Answer(call));
    }
}
