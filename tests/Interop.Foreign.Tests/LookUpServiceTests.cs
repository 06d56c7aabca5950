using System.Text.Json;
using Interop.Adapters.Soap.Exchange.LookUp;
using Interop.Contracts.CodeLists;
using Interop.Contracts.Identifiers;
using Interop.Foreign.Tests.Hub;
using Interop.Foreign.Tests.Matrix;
using Interop.Foreign.Tests.Stacks;

namespace Interop.Foreign.Tests;

/// <summary>Foreign stacks import look-up as it is served and call every operation of it.</summary>
public sealed class LookUpServiceTests
{
    private readonly HubTalks _talks = new("look-up");

    [OneTimeTearDown]
    public async Task StopAsync() => await _talks.DisposeAsync();

    [Peers(Direction.ToTheHub)]
    public async Task The_contract_for_look_ups_is_imported_with_every_operation(Peer peer)
    {
        var talk = await _talks.OfAsync(peer);
        Assert.That(talk.Ports.Values.SelectMany(names => names).GroupBy(name => name).Select(group => (group.Key, group.Count())), Is.EqualTo(new[] { "ListCodes", "ListOrganisations", "VerifyIdentity" }.Select(name => (name, 2))));
        Assert.That(talk.Messages.Select(message => message.ContentType), Is.All.StartsWith(peer.IsSoap12 ? "application/soap+xml" : "text/xml"));
    }

    [Peers(Direction.ToTheHub)]
    public async Task An_identity_is_looked_up_for_an_officer(Peer peer)
    {
        var talk = await _talks.OfAsync(peer);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(talk.LookUps.AskedBy("canbo01"), Is.EqualTo(new VerifyIdentityCall
            {
                Officer = "canbo01",
                Unit = OrganisationCode.Parse("000.00.18.H40"),
                DossierNumber = "000.00.18.H40-240603-0001",
                Procedure = ProcedureCode.Parse("1.001193"),
                Purpose = "Đăng ký khai sinh",
                Number = "001099000001",
                FullName = "Nguyễn Văn Mẫu",
                BirthDate = PartialDate.Parse("1999-01", null),
            }));
            Assert.That((talk.LookUps.AskedBy("canbo02").Number, talk.LookUps.AskedBy("canbo02").BirthDate), Is.EqualTo(("010000001", (PartialDate?)null)));
            var (full, least) = (talk.Answer("verify"), talk.Answer("verifyLeast"));
            Assert.That((full.GetProperty("verdict").GetString(), full.GetProperty("reference").GetString(), least.GetProperty("verdict").GetString()), Is.EqualTo(("confirmed", "C06-7", "contradicted")));
            Assert.That(least.TryGetProperty("reference", out var none) && none.ValueKind != JsonValueKind.Null, Is.False);
        }
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_code_list_is_read_whole(Peer peer)
    {
        var entries = Each((await _talks.OfAsync(peer)).Answer("codes"), "entry");
        var list = CodeList.Get("provinces");
        Assert.That(entries.Select(entry => (entry.GetProperty("code").GetString(), entry.GetProperty("nameVi").GetString())), Is.EqualTo(list.Entries.Select(entry => (entry.Code, entry.NameVi))));
        Assert.That(Each(entries[0], "attribute").Single().ToString(), Does.Contain("names_as_of").And.Contain(list.Entries[0].Extra["names_as_of"]));
    }

    [Peers(Direction.ToTheHub)]
    public async Task Organisations_are_read_with_codes_and_days(Peer peer)
    {
        var talk = await _talks.OfAsync(peer);
        var found = Each(talk.Answer("organisations"), "organisation");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Select(each => each.GetProperty("name").GetString()), Is.EqualTo(new[] { "UBND phường <Cũ>", "UBND phường Mẫu" }));
            Assert.That(Each(found[0], "alias").Select(alias => alias.GetString()), Is.EqualTo(new[] { "000.00.17.H40" }));
            Assert.That((found[0].GetProperty("validTo").GetString()![..10], found[0].GetProperty("successor").GetString()), Is.EqualTo(("2025-06-30", "H40.18")));
            Assert.That(Each(talk.Answer("organisationsAll"), "organisation"), Is.Empty);
            Assert.That(talk.LookUps.Prefixes, Is.EqualTo(new[] { "H40", null }));
        }
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_fault_about_look_ups_is_read_with_its_errors(Peer peer)
    {
        var talk = await _talks.OfAsync(peer);
        Assert.That((talk.Fault("noCodes").Text, talk.Fault("noCodes").DetailCode), Is.EqualTo(("Không có danh mục này.", "not-found")));
        Assert.That(talk.Fault("invalid").Errors.Select(error => error.Path), Is.EquivalentTo(new[] { "/VerifyIdentityRequest/number", "/VerifyIdentityRequest/birthDate" }));
    }

    private static List<JsonElement> Each(JsonElement of, string name) => ToldLists.Each(of, name);
}
