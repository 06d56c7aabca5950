using System.Net;
using System.Security.Cryptography;
using System.Text;
using Interop.Journey.Tests.Hub;
using Interop.Simulators;
using Interop.Tests.Servers;

namespace Interop.Journey.Tests;

/// <summary>The same journey with the ledger in PostgreSQL, through a crash of the database.</summary>
[NonParallelizable]
public sealed class SharedLedgerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly byte[] Certificate = Encoding.ASCII.GetBytes("%PDF-1.4\n% giay chung sinh mau\n%%EOF\n");

    [Test]
    [CancelAfter(240_000)]
    public async Task What_has_a_receipt_arrives_though_the_database_was_killed_and_its_evidence_holds(CancellationToken cancellationToken)
    {
        await using var server = await PostgresServer.StartAsync(cancellationToken: cancellationToken);
        var connection = await server.CreateDatabaseAsync(cancellationToken);
        await using var journey = await Hub.Journey.StartAsync(callbacks: CallbackMode.Off, change: c => c.Share(connection));
        var (portal, ministry) = (journey.Province.NationalPortal, journey.Province.CivilStatus);
        await ministry.SetFaultsAsync(new FaultSettings { SlowMs = 300 }, cancellationToken);
        var file = Convert.ToHexStringLower(SHA256.HashData(Certificate));
        Assert.That(await journey.PutAsync(file, Certificate), Is.EqualTo(HttpStatusCode.Created));

        // Half before the database dies, half while it is down and after: the one-stop insists.
        var numbers = Enumerable.Range(1, 40).Select(Payloads.Number).ToArray();
        foreach (var number in numbers[..20])
        {
            await journey.InsistAsync("api/v1/dossiers", Payloads.Submission($"a-{number}", number, files: [("gcs.pdf", file, Certificate.Length)]), cancellationToken);
        }

        server.Kill();
        var (status, refused) = await journey.PostAsync("api/v1/dossiers", Payloads.Submission("down", numbers[20]), cancellationToken);
        Assert.That(status, Is.EqualTo(HttpStatusCode.ServiceUnavailable), refused.ToString());
        var rest = Task.Run(
            async () =>
            {
                foreach (var number in numbers[20..])
                {
                    await journey.InsistAsync("api/v1/dossiers", Payloads.Submission($"a-{number}", number), cancellationToken);
                }
            },
            cancellationToken);
        await server.RestartAsync(cancellationToken);
        await rest;

        await Eventually.HoldsAsync(
            () => numbers.All(n => portal.Records.EffectsOf(n).Count == 1 && ministry.Records.EffectsOf(n).Count == 1),
            Patience,
            () => $"every dossier at both: {portal.Records.Counts}; {ministry.Records.Counts}\n{journey.Hub.Log}");
        Assert.That(ministry.Records.EffectsOf(numbers[0])[0].Files.Single().Sha256, Is.EqualTo(file));
        Assert.That((portal.Records.Counts.RepeatedEffects, ministry.Records.Counts.RepeatedEffects), Is.EqualTo((0, 0)));
        await Eventually.Async(
            async () => (await journey.DeliveriesAsync(numbers[0])).All(d => d.State == "delivered"), Patience, () => $"the ledger to know it\n{journey.Hub.Log}");

        // 1. Everything is vouched for. 2. The doctor finds nothing. 3. What was changed behind the hub's back is found.
        var (verified, report) = await journey.Hub.CommandAsync(cancellationToken, "ledger", "verify");
        Assert.That(verified, Is.Zero, report);
        Assert.That(report, Does.Contain("40 acceptances").And.Contain("The chain of journey-1 holds"));
        var (healthy, findings) = await journey.Hub.CommandAsync(cancellationToken, "doctor");
        Assert.That(healthy, Is.Zero, findings);
        Assert.That(findings, Does.Contain("ledger: PostgreSQL").And.Contain("the tables fit this program"));
        await server.QueryAsync("test_1", "update packet set partner = 'KHAC' where packet_id = (select min(packet_id) from packet)", cancellationToken);
        var (broken, where) = await journey.Hub.CommandAsync(cancellationToken, "ledger", "verify");
        Assert.That(broken, Is.EqualTo(1), where);
        Assert.That(where, Does.Contain("BROKEN in the chain of journey-1 at entry").And.Contain("SubjectChanged"));
        Assert.That(journey.Hub.Log, Does.Not.Contain("NGUYỄN").And.Not.Contain(server.Password), "nothing personal and no password in the log");
    }
}
