using System.Text;
using System.Text.Json.Nodes;
using Interop.Adapters.Configuration;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Retention;
using Interop.Hub.Core.Routing;
using Interop.Hub.Host.Composition;

namespace Interop.Hub.Host.Tests;

/// <summary>A configuration is right as a whole or refused as a whole, with every error in one list.</summary>
[TestFixture]
internal sealed class ConfigurationTests
{
    [Test]
    public void EveryErrorIsListedAtOnceWithItsPathAndWhatToWrite()
    {
        var errors = Load(Wrong).Errors.Select(e => $"{e.Path}: {e.Message}").ToArray();

        Assert.That(errors, Is.EqualTo(GoldenErrors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), string.Join('\n', errors));
    }

    [Test]
    public void ARightConfigurationIsReadInFull()
    {
        var loaded = Load(Minimal()).Loaded!;

        Assert.Multiple(() =>
        {
            Assert.That(loaded.Settings.Node, Is.EqualTo(new NodeSettings("n1", HubEnvironment.Sandbox)));
            Assert.That(loaded.Settings.PublicBaseUrl.AbsoluteUri, Is.EqualTo("http://127.0.0.1:9/hub/"));
            Assert.That(loaded.Settings.Ledger.Directory, Is.EqualTo("/base/data"));
            Assert.That(loaded.Hub.Partners["mcdt"].Destination!.Policy.Schedule, Is.EqualTo(new[] { TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2) }));
            Assert.That(loaded.Hub.Partners["MCDT"].Permissions.Units!.Select(u => u.Value), Is.EqualTo(new[] { "H40" }));
            Assert.That(loaded.Hub.Routes.Routes.Single().Mode, Is.EqualTo(RouteMode.Live));
            Assert.That(loaded.Adapters.Get("Mcdt")?.Delivery, Is.Not.Null);
        });
    }

    [TestCase("Ledger", """{ "Kind": "postgres", "Directory": "data" }""", "Interop:Ledger:ConnectionString: missing; write a secret's reference")]
    [TestCase("Ledger", """{ "Directory": "data", "ConnectionString": "plain:Host=x;Password=geheim" }""", "Interop:Ledger:ConnectionString: the embedded ledger has none")]
    [TestCase("Ledger", """{ "Kind": "postgres", "Directory": "data", "ConnectionString": "Host=x;Password=geheim" }""", "Interop:Ledger:ConnectionString: not a secret's reference")]
    [TestCase("Evidence", """{ "CheckpointDirectory": "out" }""", "Interop:Evidence:SigningKey: missing")]
    [TestCase("Evidence", """{ "SigningKey": "plain:x" }""", "Interop:Evidence:CheckpointDirectory: missing")]
    public void HalfOfWhatBelongsTogetherIsAnError(string section, string json, string error)
    {
        var text = Minimal();
        text["Interop"]![section] = JsonNode.Parse(json);

        var errors = Load(text).Errors.Select(e => $"{e.Path}: {e.Message}").ToArray();

        Assert.That(errors, Has.Length.EqualTo(1), string.Join('\n', errors));
        Assert.That(errors[0], Does.StartWith(error).And.Not.Contain("geheim"));
    }

    [Test]
    public void TheSharedLedgerAndTheExportOfEvidenceAreRead()
    {
        var text = Minimal();
        text["Interop"]!["Ledger"] = JsonNode.Parse("""{ "Kind": "postgres", "Directory": "data", "ConnectionString": "plain:Host=x" }""");
        text["Interop"]!["Evidence"] = JsonNode.Parse("""{ "CheckpointDirectory": "out", "SigningKey": "plain:x" }""");

        var settings = Load(text).Loaded!.Settings;

        Assert.That(settings.Ledger, Is.EqualTo(new LedgerSettings(LedgerKind.Postgres, "/base/data", "plain:Host=x")));
        Assert.That(settings.Evidence, Is.EqualTo(new EvidenceSettings("/base/out", "plain:x")));
    }

    [TestCase("sandbox", true)]
    [TestCase("production", false)]
    public void TheClockIsShiftedOutsideProductionOnly(string environment, bool allowed)
    {
        var text = Minimal();
        text["Interop"]!["Node"] = JsonNode.Parse($$"""{ "Name": "n1", "Environment": "{{environment}}", "ClockOffsetFile": "ahead" }""");

        var loaded = Load(text);

        Assert.That(loaded.Errors.Any(e => e.Path == "Interop:Node:ClockOffsetFile"), Is.Not.EqualTo(allowed), string.Join('\n', loaded.Errors.Select(e => $"{e.Path}: {e.Message}")));
        Assert.That(loaded.Loaded?.Settings.Node.ClockOffsetFile, Is.EqualTo(allowed ? "/base/ahead" : null));
    }

    [Test]
    public async Task AShiftedClockFollowsItsFileAndNeverGoesBack()
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"ahead-{Path.GetRandomFileName()}");
        using var clock = new ShiftedClock(file);
        Assert.That(Ahead(), Is.LessThan(TimeSpan.FromMinutes(1)), "there is no file yet");
        await File.WriteAllTextAsync(file, "3d");
        await Eventually.BecomesTrueAsync(() => Ahead() > TimeSpan.FromDays(2.9));
        foreach (var wrong in (string[])["1d", "noise", ""])
        {
            await File.WriteAllTextAsync(file, wrong);
            clock.Look();
            Assert.That(Ahead(), Is.GreaterThan(TimeSpan.FromDays(2.9)), wrong);
        }

        TimeSpan Ahead() => clock.GetUtcNow() - TimeProvider.System.GetUtcNow();
    }

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
    public void PlainSecretsAndTestPartnersStayOutOfProduction()
    {
        var text = Minimal();
        text["Interop"]!["Node"]!["Environment"] = "production";

        var errors = Load(text).Errors;

        Assert.That(errors.Select(e => e.Path), Does.Contain("Interop:Keys:Master").And.Contain("Interop:PublicBaseUrl").And.Contain("Interop:Partners:MCDT:Adapter:Settings:SecretRef"));
        Assert.That(errors.Single(e => e.Path == "Interop:Keys:Master").Message, Does.Not.Contain("AAAA"), "a secret must not stand in a message");
    }

    [Test]
    public void TheConsoleStaysOnLoopbackOutsideTheSandbox()
    {
        var text = Minimal();
        text["Interop"]!["Node"]!["Environment"] = "test";
        text["Interop"]!["Listeners"] = new JsonObject { ["Partners"] = "http://0.0.0.0:8080", ["Operators"] = "http://0.0.0.0:8081" };

        Assert.That(Load(text).Errors.Select(e => e.Path), Does.Contain("Interop:Listeners:Operators"));
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

    [Test]
    public void FilesAreSharedWhereTheLedgerIs()
    {
        var shared = Minimal();
        shared["Interop"]!["Ledger"] = new JsonObject { ["Kind"] = "postgres", ["Directory"] = "data", ["ConnectionString"] = "plain:Host=a" };
        var local = (JsonObject)shared.DeepClone();
        local["Interop"]!["Documents"] = new JsonObject { ["Kind"] = "local" };
        var bucket = Minimal();
        bucket["Interop"]!["Documents"] = new JsonObject
        {
            ["Kind"] = "s3",
            ["S3"] = new JsonObject { ["Endpoint"] = "http://127.0.0.1:9000", ["Bucket"] = "ho-so", ["AccessKey"] = "plain:a", ["SecretKey"] = "plain:b" },
        };

        Assert.That(Load(Minimal()).Loaded!.Settings.Documents, Is.EqualTo(new DocumentSettings(DocumentStoreKind.Local)));
        Assert.That(Load(shared).Loaded!.Settings.Documents, Is.EqualTo(new DocumentSettings(DocumentStoreKind.Postgres, null, "plain:Host=a")));
        Assert.That(Load(shared).Loaded!.Warnings.Select(w => w.Path), Has.None.EqualTo("Interop:Documents:Kind"));
        Assert.That(Load(local).Loaded!.Warnings.Select(w => w.Path), Has.Some.EqualTo("Interop:Documents:Kind"));
        Assert.That(Load(bucket).Loaded!.Settings.Documents.S3, Is.EqualTo(new S3Settings { Endpoint = new Uri("http://127.0.0.1:9000"), Bucket = "ho-so", AccessKey = "plain:a", SecretKey = "plain:b" }));
    }

    [TestCase("{ \"Interop\": { ", "not JSON at line 1")]
    [TestCase("[]", "one JSON object")]
    [TestCase("{ \"Interop\": {}, \"interop\": {} }", "stands twice, at line 1 and line 1")]
    [TestCase("{ \"Hub\": {} }", "everything stands under Interop")]
    public void AFileThatIsNotAConfigurationSaysWhatItIs(string text, string expected) =>
        Assert.That(Load(text).Errors.Select(e => e.Message), Has.Some.Contains(expected));

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
    public void RetentionIsReadForAllForKindsAndForProcedures()
    {
        var json = Minimal();
        json["Interop"]!["Retention"] = JsonNode.Parse("""{ "Keep": "100d", "Kinds": { "result": "forever", "fault": "7d" }, "OpenDossiers": "forever", "Every": "10m" }""");
        json["Interop"]!["Procedures"]!["1.001193"]!["Retention"] = JsonNode.Parse("""{ "Keep": "onceDelivered", "Kinds": { "payment": "30d" } }""");
        var hub = Load(json).Loaded!.Hub;
        var own = hub.Procedures["1.001193"].Retention!;

        Assert.Multiple(() =>
        {
            Assert.That((hub.Retention.Keep, hub.Retention.OpenDossiers, hub.Retention.Every), Is.EqualTo((TimeSpan.FromDays(100), RetentionPolicy.Forever, TimeSpan.FromMinutes(10))));
            Assert.That(hub.Retention.Kinds, Is.EquivalentTo(new Dictionary<PacketKind, TimeSpan>
            {
                [PacketKind.Result] = RetentionPolicy.Forever, [PacketKind.Fault] = TimeSpan.FromDays(7), [PacketKind.DeliveryStatus] = RetentionPolicy.Notices,
            }));
            Assert.That(own.Keep, Is.EqualTo(TimeSpan.Zero));
            Assert.That(own.Kinds, Is.EquivalentTo(new Dictionary<PacketKind, TimeSpan> { [PacketKind.Payment] = TimeSpan.FromDays(30) }));
            var usual = Load(Minimal()).Loaded!.Hub;
            Assert.That((usual.Retention.Keep, usual.Procedures["1.001193"].Retention), Is.EqualTo((TimeSpan.FromDays(730), (ProcedureRetention?)null)));
        });
    }

    [Test]
    public void EverySettingThatIsReadStandsInTheRoomsReadme()
    {
        var json = Minimal();
        var interop = json["Interop"]!.AsObject();
        foreach (var name in new[] { "Listeners", "Bus", "Telemetry", "Limits", "Identifiers", "Retention" })
        {
            interop[name] = new JsonObject { ["?"] = "" };
        }

        interop["Documents"] = new JsonObject { ["Kind"] = "s3", ["S3"] = new JsonObject { ["?"] = "" }, ["?"] = "" };
        interop["Listeners"]!["Certificate"] = new JsonObject { ["?"] = "" };
        interop["Telemetry"]!["Otlp"] = new JsonObject { ["?"] = "" };
        interop["Retention"]!["Kinds"] = new JsonObject { ["?"] = "" };
        interop["Procedures"]!["1.001193"]!["Retention"] = new JsonObject { ["?"] = "" };
        interop["Procedures"]!["1.001193"]!["Gates"] = new JsonArray(new JsonObject { ["?"] = "" });
        interop["Partners"]!["MCDT"]!["ApiKeys"] = new JsonArray(new JsonObject { ["?"] = "" });
        foreach (var section in new[] { interop, interop["Node"], interop["Ledger"], interop["Keys"], interop["Organisations"], interop["Organisations"]!["List"]![0], interop["Procedures"]!["1.001193"], interop["Partners"]!["MCDT"], interop["Partners"]!["MCDT"]!["Permissions"], interop["Partners"]!["MCDT"]!["Delivery"], interop["Partners"]!["MCDT"]!["Adapter"], interop["Routes"]![0] })
        {
            section!["?"] = "";
        }

        var known = Load(json).Errors
            .Where(e => e.Path.EndsWith(":?", StringComparison.Ordinal))
            .SelectMany(e => e.Message[(e.Message.IndexOf("known here: ", StringComparison.Ordinal) + 12)..].TrimEnd(')').Split(", "))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        var readme = File.ReadAllText(Path.Combine(Dossiers.Folder, "..", "hub-README.md"));

        Assert.That(known, Has.Length.GreaterThan(70));
        Assert.That(known.Where(name => !System.Text.RegularExpressions.Regex.IsMatch(readme, $"[`:]{name}[`:]")), Is.Empty);
    }

    private static LoadResult Load(JsonObject json, LoadedConfiguration? before = null, string folder = "/base") => Load(json.ToJsonString(), before, folder);

    private static LoadResult Load(string json, LoadedConfiguration? before = null, string folder = "/base")
    {
        List<ConfigurationError> errors = [];
        var configuration = ConfigurationFile.Parse(Encoding.UTF8.GetBytes(json), "test.json", errors, withEnvironment: false);
        return configuration is null ? new LoadResult(null, errors) : AdapterKinds.Loader(TimeProvider.System).Load(configuration, errors, folder, before);
    }

    private static JsonObject Minimal() => (JsonObject)JsonNode.Parse("""
        { "Interop": {
          "Node": { "Name": "n1", "Environment": "sandbox" },
          "PublicBaseUrl": "http://127.0.0.1:9/hub",
          "Ledger": { "Directory": "data" },
          "Keys": { "Master": "plain:AAAA" },
          "Organisations": { "List": [ { "Code": "H40", "Name": "Tỉnh Mẫu" }, { "Code": "H40.18", "Name": "Phường Mẫu", "Aliases": ["000.00.18.H40"] } ] },
          "Procedures": { "1.001193": { "Name": "Khai sinh" } },
          "Partners": { "MCDT": {
            "Name": "Một cửa", "Organisation": "H40",
            "Permissions": { "Kinds": ["submission"], "Units": ["H40"], "Issues": ["H40"] },
            "Adapter": { "Type": "one-stop", "Settings": { "Url": "http://127.0.0.1:9/hook", "SecretRef": "plain:x" } },
            "Delivery": { "Schedule": ["1s", "2m"] } } },
          "Routes": [ { "Name": "r", "Kinds": ["progress"], "To": ["MCDT"], "Mode": "live" } ]
        } }
        """)!;

    private const string Wrong = """
        { "Interop": {
          "Node": { "Nmae": "n1", "Environment": "sandbok" },
          "PublicBaseUrl": "lienthong",
          "Listeners": { "Partners": "http://0.0.0.0:8080", "Public": "http://127.0.0.1:8080" },
          "Ledger": { "Kind": "oracle" },
          "Documents": { "Kind": "S3", "S3": { "Endpoint": "https://s3.example/bucket", "Bucket": "Hồ sơ", "Prefix": "/x", "Regoin": "vn" }, "ConnectionString": "plain:x" },
          "Bus": { "Transport": "RabbitMq" },
          "Limits": { "MaxPacketBytes": 5 },
          "Organisations": { "List": [ { "Code": "H40", "Name": "Tỉnh Mẫu", "Successor": "H99" } ] },
          "Procedures": {
            "1.001193": { "Name": "Khai sinh", "Gates": [ { "Name": "identity", "Destination": "NOBODY", "Subjects": ["mother"], "Holds": ["BTP"], "Officer": "cb" } ], "Retention": { "Kinds": { "result": "soon" } } } },
          "Retention": { "Keep": "two years", "Kinds": { "submision": "7d", "fault": "7 days" }, "Every": "1ms" },
          "Partners": {
            "MCDT": {
              "Name": "Một cửa", "Organisation": "H77",
              "ApiKeys": [ { "Id": "k1", "Sha256": "123", "NotAfter": "2027-01-01" } ],
              "Permissions": { "Kinds": ["submision"], "Units": ["?"], "Issues": [] },
              "Adapter": { "Type": "fax" },
              "Delivery": { "Lease": "10s", "Schedule": [ "5 minutes" ], "Jitter": "0,2" } },
            "DVCQG": { "Name": "Cổng", "Organisation": "H40", "Production": true } },
          "Routes": [
            { "Name": "a", "Kinds": ["submission"], "To": ["BTP"], "Mode": "on" },
            { "Name": "a", "Kinds": [], "To": ["DVCQG", "dvcqg"], "Procedure": "1.000656", "From": "X", "Mode": "live" } ]
        } }
        """;

    private const string GoldenErrors = """
        Interop:Node:Name: missing; write 1 to 32 letters, digits, - _ .
        Interop:Node:Environment: not readable; write one of sandbox, test, production
        Interop:Node:Nmae: unknown name; did you mean Name? (known here: ClockOffsetFile, Environment, Name)
        Interop:PublicBaseUrl: not readable; write an absolute address such as https://lienthong.tinhmau.gov.vn/
        Interop:Listeners: port 8080 is named with different addresses; give each listener its own port, or write the same address
        Interop:Ledger:Kind: not readable; write one of sqlite, postgres
        Interop:Ledger:Directory: missing; write a folder on a local disk, such as /var/lib/interop
        Interop:Documents:S3:Endpoint: leave out the path; the bucket stands in Bucket
        Interop:Documents:S3:Bucket: not readable; write 3 to 63 small letters, digits, - and .
        Interop:Documents:S3:Prefix: not readable; write letters, digits, - _ . and /, not / first, at most 200
        Interop:Documents:S3:AccessKey: missing; write a secret's reference: env:NAME or file:/path
        Interop:Documents:S3:SecretKey: missing; write a secret's reference: env:NAME or file:/path
        Interop:Documents:S3:Regoin: unknown name; did you mean Region? (known here: AccessKey, Bucket, Endpoint, PathStyle, Prefix, Region, SecretKey)
        Interop:Documents:ConnectionString: plain: is for the sandbox only; write env:NAME or file:/path
        Interop:Documents:ConnectionString: stands without effect; write Kind postgres, or take it out
        Interop:Keys:Master: missing; write a secret's reference: env:NAME or file:/path
        Interop:Bus:Host: missing; write the broker's host name
        Interop:Bus:User: missing; write the broker's user
        Interop:Bus:Password: missing; write a secret's reference: env:NAME or file:/path
        Interop:Limits:MaxPacketBytes: not readable; write a whole number from 16384 to 67108864
        Interop:Organisations: Interop:Organisations:List:0: the successor H99 is not in the table; add it
        Interop:Procedures:1.001193:Gates:0:Subjects:0: not readable; write a JSON pointer into the packet, such as /content/dossier/eForm/data/mother
        Interop:Procedures:1.001193:Retention:Kinds:result: not readable; write a number with its unit (250ms, 30s, 5m, 2h, 7d) or hh:mm:ss, onceDelivered, or forever
        Interop:Partners:DVCQG:Production: only a hub whose Node:Environment is production may have a production partner; write false
        Interop:Partners:MCDT:ApiKeys:0:Sha256: not readable; write the hash that 'keys new' printed: 64 hexadecimal digits
        Interop:Partners:MCDT:ApiKeys:0:NotAfter: not readable; write an instant with its offset, such as 2027-01-01T00:00:00+07:00
        Interop:Partners:MCDT:Permissions:Kinds:0: not readable; write one of submission, progress, supplementRequest, supplementReply, feeNotice, payment, result, withdrawal, correction, document, documentStatus, deliveryStatus, fault, reconciliation
        Interop:Partners:MCDT:Permissions:Units:0: not readable; write an organisation code such as H40.18
        Interop:Partners:MCDT:Delivery:Schedule:0: not readable; write a number with its unit (250ms, 30s, 5m, 2h, 7d) or hh:mm:ss, from 10ms to 30d
        Interop:Partners:MCDT:Delivery:Jitter: not readable; write a number from 0 to 0.5, with a point
        Interop:Partners:MCDT:Delivery:Lease: must be longer than AttemptTimeout (30s) by at least 5s, or a node could lose a delivery in the middle of an attempt
        Interop:Routes:0:Mode: not readable; write one of off, shadow, live
        Interop:Routes:1:Kinds: a route without a kind carries nothing; write at least one of submission, progress, supplementRequest, supplementReply, feeNotice, payment, result, withdrawal, correction, document, documentStatus, deliveryStatus, fault, reconciliation
        Interop:Routes:1:To: DVCQG stands twice; keep one
        Interop:Routes:1:Name: the route a stands twice; names tell routes apart in the console
        Interop:Retention:Kinds:fault: not readable; write a number with its unit (250ms, 30s, 5m, 2h, 7d) or hh:mm:ss, onceDelivered, or forever
        Interop:Retention:Kinds:submision: unknown name; did you mean submission? (known here: correction, deliveryStatus, document, documentStatus, fault, feeNotice, payment, progress, reconciliation, result, submission, supplementReply, supplementRequest, withdrawal)
        Interop:Retention:Keep: not readable; write a number with its unit (250ms, 30s, 5m, 2h, 7d) or hh:mm:ss, onceDelivered, or forever
        Interop:Retention:Every: not readable; write a number with its unit (250ms, 30s, 5m, 2h, 7d) or hh:mm:ss, from 100ms to 7d
        Interop:Partners:MCDT:Adapter:Type: there is no such adapter; write one of civil-status, national-portal, one-stop, population
        Interop:Partners:MCDT:Organisation: the organisation H77 is not in Organisations; add it there, or correct the code
        Interop:Routes:0:To: no partner is called BTP; partners are DVCQG, MCDT
        Interop:Routes:1:Procedure: the procedure 1.000656 is not in Procedures; add it there, or correct the code
        Interop:Routes:1:From: no partner is called X; partners are DVCQG, MCDT
        Interop:Routes:1:To: DVCQG has no adapter, so nothing can be sent to it; give it Adapter:Type, or take it out
        Interop:Procedures:1.001193:Gates:0:Destination: no partner is called NOBODY; partners are DVCQG, MCDT
        """;
}
