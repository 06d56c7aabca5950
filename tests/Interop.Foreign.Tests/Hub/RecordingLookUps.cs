using System.Collections.Concurrent;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Exchange;
using Interop.Adapters.Soap.Exchange.LookUp;
using Interop.Contracts.CodeLists;
using Interop.Contracts.Identifiers;

namespace Interop.Foreign.Tests.Hub;

/// <summary>A hub for look-ups that keeps what it was asked.</summary>
internal sealed class RecordingLookUps : ILookUps
{
    private readonly ConcurrentDictionary<string, VerifyIdentityCall> _calls = new(StringComparer.Ordinal);

    private readonly ConcurrentQueue<string?> _prefixes = [];

    /// <summary>What an officer asked.</summary>
    public VerifyIdentityCall AskedBy(string officer) => _calls[officer];

    /// <summary>The prefixes that were asked for, in order.</summary>
    public IReadOnlyCollection<string?> Prefixes => _prefixes;

    public Task<ExchangeReply<VerifiedIdentity>> VerifyAsync(VerifyIdentityCall call, ExchangeCaller caller, CancellationToken cancellationToken)
    {
        _calls[call.Officer] = call;
        return Task.FromResult(new ExchangeReply<VerifiedIdentity>(new VerifiedIdentity("TC-1", call.BirthDate is null ? "contradicted" : "confirmed", call.BirthDate is null ? null : "C06-7", RecordingExchange.AcceptedAt)));
    }

    public Task<ExchangeReply<ListedCodes>> CodesAsync(ListCodesCall call, ExchangeCaller caller, CancellationToken cancellationToken) => Task.FromResult(
        CodeList.Find(call.Name) is { } list
            ? new ExchangeReply<ListedCodes>(new ListedCodes(list))
            : new ExchangeReply<ListedCodes>(null, new ExchangeRefusal(new Refusal(RefusalKind.NotFound, "Không có danh mục này.", []))));

    public Task<ExchangeReply<ListedOrganisations>> OrganisationsAsync(ListOrganisationsCall call, ExchangeCaller caller, CancellationToken cancellationToken)
    {
        _prefixes.Enqueue(call.Prefix);
        return Task.FromResult(new ExchangeReply<ListedOrganisations>(new ListedOrganisations(
            call.Prefix is null ? [] :
            [
                new Organisation(OrganisationCode.Parse("H40.17"), "UBND phường <Cũ>", [OrganisationCode.Parse("000.00.17.H40")], null, new DateOnly(2025, 6, 30), OrganisationCode.Parse("H40.18")),
                new Organisation(OrganisationCode.Parse("H40.18"), "UBND phường Mẫu", []),
            ],
            IsWhole: true)));
    }
}
