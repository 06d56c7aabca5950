using System.Text.Json.Nodes;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Retention;
using Interop.Hub.Core.Routing;

using static Interop.Hub.Host.Tests.TestConfiguration;

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

    [TestCase("{ \"Interop\": { ", "not JSON at line 1")]
    [TestCase("[]", "one JSON object")]
    [TestCase("{ \"Interop\": {}, \"interop\": {} }", "stands twice, at line 1 and line 1")]
    [TestCase("{ \"Hub\": {} }", "everything stands under Interop")]
    public void AFileThatIsNotAConfigurationSaysWhatItIs(string text, string expected) =>
        Assert.That(Load(text).Errors.Select(e => e.Message), Has.Some.Contains(expected));

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
        interop["Partners"]!["MCDT"]!["Connection"] = new JsonObject { ["?"] = "", ["Proxy"] = new JsonObject { ["?"] = "" }, ["Tls"] = new JsonObject { ["?"] = "", ["Pins"] = new JsonArray(new JsonObject { ["?"] = "" }) } };
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
        Interop:Partners:MCDT:Adapter:Type: there is no such adapter; write one of civil-status, inbox, national-portal, one-stop, population, soap
        Interop:Partners:MCDT:Organisation: the organisation H77 is not in Organisations; add it there, or correct the code
        Interop:Routes:0:To: no partner is called BTP; partners are DVCQG, MCDT
        Interop:Routes:1:Procedure: the procedure 1.000656 is not in Procedures; add it there, or correct the code
        Interop:Routes:1:From: no partner is called X; partners are DVCQG, MCDT
        Interop:Routes:1:To: DVCQG has no adapter, so nothing can be sent to it; give it Adapter:Type, or take it out
        Interop:Procedures:1.001193:Gates:0:Destination: no partner is called NOBODY; partners are DVCQG, MCDT
        """;
}
