using System.Text.Json.Nodes;
using Interop.Hub.Core.Configuration;
using static Interop.Hub.Host.Tests.TestConfiguration;

namespace Interop.Hub.Host.Tests;

/// <summary>Where ledger, files and evidence are: what belongs together stands together.</summary>
[TestFixture]
internal sealed class StorageSettingsTests
{
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
}
