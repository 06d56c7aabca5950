using Interop.Adapters.Queries;
using Interop.Contracts.Identifiers;

namespace Interop.Adapters.Tests.Population;

internal static class PopulationBench
{
    public static IdentityQuery Father { get; } = new()
    {
        QueryId = "q1",
        Procedure = ProcedureCode.Parse("1.001193.000.00.00.H40"),
        DossierNumber = "000.00.18.H40-240603-0001",
        Unit = OrganisationCode.Parse("000.00.18.H40"),
        Officer = "canbo01",
        Purpose = "xác thực cha, mẹ khi đăng ký khai sinh",
        Number = new PersonNumber(PersonNumberType.CitizenNumber, "001099000001"),
        FullName = "NGUYỄN VĂN MẪU",
        BirthDate = PartialDate.Parse("1999-01-01"),
    };

    public static Dictionary<string, string?> Settings(Uri baseUrl)
    {
        var usual = new Interop.Simulators.PopulationOptions();
        return new Dictionary<string, string?>
        {
            ["Url"] = baseUrl.AbsoluteUri,
            ["User"] = usual.User,
            ["SecretRef"] = "plain:" + usual.Secret,
            ["ApiKeyRef"] = "plain:" + usual.ApiKey,
            ["XRoadClient"] = usual.XRoadClient,
            ["Timeout"] = "00:00:10",
        };
    }
}
