using System.Text.Json;

namespace Interop.Hub.Host.Tests;

/// <summary>The API describes itself, and what it says is what it serves.</summary>
[TestFixture]
internal sealed class ApiDocumentTests
{
    private static readonly string[] Operations =
    [
        "GET /api/v1/documents/{sha256} getDocument",
        "GET /api/v1/dossiers/{number} getDossier",
        "GET /api/v1/inbox fetchInbox",
        "GET /api/v1/inbox/waiting listInbox",
        "GET /api/v1/packets/{id} getPacket",
        "POST /api/v1/dossiers submitDossier",
        "POST /api/v1/dossiers/{number}/packets sendPacket",
        "POST /api/v1/dossiers/{number}/payments sendPayment",
        "POST /api/v1/dossiers/{number}/progress sendProgress",
        "POST /api/v1/dossiers/{number}/results sendResult",
        "POST /api/v1/dossiers/{number}/withdrawal withdrawDossier",
        "POST /api/v1/inbox/{deliveryId}/ack acknowledgeDelivery",
        "POST /api/v1/inbox/{deliveryId}/reject rejectDelivery",
        "POST /api/v1/packets/{id}/retry retryPacket",
        "POST /api/v1/queries/identity verifyIdentity",
        "POST /api/v1/receipts/reconcile reconcileReceipts",
        "PUT /api/v1/documents/{sha256} putDocument",
    ];

    [Test]
    public async Task EveryPartnerRouteIsDescribedWithSchemasSecurityAndProblems()
    {
        await using var hub = await HubUnderTest.StartAsync();
        var client = hub.Client(null);

        using var document = JsonDocument.Parse(await client.GetStringAsync("openapi/v1.json"));
        var root = document.RootElement;
        var operations = root.GetProperty("paths").EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Select(o => (Line: $"{o.Name.ToUpperInvariant()} {p.Name} {o.Value.GetProperty("operationId").GetString()}", Operation: o.Value)))
            .ToArray();

        Assert.That(operations.Select(o => o.Line).Order(StringComparer.Ordinal), Is.EqualTo(Operations));
        Assert.That(root.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Select(s => s.Name), Is.EquivalentTo(new[] { "bearer", "apiKey", "basic" }));
        Assert.That(operations.Select(o => o.Operation.GetProperty("responses").TryGetProperty("401", out var problem) && problem.GetProperty("content").TryGetProperty("application/problem+json", out _)), Has.All.True);

        var submit = operations.Single(o => o.Line.EndsWith("submitDossier", StringComparison.Ordinal)).Operation;
        var packet = submit.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString()!;
        var receipt = submit.GetProperty("responses").GetProperty("202").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString()!;
        foreach (var reference in new[] { packet, receipt })
        {
            using var schema = JsonDocument.Parse(await client.GetStringAsync(reference.Split('#')[0]));
            Assert.That(schema.RootElement.GetProperty("$schema").GetString(), Does.Contain("2020-12"), reference);
        }
    }

    [TestCase("schemas/packet-1.0.xsd", "application/xml")]
    [TestCase("schemas/eforms/birth-registration-1.0.schema.json", "application/schema+json")]
    public async Task SchemasAreServed(string path, string type)
    {
        await using var hub = await HubUnderTest.StartAsync();
        using var answer = await hub.Client(null).GetAsync(path);
        Assert.That(((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType), Is.EqualTo((200, type)));
    }
}
