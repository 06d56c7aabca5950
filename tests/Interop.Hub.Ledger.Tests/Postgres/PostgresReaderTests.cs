using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Interop.Adapters.Delivery;
using Interop.Contracts.Documents;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Faults;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Reading;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Tests.Conformance;
using Interop.Hub.Ledger.Tests.Sqlite;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>Of the same rows, the shared ledger says what the embedded one says.</summary>
[TestFixture]
internal sealed class PostgresReaderTests : LedgerJourney
{
    private readonly List<AcceptPacket> _packets = [];
    private Database _database = null!;
    private PostgresReader _shared = null!;

    [SetUp]
    public async Task Fill()
    {
        await LiveAsync();
        var connection = await LedgerServer.Server.CreateDatabaseAsync();
        await Mirror.CopyAsync(Store.Path, connection);
        _database = new Database(new PostgresLedgerOptions { ConnectionString = connection });
        _shared = new PostgresReader(_database, new DataKeys(Store.Keys, 100), new Clock(Clock));
    }

    [TearDown]
    public async Task CloseShared() => await _database.DisposeAsync();

    [Test]
    public async Task Every_packet_is_shown_alike()
    {
        Assert.That(_packets, Has.Count.GreaterThan(8));
        foreach (var packet in _packets)
        {
            await AlikeAsync(packet.Id, () => Reader.PacketAsync(packet.Id, default), () => _shared.PacketAsync(packet.Id, default));
        }

        Assert.That(await _shared.PacketAsync(Make.Id(), default), Is.Null);
        Assert.That(await _shared.PacketAsync("no id", default), Is.Null);
        Assert.That((await _shared.PacketAsync(_packets[1].Id, default))!.Documents.Single().Name, Is.EqualTo("giấy chứng sinh.pdf"), "the names are opened");
    }

    [Test]
    public async Task Every_dossier_is_shown_alike()
    {
        for (var key = 1L; key <= 5; key++)
        {
            await AlikeAsync($"{key}", () => Reader.DossierAsync(key, default), () => _shared.DossierAsync(key, default));
        }

        var view = await _shared.DossierAsync(1, default);
        Assert.That(view!.Packets.SelectMany(p => p.Deliveries).SelectMany(d => d.History), Is.Not.Empty);
        Assert.That(await _shared.DossierAsync(999, default), Is.Null);
    }

    [TestCase("N-1", null, null)]
    [TestCase(" n-1 ", null, null)]
    [TestCase("0042", null, null)]
    [TestCase("0042", IdentifierScheme.Receipt, null)]
    [TestCase("0077", IdentifierScheme.Receipt, null)]
    [TestCase("0077", IdentifierScheme.Receipt, "H40.18")]
    [TestCase("N-1", IdentifierScheme.National, null)]
    [TestCase("N-1", IdentifierScheme.Local, "H40.99")]
    [TestCase("nothing", null, null)]
    public async Task A_number_leads_to_the_same_dossiers(string value, IdentifierScheme? scheme, string? issuer)
    {
        OrganisationCode? organisation = issuer is null ? null : OrganisationCode.Parse(issuer);
        await AlikeAsync("resolve", () => Reader.ResolveAsync(value, scheme, organisation, default), () => _shared.ResolveAsync(value, scheme, organisation, default));
        await AlikeAsync("search", () => Reader.SearchAsync(value, default), () => _shared.SearchAsync(value, default));
    }

    [Test]
    public async Task Intake_finds_the_same_dossier_by_the_same_codes()
    {
        (IdentifierClaim[] Claims, string? Number, string Partner)[] questions =
        [
            ([Sample.Local("N-1")], null, Sample.OneStop),
            ([Sample.Local("N-1")], null, "STRANGER"),
            ([Sample.Local("N-1"), Sample.Local("N-2")], null, Sample.OneStop),
            ([Sample.Local("N-1"), Sample.Local("N-99")], "n-1", Sample.Ministry),
            ([Sample.Receipt("0042")], null, Sample.OneStop),
            ([], "N-2", Sample.Portal),
            ([], "0042", Sample.Portal),
            ([Sample.Local("N-1")], "N-2", Sample.OneStop),
            ([], null, Sample.OneStop),
        ];
        foreach (var (claims, number, partner) in questions)
        {
            await AlikeAsync($"{claims.Length} {number} {partner}", () => Reader.FindAsync(claims, number, partner, default), () => _shared.FindAsync(claims, number, partner, default));
        }

        Assert.That((await _shared.FindAsync([Sample.Local("N-1")], null, Sample.OneStop, default))!.IsParty, Is.True);
    }

    [Test]
    public async Task Lists_and_backlogs_are_alike()
    {
        await AlikeAsync("newest", () => Reader.NewestAsync(0, 50, default), () => _shared.NewestAsync(0, 50, default));
        await AlikeAsync("page", () => Reader.NewestAsync(1, 2, default), () => _shared.NewestAsync(1, 2, default));
        await AlikeAsync("destinations", () => Due.DestinationsAsync(default), () => _shared.DestinationsAsync(default));
        await AlikeAsync("controls", () => Due.ControlsAsync(default), () => _shared.ControlsAsync(default));
        await AlikeAsync("backlog", () => Reader.BacklogAsync(default), () => _shared.BacklogAsync(default));
        Assert.That(await _shared.DestinationsAsync(default), Has.Count.GreaterThan(1));
        Assert.That((await _shared.NewestAsync(0, 50, default)).Sum(l => l.Stuck), Is.GreaterThan(0));
        Assert.That((await _shared.BacklogAsync(default)).Select(b => b.OldestDue), Has.Some.Not.Null);
    }

    [Test]
    public async Task What_is_due_is_due_in_both_at_every_hour()
    {
        var seen = 0;
        for (var hour = 0; hour < 4; hour++)
        {
            foreach (var destination in (string[])[Sample.Ministry, Sample.Portal, Sample.Population, "NOBODY"])
            {
                await AlikeAsync($"due {hour} {destination}", () => Due.DueAsync(destination, 10, default), () => _shared.DueAsync(destination, 10, default));
                seen += (await _shared.DueAsync(destination, 10, default)).Count;
            }

            await AlikeAsync($"expired {hour}", () => Due.ExpiredAsync(10, default), () => _shared.ExpiredAsync(10, default));
            await AlikeAsync($"gates {hour}", () => Due.GatesToPassAsync(10, default), () => _shared.GatesToPassAsync(10, default));
            await AlikeAsync($"backlog {hour}", () => Reader.BacklogAsync(default), () => _shared.BacklogAsync(default));
            Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.That(seen, Is.GreaterThan(0));
        Assert.That(await _shared.ExpiredAsync(10, default), Has.Count.EqualTo(1));
        Assert.That(await _shared.GatesToPassAsync(10, default), Has.Count.EqualTo(1));
        Assert.That(await _shared.DueAsync(Sample.Ministry, 1, default), Has.Count.EqualTo(1), "the limit holds");
    }

    [Test]
    public async Task In_service_the_time_is_the_databases()
    {
        var shared = new PostgresReader(_database, new DataKeys(Store.Keys, 100), new Clock(null));
        Assert.That((await shared.DueAsync(Sample.Ministry, 10, default)).Count, Is.GreaterThan((await _shared.DueAsync(Sample.Ministry, 10, default)).Count), "the test's clock stands in the past");
    }

    /// <summary>A little of everything that can happen.</summary>
    private async Task LiveAsync()
    {
        var delivered = Note(Make.Submission("N-1", "A", Sample.Ministry, Sample.Portal) with
        {
            Identifiers = [Sample.Local("N-1"), Sample.Receipt("0042"), Sample.Receipt("0077")],
            Warnings = [new Warning("/content", "doubtful")],
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        });
        await RecordedAsync(delivered with { Deliveries = [delivered.Deliveries[0] with { AnswerWithin = TimeSpan.FromDays(3) }, delivered.Deliveries[1]] });
        await DeliverAsync(To(delivered, Sample.Ministry));
        Clock.Advance(TimeSpan.FromSeconds(7));

        var content = SHA256.HashData(Encoding.UTF8.GetBytes("file"));
        await UploadedAsync(Sample.OneStop, content);
        var file = new DocumentReference { Name = "giấy chứng sinh.pdf", MediaType = "application/pdf", Size = 3, Sha256 = Sha256Digest.FromHash(content) };
        var rejected = Note(Make.Submission("N-2", "B", Sample.Ministry, Sample.Portal) with { Documents = [file] });
        await RecordedAsync(rejected);
        await RejectAsync(To(rejected, Sample.Ministry));
        await ActAsync(To(rejected, Sample.Portal), DeliveryState.Skipped);
        Clock.Advance(TimeSpan.FromSeconds(7));

        var correction = Note(Make.Correction("N-2", "B2", rejected.PacketId, Sample.Ministry));
        await RecordedAsync(correction);
        var scheduled = await ClaimedAsync(To(correction, Sample.Ministry));
        await RecordAsync(Outcome(scheduled, "deferred", new NextStep(DeliveryState.Scheduled, Clock.Now.AddHours(1))) with { Fault = FaultCodes.Unreachable("refused"), TraceId = "0af7651916cd43dd8448eb211c80319c" });

        var check = Make.Check(Sample.Population, Clock.Now.AddHours(2));
        var gated = Note(Make.Submission("N-3", "C") with { Deliveries = [check, Make.Send(Sample.Ministry, check.Id), Make.Send(Sample.Portal)] });
        await RecordedAsync(gated with { Identifiers = [Sample.Local("N-3"), Sample.Receipt("0077")] });

        var waiting = Note(Make.Submission("N-4", "D") with { Deliveries = [Make.Check(Sample.Population), Make.Send(Sample.Portal)] });
        await RecordedAsync(waiting);
        var learned = await ClaimedAsync(To(waiting, Sample.Population));
        await RecordAsync(Outcome(learned, "accepted", new NextStep(DeliveryState.Delivered)) with
        {
            Receipt = new PartnerReceipt { Findings = [new Finding("identity", "/content/mother", Verdict.Confirmed, Clock.Now)] },
        });
        await ClaimedAsync(To(waiting, Sample.Portal));

        var unknown = Note(Make.Submission("N-5", "E", Sample.Ministry, Sample.Portal));
        await RecordedAsync(unknown);
        var sent = await ClaimedAsync(To(unknown, Sample.Ministry));
        await RecordAsync(Outcome(sent, "unknown", new NextStep(DeliveryState.Unknown, Clock.Now.AddMinutes(30))) with { Fault = FaultCodes.NoAnswer("none") });
        var parked = await ClaimedAsync(To(unknown, Sample.Portal));
        await RecordAsync(Outcome(parked, "deferred", new NextStep(DeliveryState.Parked, Park: ParkReason.Exhausted)));

        foreach (var (step, status) in new[] { ("e1", BusinessStatus.Received), ("e2", BusinessStatus.Processing) })
        {
            await RecordedAsync(Note(Make.Progress("N-1", step, status, Sample.Portal)));
            Clock.Advance(TimeSpan.FromSeconds(7));
        }

        await RecordedAsync(Note(Make.Document("F", Sample.Portal)));
        await Ledger.SaveControlAsync(new DestinationControl { Destination = Sample.Ministry, Door = Door.Broken, Since = Clock.Now, ProbeAt = Clock.Now.AddMinutes(1), FaultCode = "x" }, default);
    }

    private AcceptPacket Note(AcceptPacket packet)
    {
        _packets.Add(packet);
        return packet;
    }

    private static async Task AlikeAsync<T>(string what, Func<Task<T>> embedded, Func<Task<T>> shared) =>
        Assert.That(JsonSerializer.Serialize(await shared()), Is.EqualTo(JsonSerializer.Serialize(await embedded())), what);
}
