using System.Collections.Frozen;
using Interop.Adapters.Inbound;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Queries;
using Interop.Hub.Core.Routing;

namespace Interop.Hub.Core.Tests.Queries;

/// <summary>Who may look up whom, and what for.</summary>
public sealed class LookUpRulesTests
{
    private static readonly DateOnly s_today = new(2026, 11, 23);

    private static readonly IdentityQuestion s_question = new()
    {
        Partner = "MCDT",
        Officer = "canbo01",
        Unit = OrganisationCode.Parse("H40.18"),
        DossierNumber = "N-1",
        Procedure = ProcedureCode.Parse("1.001193"),
        Purpose = "Đăng ký khai sinh",
        Number = "001099000001",
        FullName = "Nguyễn Văn Mẫu",
    };

    [TestCase(new LookUpName[0], false)]
    [TestCase(new[] { LookUpName.Identity }, true)]
    public void A_partner_may_look_up_what_its_permissions_say(LookUpName[] permitted, bool may)
    {
        var refusal = LookUpRules.OfPartner(Partner(permitted));
        Assert.That(refusal?.Kind, Is.EqualTo(may ? null : (RefusalKind?)RefusalKind.Forbidden));
    }

    [TestCase("H40.18", "H40.18", "G15", "")]
    [TestCase("H40.18.01", "H40.18", "G15", "")]
    [TestCase("000.00.18.H40", "H40.18", "G15", "")]
    [TestCase("G15.2", "H40.18", "G15", "")]
    [TestCase("H40", "H40.18", "G15", "/unit")]
    [TestCase("H40.19", "H40.18", "G15", "/unit")]
    [TestCase("H40.181", "H40.18", "G15", "/unit")]
    public void The_unit_is_the_dossiers_or_below_it(string unit, string receiving, string competent, string pointers)
    {
        var (_, destination, refusal) = LookUpRules.OfDossier(Configuration(), s_question with { Unit = OrganisationCode.Parse(unit) }, Dossier(receiving, competent), s_today);
        Assert.That(Pointers(refusal), Is.EqualTo(pointers));
        Assert.That(destination, Is.EqualTo(pointers.Length == 0 ? "CSDLDC" : null));
    }

    [TestCase(null, true)]
    [TestCase(BusinessStatus.Received, true)]
    [TestCase(BusinessStatus.Processing, true)]
    [TestCase(BusinessStatus.SupplementRequested, true)]
    [TestCase(BusinessStatus.Refused, false)]
    [TestCase(BusinessStatus.Withdrawn, false)]
    [TestCase(BusinessStatus.Stopped, false)]
    [TestCase(BusinessStatus.Returned, false)]
    public void The_dossier_is_open(BusinessStatus? status, bool open)
    {
        var refusal = LookUpRules.OfDossier(Configuration(), s_question, Dossier() with { Status = status }, s_today).Refusal;
        Assert.That((refusal?.Kind, Pointers(refusal)), Is.EqualTo(open ? ((RefusalKind?)null, "") : (RefusalKind.Forbidden, "/dossierNumber")));
    }

    [TestCase(null, null, null)]
    [TestCase(null, "GATE", "GATE")]
    [TestCase("CSDLDC", "GATE", "CSDLDC")]
    [TestCase("CSDLDC", null, "CSDLDC")]
    public void Who_is_asked_says_the_procedure_or_its_gate(string? lookUp, string? gate, string? asked)
    {
        var (_, destination, refusal) = LookUpRules.OfDossier(Configuration(lookUp, gate), s_question, Dossier(), s_today);
        Assert.That((destination, Pointers(refusal)), Is.EqualTo((asked, asked is null ? "/procedure" : "")));
    }

    [Test]
    public void Every_misfit_with_the_dossier_is_told()
    {
        var wrong = s_question with { Unit = OrganisationCode.Parse("G01"), Procedure = ProcedureCode.Parse("1.000656") };
        Assert.That(Pointers(LookUpRules.OfDossier(Configuration(), wrong, Dossier(), s_today).Refusal), Is.EqualTo("/unit /procedure"));
    }

    [TestCase("Đăng ký khai sinh", "")]
    [TestCase("Theo công văn 12/2026 ngày 20/11/2026", "")]
    [TestCase(" ", "/purpose")]
    [TestCase("xác minh 001099000001", "/purpose")]
    [TestCase("xác minh 001 099 000 001", "/purpose")]
    [TestCase("xác minh 010.000.001", "/purpose")]
    [TestCase("xác minh ông NGUYỄN VĂN MẪU", "/purpose")]
    public void A_purpose_names_nobody(string purpose, string pointers) =>
        Assert.That(string.Join(' ', LookUpRules.OfQuestion(s_question with { Purpose = purpose }).Select(e => e.Pointer)), Is.EqualTo(pointers));

    [TestCase("001099000001", PersonNumberType.CitizenNumber)]
    [TestCase("010000001", PersonNumberType.OldIdentityCard)]
    [TestCase("0100000011", null)]
    [TestCase("00109900000a", null)]
    [TestCase("", null)]
    public void A_number_is_of_the_kind_that_its_digits_say(string number, PersonNumberType? type) => Assert.That(IdentityNumbers.Read(number)?.Type, Is.EqualTo(type));

    [Test]
    public void A_question_does_not_say_about_whom() => Assert.That(s_question.ToString(), Does.Not.Contain("Mẫu").And.Not.Contain("001099000001"));

    private static string Pointers(Refusal? refusal) => string.Join(' ', refusal?.Errors.Select(e => e.Pointer) ?? []);

    private static PartnerConfiguration Partner(LookUpName[] permitted) => new()
    {
        Code = "MCDT",
        Name = "Một cửa",
        Organisation = OrganisationCode.Parse("H40"),
        Production = false,
        Permissions = new PartnerPermissions { Kinds = [], Issues = [], LookUps = permitted.ToFrozenSet() },
    };

    private static HubConfiguration Configuration(string? lookUp = "CSDLDC", string? gate = null) => new()
    {
        Generation = 1,
        Fingerprint = "",
        Partners = FrozenDictionary<string, PartnerConfiguration>.Empty,
        Procedures = new Dictionary<string, ProcedureConfiguration>(StringComparer.Ordinal)
        {
            ["1.001193"] = new()
            {
                Code = "1.001193",
                Name = "Khai sinh",
                LookUp = lookUp,
                Gates = gate is null ? [] : [new GateConfiguration { Name = "identity", Destination = gate, Subjects = [], Officer = "canbo" }],
            },
        }.ToFrozenDictionary(StringComparer.Ordinal),
        Routes = new RouteTable([]),
        Organisations = new OrganisationDirectory([new Organisation(OrganisationCode.Parse("H40.18"), "Phường Mẫu", [OrganisationCode.Parse("000.00.18.H40")])]),
        UniqueSchemes = [IdentifierScheme.Local],
    };

    private static DossierView Dossier(string receiving = "H40.18", string competent = "H40.18") => new()
    {
        Key = 1,
        Number = "N-1",
        Owner = "MCDT",
        Identifiers = [],
        Facts = new DossierFacts("1.001193", receiving, competent, DateTimeOffset.UnixEpoch, null),
        Parties = ["MCDT"],
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
        Packets = [],
    };
}
