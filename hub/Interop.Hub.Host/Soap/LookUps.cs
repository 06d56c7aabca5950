using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Exchange;
using Interop.Adapters.Soap.Exchange.LookUp;
using Interop.Contracts.CodeLists;
using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Queries;
using Interop.Hub.Host.Api;

namespace Interop.Hub.Host.Soap;

/// <summary>Look-ups by SOAP: identities at the same desk as over HTTP, code lists of the contracts, organisations of the configuration.</summary>
internal sealed class LookUps(IIdentityDesk desk, Questions questions, IHubConfigurationSource source) : ILookUps
{
    /// <summary>Organisations in one answer, as the contract says.</summary>
    private const int Most = 1000;

    public Task<ExchangeReply<VerifiedIdentity>> VerifyAsync(VerifyIdentityCall call, ExchangeCaller caller, CancellationToken cancellationToken) => questions.AnswerAsync(async () =>
        await desk.VerifyAsync(
            new IdentityQuestion
            {
                Partner = caller.Partner,
                Officer = call.Officer,
                Unit = call.Unit,
                DossierNumber = call.DossierNumber,
                Procedure = call.Procedure,
                Purpose = call.Purpose,
                Number = call.Number,
                FullName = call.FullName,
                BirthDate = call.BirthDate,
            },
            cancellationToken) switch
        {
            IdentityAnswer.Given given => new ExchangeReply<VerifiedIdentity>(new VerifiedIdentity(given.LookUpId, Wire.Camel(given.Verdict), given.Reference, given.At)),
            IdentityAnswer.Refused refused => new ExchangeReply<VerifiedIdentity>(null, new ExchangeRefusal(refused.Refusal)),
            _ => throw new InvalidOperationException("The desk answered with nothing."),
        });

    public Task<ExchangeReply<ListedCodes>> CodesAsync(ListCodesCall call, ExchangeCaller caller, CancellationToken cancellationToken) => Task.FromResult(
        CodeList.Find(call.Name) is { } list
            ? new ExchangeReply<ListedCodes>(new ListedCodes(list))
            : new ExchangeReply<ListedCodes>(null, new ExchangeRefusal(new Refusal(
                RefusalKind.NotFound, $"There is no such code list; there are {string.Join(", ", CodeList.All.Select(l => l.Name))}.", [new RefusalError("/name", "is no code list's name")]))));

    public Task<ExchangeReply<ListedOrganisations>> OrganisationsAsync(ListOrganisationsCall call, ExchangeCaller caller, CancellationToken cancellationToken)
    {
        var found = source.Current.Organisations.All.Where(o => call.Prefix is not { } prefix || Begins(o, prefix)).OrderBy(o => o.Code.Value, StringComparer.Ordinal).Take(Most + 1).ToList();
        return Task.FromResult(new ExchangeReply<ListedOrganisations>(new ListedOrganisations([.. found.Take(Most)], found.Count <= Most)));
    }

    private static bool Begins(Organisation organisation, string prefix) =>
        organisation.Aliases.Append(organisation.Code).Any(code => code.Value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        || organisation.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
