using System.Reflection;
using Interop.Adapters.Delivery;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Faults;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Console.Language;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Console.Tests;

/// <summary>Nothing is shown by its code name: every state, kind and fault has words in both languages.</summary>
public sealed class TextsTests
{
    private static IEnumerable<(string Name, Text Text)> Everything() =>
    [
        .. Of<BusinessStatus>(StateTexts.Of), .. Of<FinancialStatus>(StateTexts.Of), .. Of<ResultStatus>(StateTexts.Of),
        .. Of<DeliveryState>(StateTexts.Of), .. Of<ParkReason>(StateTexts.Of).Where(p => p.Name != "None"), .. Of<Door>(StateTexts.Of),
        .. Of<PacketKind>(StateTexts.Of), .. Of<IdentifierScheme>(StateTexts.Of), .. Of<Verdict>(StateTexts.Of), .. Of<Responsibility>(FaultTexts.Of),
        .. typeof(Texts).GetFields(BindingFlags.Static | BindingFlags.Public).Select(f => (f.Name, (Text)f.GetValue(null)!)),
    ];

    [Test]
    public void Have_both_languages_in_composed_letters()
    {
        foreach (var (name, text) in Everything())
        {
            using (Assert.EnterMultipleScope())
            {
                Assert.That(text.Vi, Is.Not.Empty.And.Not.EqualTo(name), name);
                Assert.That(text.En, Is.Not.Empty, name);
                Assert.That(text.Vi.IsNormalized(), Is.True, name);
            }
        }
    }

    [Test]
    public void Know_every_fault_of_the_hub()
    {
        var faults = typeof(FaultCodes).GetMethods(BindingFlags.Static | BindingFlags.Public)
            .Where(m => m.ReturnType == typeof(Fault)).Select(m => (Fault)m.Invoke(null, ["x"])!).ToArray();
        Assert.That(faults, Has.Length.GreaterThan(10));
        foreach (var fault in faults)
        {
            using (Assert.EnterMultipleScope())
            {
                Assert.That(FaultTexts.Happened(fault.Code), Is.Not.EqualTo(FaultTexts.Happened("no-such-code")), fault.Code);
                Assert.That(FaultTexts.ToDo(fault.Code), Is.Not.EqualTo(FaultTexts.ToDo("no-such-code")), fault.Code);
            }
        }
    }

    [TestCase(0.0351, "35 ms", "35 ms")]
    [TestCase(1.25, "1,3 giây", "1.3 s")]
    [TestCase(245, "4 phút 5 giây", "4 min 5 s")]
    [TestCase(7200, "2 giờ", "2 h")]
    [TestCase(183_600, "2 ngày 3 giờ", "2 d 3 h")]
    [TestCase(-5, "0 ms", "0 ms")]
    public void Write_spans_as_people_do(double seconds, string vi, string en)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Figures.Span(TimeSpan.FromSeconds(seconds), ConsoleLanguage.Vietnamese), Is.EqualTo(vi));
            Assert.That(Figures.Span(TimeSpan.FromSeconds(seconds), ConsoleLanguage.English), Is.EqualTo(en));
        }
    }

    private static IEnumerable<(string Name, Text Text)> Of<T>(Func<T, Text> text)
        where T : struct, Enum =>
        Enum.GetValues<T>().Select(v => (v.ToString(), text(v)));
}
