using System.Security.Cryptography;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Security;
using Interop.Hub.Ledger.Documents;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Sqlite;
using Interop.Hub.Ledger.Tests.Conformance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Interop.Hub.Ledger.Tests.Sqlite;

/// <summary>What the ledger needs at its start, and what it does when that is not there.</summary>
[TestFixture]
internal sealed class SqliteStartTests : LedgerJourney
{
    [Test]
    public async Task Other_master_keys_stop_the_start()
    {
        await RecordedAsync(Make.Submission("N-1", "A"));
        await Store.CloseAsync();
        Assert.That(() => Open(NewKey()), Throws.TypeOf<KeyRingException>().With.Message.Contains("began with"));
    }

    [Test]
    public async Task A_key_taken_out_of_the_ring_stops_the_start_and_one_put_on_top_does_not()
    {
        var oldest = NewKey();
        var current = NewKey();
        var path = Path.Combine(Path.GetDirectoryName(Store.Path)!, "rotated.db");
        await using (var rotated = Open($"{current},{oldest}", path))
        {
            await rotated.AcceptAsync(Make.Submission("N-1", "A", Sample.Ministry), CancellationToken.None);
        }

        Assert.That(() => Open(oldest, path), Throws.TypeOf<KeyRingException>().With.Message.Contains("Put that key's line back"));
        await using var again = Open($"{NewKey()},{current},{oldest}", path);
        var due = await again.DueAsync(Sample.Ministry, 1, CancellationToken.None);
        Assert.That(await again.ClaimAsync(new ClaimRequest { DeliveryId = due[0].Id, Node = "n", Lease = TimeSpan.FromMinutes(1), WithDossier = _ => false }, CancellationToken.None), Is.Not.Null);
    }

    [Test]
    public void A_folder_that_is_not_there_is_said_to_be_the_cause() =>
        Assert.That(() => Open(NewKey(), "/nowhere/ledger.db"), Throws.TypeOf<LedgerUnavailableException>());

    [Test]
    public async Task A_body_that_does_not_open_is_said_to_be_damaged_and_holds_nothing()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry);
        await RecordedAsync(packet);
        await Store.Store.Writer.RunAsync(
            s =>
            {
                s.Db.Script("update packet_body set body = zeroblob(60)");
                return true;
            },
            0,
            sheddable: false,
            CancellationToken.None);

        var claim = (await ClaimAsync(To(packet, Sample.Ministry)))!;
        Assert.That((claim.IsDamaged, claim.Body.Length, claim.DossierNumber, claim.Sender), Is.EqualTo((true, 0, "N-1", packet.Partner)));
    }

    [Test]
    public async Task The_host_opens_it_before_what_comes_after_and_closes_it_once()
    {
        var folder = Path.GetDirectoryName(Store.Path)!;
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton<IKeyRing>(FileKeyRing.FromValue(NewKey()));
        services.AddSqliteLedger(new SqliteLedgerOptions { Path = Path.Combine(folder, "hosted.db") }).AddLocalDocuments(Path.Combine(folder, "documents"));
        await using (var provider = services.BuildServiceProvider())
        {
            foreach (var hosted in provider.GetServices<IHostedService>())
            {
                await hosted.StartAsync(CancellationToken.None);
            }

            Assert.That(File.Exists(Path.Combine(folder, "hosted.db")), Is.True);
            Assert.That(provider.GetRequiredService<ILedger>(), Is.SameAs(provider.GetRequiredService<ILedgerReader>()).And.SameAs(provider.GetRequiredService<IDueDeliveries>()));
            Assert.That(await provider.GetRequiredService<IDocumentShelfCheck>().TryOutAsync(CancellationToken.None), Is.Null);
            await provider.GetRequiredService<ILedger>().AcceptAsync(Make.Submission("N-1", "A"), CancellationToken.None);
        }

        await using var after = services.BuildServiceProvider();
        Assert.That(await after.GetRequiredService<ILedgerReader>().ResolveAsync("N-1", null, null, CancellationToken.None), Is.Not.Null);
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private SqliteLedger Open(string keys, string? path = null) =>
        SqliteLedger.Open(new SqliteLedgerOptions { Path = path ?? Store.Path }, FileKeyRing.FromValue(keys), Clock, NullLogger<SqliteLedger>.Instance);
}
