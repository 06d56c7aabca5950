using System.Text.Json.Nodes;
using static Interop.Hub.Host.Tests.TestConfiguration;

namespace Interop.Hub.Host.Tests;

/// <summary>What is said of partners, units and times, and what a changed file changes.</summary>
[TestFixture]
internal sealed class PartnerSettingsTests
{
    [Test]
    public void AbsentAndEmptyListsDiffer()
    {
        var text = Minimal();
        text["Interop"]!["Partners"]!["MCDT"]!["Permissions"]!["Units"] = new JsonArray();
        var none = Load(text).Loaded!.Hub.Partners["MCDT"].Permissions.Units;
        text["Interop"]!["Partners"]!["MCDT"]!["Permissions"]!.AsObject().Remove("Units");
        var every = Load(text).Loaded!.Hub.Partners["MCDT"].Permissions.Units;

        Assert.That((none, every), Is.EqualTo(((IReadOnlyList<Contracts.Identifiers.OrganisationCode>?)[], (IReadOnlyList<Contracts.Identifiers.OrganisationCode>?)null)));
    }

    [Test]
    public void ServiceHoursAreReadAndEveryMistakeInThemIsNamed()
    {
        var text = Minimal();
        text["Interop"]!["Partners"]!["MCDT"]!["Delivery"] = new JsonObject
        {
            ["ServiceHours"] = new JsonArray("Mon-Fri 07:00-17:30", "Sat 07:00-11:30"),
            ["Closed"] = new JsonArray("2027-02-05/2027-02-14"),
        };
        var hours = Load(text).Loaded!.Hub.Partners["MCDT"].Destination!.Policy.Hours;
        Assert.That((hours.Weekly.Count, hours.Closures.Single().Until), Is.EqualTo((2, new DateTime(2027, 2, 15))));

        text["Interop"]!["Partners"]!["MCDT"]!["Delivery"]!["ServiceHours"]![1] = "Sat 7-11";
        text["Interop"]!["Partners"]!["MCDT"]!["Delivery"]!["Closed"]![0] = "Tết";
        Assert.That(
            Load(text).Errors.Select(e => e.Path),
            Is.EquivalentTo(new[] { "Interop:Partners:MCDT:Delivery:ServiceHours:1", "Interop:Partners:MCDT:Delivery:Closed:0" }));
    }

    [Test]
    public void AnUnchangedPartnerKeepsItsAdapterAndAChangedOneGetsANewOne()
    {
        var first = Load(Minimal()).Loaded!;
        var same = Load(Minimal(), first).Loaded!;
        var text = Minimal();
        text["Interop"]!["Partners"]!["MCDT"]!["Adapter"]!["Settings"]!["Url"] = "http://127.0.0.1:10/other";
        var changed = Load(text, first).Loaded!;

        Assert.Multiple(() =>
        {
            Assert.That(same.Adapters.Get("MCDT"), Is.SameAs(first.Adapters.Get("MCDT")));
            Assert.That(changed.Adapters.Get("MCDT"), Is.Not.SameAs(first.Adapters.Get("MCDT")));
            Assert.That(changed.Hub.Generation, Is.EqualTo(2));
            Assert.That(same.Hub.Fingerprint, Is.EqualTo(first.Hub.Fingerprint));
            Assert.That(changed.Hub.Fingerprint, Is.Not.EqualTo(first.Hub.Fingerprint));
        });
    }

    [Test]
    public void OrganisationsComeFromACsvFileWithItsErrorsByLine()
    {
        var folder = Directory.CreateTempSubdirectory("interop-csv-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "good.csv"), "code,name,aliases,validFrom,validTo,successor\nH40,\"Tỉnh Mẫu, mới\",000.00.00.H40;H41,2025-07-01,,\nH40.18,Phường Mẫu,,,,\n");
            File.WriteAllText(Path.Combine(folder, "bad.csv"), "code,name,aliases,validFrom,validTo,successor\n!,x,,,,\nH40,Tỉnh,,01/07/2025,,H99\nH40,Trùng,,,,\n");
            var good = Minimal();
            good["Interop"]!["Organisations"] = new JsonObject { ["File"] = "good.csv" };
            var bad = Minimal();
            bad["Interop"]!["Organisations"] = new JsonObject { ["File"] = "bad.csv" };

            var directory = Load(good, null, folder).Loaded!.Hub.Organisations;
            var errors = Load(bad, null, folder).Errors.Where(e => e.Path.StartsWith("Interop:Organisations", StringComparison.Ordinal)).Select(e => e.Message).ToArray();

            Assert.That(directory.Resolve(Contracts.Identifiers.OrganisationCode.Parse("000.00.00.h40"), new DateOnly(2026, 1, 1))?.Name, Is.EqualTo("Tỉnh Mẫu, mới"));
            Assert.That(errors, Has.Some.StartsWith("line 2, code").And.Some.StartsWith("line 3, validFrom").And.Some.Contains("H99").And.Some.Contains("another unit"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestCase("250ms", 250)]
    [TestCase("5m", 300_000)]
    [TestCase("00:00:02", 2_000)]
    public void DurationsAreReadInBothForms(string text, int milliseconds)
    {
        var json = Minimal();
        json["Interop"]!["Partners"]!["MCDT"]!["Delivery"]!["Schedule"] = new JsonArray(text);

        Assert.That(Load(json).Loaded!.Hub.Partners["MCDT"].Destination!.Policy.Schedule, Is.EqualTo(new[] { TimeSpan.FromMilliseconds(milliseconds) }));
    }

    [Test]
    public void Nodes_differ_in_what_is_each_one_s_own_and_run_on_one_configuration_all_the_same()
    {
        var other = Minimal();
        other["Interop"]!["Node"]!["Name"] = "n2";
        other["Interop"]!["Listeners"] = JsonNode.Parse("""{ "Partners": "http://127.0.0.1:7080", "Operators": "http://127.0.0.1:7081" }""");
        other["Interop"]!["Ledger"]!["Directory"] = "elsewhere";
        other["Interop"]!["Evidence"] = JsonNode.Parse("""{ "CheckpointDirectory": "out", "SigningKey": "plain:x" }""");
        other["Interop"]!["Telemetry"] = JsonNode.Parse("""{ "SampleRatio": 0.5 }""");
        var changed = Minimal();
        changed["Interop"]!["Routes"]![0]!["Mode"] = "shadow";

        var ours = Load(Minimal()).Loaded!.Hub.Fingerprint;
        Assert.That(Load(other).Loaded!.Hub.Fingerprint, Is.EqualTo(ours));
        Assert.That(Load(changed).Loaded!.Hub.Fingerprint, Is.Not.EqualTo(ours));
    }
}
