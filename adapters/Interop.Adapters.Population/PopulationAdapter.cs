using Interop.Adapters.Configuration;
using Interop.Adapters.Http;
using Interop.Adapters.Queries;
using Interop.Contracts.Faults;
using Interop.Contracts.Identifiers;

namespace Interop.Adapters.Population;

/// <summary>Asks the population database whether a person is who the dossier says.</summary>
internal sealed class PopulationAdapter(IPopulationService service, PopulationOptions options, TimeProvider time) : IQueryAdapter, IReachabilityCheck
{
    public async Task<QueryOutcome> VerifyIdentityAsync(IdentityQuery query, CancellationToken cancellationToken)
    {
        var (call, obstacle) = PopulationMapping.Call(query, options.Officer);
        if (call is null)
        {
            return new QueryOutcome.Refused(obstacle!);
        }

        var settled = HttpOutcomes.Settle(await service.VerifyAsync(call, cancellationToken), out var reply);
        return settled is null ? PopulationFaults.Of(reply!) : PopulationFaults.Of(settled);
    }

    public async Task<Fault?> CheckAsync(CancellationToken cancellationToken)
    {
        // A number that no citizen has: proves address and credentials, and asks about nobody.
        var outcome = await VerifyIdentityAsync(
            new IdentityQuery
            {
                QueryId = Guid.CreateVersion7(time.GetUtcNow()).ToString(),
                Procedure = ProcedureCode.Parse("1.001193", null),
                DossierNumber = "000.00.00.H00-000000-0000",
                Unit = OrganisationCode.Parse("H00", null),
                Officer = options.Officer ?? "kiem-tra-ket-noi",
                Purpose = "kiểm tra kết nối",
                Number = new PersonNumber(PersonNumberType.CitizenNumber, "000000000000"),
                FullName = "KIỂM TRA KẾT NỐI",
                BirthDate = PartialDate.OfYear(1900),
            },
            cancellationToken);
        return (outcome as QueryOutcome.Failed)?.Fault;
    }
}
