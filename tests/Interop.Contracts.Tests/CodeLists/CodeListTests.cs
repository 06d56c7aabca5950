using System.Reflection;
using System.Text.Json;
using Interop.Contracts.CodeLists;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Faults;
using Interop.Contracts.Identifiers;

namespace Interop.Contracts.Tests.CodeLists;

/// <summary>Files and enums say the same.</summary>
public sealed class CodeListTests
{
    [TestCase("business-status", typeof(BusinessStatus))]
    [TestCase("channel", typeof(Channel))]
    [TestCase("return-method", typeof(ReturnMethod))]
    [TestCase("party-type", typeof(PartyType))]
    [TestCase("fee-kind", typeof(FeeKind))]
    [TestCase("collection-time", typeof(CollectionTime))]
    [TestCase("copy-kind", typeof(CopyKind))]
    [TestCase("online-payment", typeof(OnlinePayment))]
    public void An_official_numeric_list_and_its_enum_are_equal(string list, Type type) =>
        Assert.That(CodeList.Get(list).Entries.Select(e => int.Parse(e.Code)), Is.EquivalentTo(Enum.GetValues(type).Cast<int>()));

    [TestCase("financial-status", typeof(FinancialStatus))]
    [TestCase("person-number-type", typeof(PersonNumberType))]
    public void A_list_of_names_and_its_enum_are_equal(string list, Type type) =>
        Assert.That(CodeList.Get(list).Entries.Select(e => e.Code), Is.EquivalentTo(Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)));

    [Test]
    public void The_fault_codes_and_the_faults_we_make_are_equal()
    {
        var made = typeof(FaultCodes).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(m => m.ReturnType == typeof(Fault))
            .Select(m => (Fault)m.Invoke(null, ["x"])!)
            .Select(f => (f.Code, Name(f.Responsibility), Name(f.Scope), Name(f.Remedy)));
        var listed = CodeList.Get("fault-codes").Entries.Select(e => (e.Code, e.Extra["responsibility"], e.Extra["scope"], e.Extra["remedy"]));

        Assert.That(made, Is.EquivalentTo(listed));
    }

    [Test]
    public void Transitions_join_known_states_and_leave_terminal_ones_only_by_a_recorded_correction()
    {
        var states = CodeList.Get("business-status");
        foreach (var transition in CodeList.Get("business-status-transitions").Entries)
        {
            var from = states.FindCode(transition.Extra["from"]);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(from, Is.Not.Null, transition.Code);
                Assert.That(states.FindCode(transition.Extra["to"]), Is.Not.Null, transition.Code);
                Assert.That(transition.Extra["condition"], Is.EqualTo(from?.Extra["terminal"] == "true" ? "recordedCorrection" : ""), transition.Code);
            }
        }
    }

    [Test]
    public void Lists_that_refer_to_others_refer_to_what_is_there()
    {
        var states = CodeList.Get("business-status");
        var referred = CodeList.Get("civil-status-state").Entries.Concat(CodeList.Get("opencps-status").Entries.Where(e => e.Extra["business_status"] != "0"));

        Assert.That(referred.Select(e => states.FindCode(e.Extra["business_status"])), Has.None.Null);
    }

    [Test]
    public void What_is_from_memory_says_so()
    {
        var provinces = CodeList.Get("provinces");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(provinces.Entries, Has.Count.EqualTo(63));
            Assert.That(provinces.Entries.Where(e => e.Confidence != Confidence.Memory).Select(e => e.Code), Is.EquivalentTo(new[] { "H13", "H14", "H17", "H20", "H37", "H41", "H48" }));
            Assert.That(CodeList.All.SelectMany(l => l.Entries).Where(e => e.Source == "MEM"), Has.All.Property(nameof(CodeListEntry.Confidence)).EqualTo(Confidence.Memory));
        }
    }

    [Test]
    public void Every_list_is_read_and_every_code_stands_once()
    {
        Assert.That(CodeList.All.Select(l => l.Name), Has.Member("ministries").And.Member("lgsp-error").And.Member("document-priority"));
        foreach (var list in CodeList.All)
        {
            Assert.That(list.Entries.Select(e => e.Code), Is.Unique, list.Name);
        }
    }

    [Test]
    public void Names_are_found_in_both_languages_and_an_unknown_code_is_its_own_name()
    {
        var list = CodeList.Get("business-status");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(list.NameVi("10"), Is.EqualTo("Đã trả kết quả"));
            Assert.That(list.NameEn("10"), Is.EqualTo("Result returned"));
            Assert.That(list.NameVi("11"), Is.EqualTo("11"));
            Assert.That(() => CodeList.Get("no-such-list"), Throws.TypeOf<KeyNotFoundException>());
        }
    }

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
