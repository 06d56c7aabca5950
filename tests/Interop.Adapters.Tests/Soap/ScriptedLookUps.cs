using System.Collections.Concurrent;
using Interop.Adapters.Soap.Exchange;
using Interop.Adapters.Soap.Exchange.LookUp;
using Interop.Contracts.CodeLists;
using Interop.Contracts.Identifiers;

namespace Interop.Adapters.Tests.Soap;

/// <summary>A hub for look-ups that keeps what it was asked and answers what the test says.</summary>
internal sealed class ScriptedLookUps : ILookUps
{
    public static readonly Organisation Merged = new(
        OrganisationCode.Parse("H40.17"), "UBND phường Cũ <Mẫu>", [OrganisationCode.Parse("000.00.17.H40")], new DateOnly(2015, 1, 1), new DateOnly(2025, 6, 30), OrganisationCode.Parse("H40.18"));

    public ConcurrentQueue<object> Calls { get; } = [];

    public ExchangeReply<VerifiedIdentity> Verdict { get; set; } = new(new VerifiedIdentity("0123456789abcdef0123456789abcdef", "notFound", null, DateTimeOffset.UnixEpoch));

    public Task<ExchangeReply<VerifiedIdentity>> VerifyAsync(VerifyIdentityCall call, ExchangeCaller caller, CancellationToken cancellationToken)
    {
        Calls.Enqueue(call);
        return Task.FromResult(Verdict);
    }

    public Task<ExchangeReply<ListedCodes>> CodesAsync(ListCodesCall call, ExchangeCaller caller, CancellationToken cancellationToken)
    {
        Calls.Enqueue(call);
        return Task.FromResult(new ExchangeReply<ListedCodes>(new ListedCodes(CodeList.Get(call.Name))));
    }

    public Task<ExchangeReply<ListedOrganisations>> OrganisationsAsync(ListOrganisationsCall call, ExchangeCaller caller, CancellationToken cancellationToken)
    {
        Calls.Enqueue(call);
        return Task.FromResult(new ExchangeReply<ListedOrganisations>(new ListedOrganisations([Merged, new Organisation(OrganisationCode.Parse("H40.18"), "UBND phường Mẫu", [])], IsWhole: false)));
    }
}
