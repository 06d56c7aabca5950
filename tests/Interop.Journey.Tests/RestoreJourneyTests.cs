using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Journey.Tests.Hub;
using Interop.Simulators;
using Interop.Tests.Servers;

namespace Interop.Journey.Tests;

/// <summary>
/// As in the runbook: a backup under load, a disaster, the older copy put back. Partners that can only be asked have every
/// effect once; what the ledger lost is asked for by its sender and comes again.
/// </summary>
[NonParallelizable]
public sealed class RestoreJourneyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [TestCase(false)]
    [TestCase(true)]
    [CancelAfter(240_000)]
    public async Task Nothing_is_lost_and_nothing_done_twice(bool shared, CancellationToken cancellationToken)
    {
        await using var server = shared ? await PostgresServer.StartAsync(cancellationToken: cancellationToken) : null;
        var connection = server is null ? null : await server.CreateDatabaseAsync(cancellationToken);
        var (exported, publicKey) = (string.Empty, string.Empty);
        await using var journey = await Hub.Journey.StartAsync(Temper.Probeable, CallbackMode.Off, configuration =>
        {
            (exported, publicKey) = configuration.ExportEvidence();
            if (connection is not null)
            {
                configuration.Share(connection);
            }
        });
        var (portal, ministry, oneStop) = (journey.Province.NationalPortal, journey.Province.CivilStatus, journey.Province.OneStop);
        var ledger = Path.Combine(journey.Configuration.Directory, "ledger", "ledger.db");
        var backup = Path.Combine(journey.Configuration.Directory, "backup");
        var numbers = Enumerable.Range(1, 24).Select(Payloads.Number).ToArray();
        Dictionary<string, (string Packet, string Receipt)> sent = new(StringComparer.Ordinal);

        // 1. A backup in the middle of the load: of some dossiers it has nothing, of others that they are still to be sent.
        await ministry.SetFaultsAsync(new FaultSettings { SlowMs = 500 }, cancellationToken);
        foreach (var number in numbers)
        {
            if (number == numbers[8])
            {
                await BackUpAsync();
            }

            await SendAsync(number);
            if (number == numbers[15])
            {
                // One more step of a dossier that the backup knows: its lane goes on after the restore.
                await journey.InsistAsync("api/v1/dossiers", Payloads.Progress("buoc-1", numbers[0], 4, 30), cancellationToken);
            }
        }

        await ResolvedAsync();
        var effects = Effects();
        await journey.Hub.StopAsync();

        // 2. The older copy is put back. Nobody says so, and the hub notices.
        await PutBackAsync();
        var asked = (portal.Records.Counts.Requests, ministry.Records.Counts.Requests, oneStop.Records.Counts.Requests);
        await journey.Hub.StartAsync(held: true);
        Assert.That((await journey.PostAsync("api/v1/dossiers", Packet(numbers[0]), cancellationToken)).Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        await journey.Hub.KillAsync();

        // 3. Stated; a node that was killed counts as running for a while, and then no longer.
        await Eventually.Async(
            async () => (await journey.Hub.CommandAsync(cancellationToken, "ledger", "restored", "--reason", "dia hong")).Code == 0, Patience, () => $"the statement\n{journey.Hub.Log}");
        await journey.Hub.StartAsync(held: true);
        Assert.That((portal.Records.Counts.Requests, ministry.Records.Counts.Requests, oneStop.Records.Counts.Requests), Is.EqualTo(asked), "nothing goes while it is held");
        using var operators = Hub.Journey.Client(journey.Hub.Address, "none");
        operators.DefaultRequestHeaders.Add("X-Interop-Operator", "truc-ban");
        using (var released = await operators.PostAsJsonAsync("api/v1/operator/recovery/release", new { reason = "da kiem tra" }, cancellationToken))
        {
            Assert.That(released.StatusCode, Is.EqualTo(HttpStatusCode.OK), await released.Content.ReadAsStringAsync(cancellationToken));
        }

        // 4. The one-stop is told, asks about its receipts, and sends again what is missing.
        await Eventually.HoldsAsync(() => oneStop.Records.Effects.Count(e => e.Operation == "reconciliation") == 1, Patience, () => $"the notice\n{journey.Hub.Log}");
        var (status, answer) = await journey.PostAsync(
            "api/v1/receipts/reconcile", JsonSerializer.Serialize(new { receipts = sent.Values.Select(s => s.Receipt) }), cancellationToken);
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), answer.ToString());
        var missing = answer.GetProperty("missingReceipts").EnumerateArray().Select(r => r.GetString()!).ToHashSet(StringComparer.Ordinal);
        Assert.That(missing, Is.EquivalentTo(numbers[8..].Select(n => sent[n].Receipt)));
        foreach (var number in numbers.Where(n => missing.Contains(sent[n].Receipt)))
        {
            await journey.InsistAsync("api/v1/dossiers", sent[number].Packet, cancellationToken);
        }

        await journey.InsistAsync("api/v1/dossiers", Payloads.Progress("buoc-1", numbers[0], 4, 30), cancellationToken);

        // 5. All of it delivered and known to be; every effect once; the evidence holds, with what was exported.
        await ResolvedAsync();
        Assert.That(Effects(), Is.EqualTo(effects), "everything was there already, and is there once");
        Assert.That(numbers, Has.All.Matches<string>(n => ministry.Records.EffectsOf(n).Count == 1));
        Assert.That((portal.Records.Counts.RepeatedEffects, ministry.Records.Counts.RepeatedEffects, oneStop.Records.Counts.RepeatedEffects), Is.EqualTo((0, 0, 0)));
        Assert.That(oneStop.Records.Effects.Count(e => e.Operation == "reconciliation"), Is.EqualTo(1), "told once");
        await journey.Hub.StopAsync();
        var (verified, report) = await journey.Hub.CommandAsync(cancellationToken, "ledger", "verify", "--checkpoints", exported, "--public-key", publicKey);
        Assert.That(verified, Is.Zero, report);
        Assert.That(report, Does.Contain("Restore 1 was stated by").And.Contain("it had been exported up to"));

        async Task SendAsync(string number)
        {
            var packet = Packet(number);
            sent[number] = (packet, (await journey.InsistAsync("api/v1/dossiers", packet, cancellationToken)).GetProperty("receiptId").GetString()!);
        }

        (long Portal, long Ministry) Effects() => (portal.Records.Counts.Effects, ministry.Records.Counts.Effects);

        Task ResolvedAsync() => Eventually.Async(
            async () =>
            {
                foreach (var number in numbers)
                {
                    if ((await journey.DeliveriesAsync(number)).Any(d => d.State != "delivered"))
                    {
                        return false;
                    }
                }

                return true;
            },
            Patience,
            () => $"every delivery resolved: {portal.Records.Counts}; {ministry.Records.Counts}\n{journey.Hub.Log}");

        async Task BackUpAsync()
        {
            if (server is not null)
            {
                await server.DumpAsync("test_1", backup, cancellationToken);
                return;
            }

            var (copied, said) = await journey.Hub.CommandAsync(cancellationToken, "ledger", "backup", "--to", backup);
            Assert.That(copied, Is.Zero, said);
        }

        async Task PutBackAsync()
        {
            if (server is not null)
            {
                await server.PutBackAsync("test_1", backup, cancellationToken);
                return;
            }

            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(ledger)!, "ledger.db*"))
            {
                File.Delete(file);
            }

            File.Copy(backup, ledger);
        }
    }

    /// <summary>A birth registration with the time of its sending, as a one-stop stamps it.</summary>
    private static string Packet(string number)
    {
        var packet = (JsonObject)JsonNode.Parse(Payloads.Submission($"lan-{number}", number))!;
        packet["sentAt"] = "2026-06-03T08:20:00+07:00";
        return packet.ToJsonString();
    }
}
