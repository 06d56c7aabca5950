using System.Net;
using System.Security.Cryptography;
using System.Text;
using Interop.Journey.Tests.Hub;
using Interop.Simulators;

namespace Interop.Journey.Tests;

/// <summary>The journey the hub is for: a birth registration from the counter to the signed certificate and back.</summary>
[NonParallelizable]
public sealed class BirthJourneyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly byte[] Certificate = Encoding.ASCII.GetBytes("%PDF-1.4\n% giay chung sinh mau\n%%EOF\n");
    private static readonly byte[] Marriage = Encoding.ASCII.GetBytes("%PDF-1.4\n% giay ket hon mau\n%%EOF\n");

    [Test]
    [CancelAfter(120_000)]
    public async Task A_birth_registration_reaches_all_and_its_certificate_comes_back(CancellationToken cancellationToken)
    {
        await using var journey = await Hub.Journey.StartAsync();
        await RegisterAsync(journey, cancellationToken);
    }

    /// <summary>The whole of one registration, on whatever this hub runs.</summary>
    internal static async Task RegisterAsync(Hub.Journey journey, CancellationToken cancellationToken)
    {
        var number = Payloads.Number(1);
        foreach (var file in (byte[][])[Certificate, Marriage])
        {
            Assert.That(await journey.PutAsync(Sha256(file), file), Is.EqualTo(HttpStatusCode.Created));
        }

        var submission = Payloads.Submission("khai-sinh-1", number, files: [("gcs.pdf", Sha256(Certificate), Certificate.Length), ("ket-hon.pdf", Sha256(Marriage), Marriage.Length)]);
        var (status, receipt) = await journey.PostAsync("api/v1/dossiers", submission, cancellationToken);
        Assert.That(status, Is.EqualTo(HttpStatusCode.Accepted), receipt.ToString());

        var province = journey.Province;
        await Eventually.HoldsAsync(() => province.OneStop.Records.EffectsOf(number).Any(e => e.BusinessStatus == 9), Patience, () => $"the result at the one-stop; it has {Describe(province.OneStop, number)}\n{journey.Hub.Log}");
        await Eventually.HoldsAsync(() => province.NationalPortal.Records.EffectsOf(number).Any(e => e.BusinessStatus == 9), Patience, () => $"the result at the portal; it has {Describe(province.NationalPortal, number)}\n{journey.Hub.Log}");

        Assert.Multiple(() =>
        {
            var ministry = province.CivilStatus.Records.EffectsOf(number);
            Assert.That(ministry, Has.Count.EqualTo(1), "one dossier at the ministry");
            Assert.That(ministry[0].Files.Select(f => f.Sha256), Is.EquivalentTo(new[] { Sha256(Certificate), Sha256(Marriage) }), "with both files, byte for byte");
            Assert.That(province.Population.Records.Counts.Requests, Is.GreaterThanOrEqualTo(2), "both parents were asked about");
            Assert.That(province.NationalPortal.Records.EffectsOf(number)[0].Operation, Does.Contain("DongBoHoSoMC"));
            foreach (var partner in province.All)
            {
                Assert.That(partner.Records.Counts.RepeatedEffects, Is.Zero, partner.Code);
            }
        });

        // The gate went before the ministry.
        var gate = (await journey.DeliveriesAsync(number)).Single(d => d.Role == "check");
        Assert.That((gate.Destination, gate.State), Is.EqualTo(("CSDLDC", "delivered")));

        // The same dossier sent again is recognised: under its own id, and under a new one.
        var (again, repeated) = await journey.PostAsync("api/v1/dossiers", submission, cancellationToken);
        Assert.That((again, repeated.GetProperty("receiptId").GetString()), Is.EqualTo((HttpStatusCode.OK, receipt.GetProperty("receiptId").GetString())));
        var (later, duplicate) = await journey.PostAsync("api/v1/dossiers", submission.Replace("khai-sinh-1", "khai-sinh-thang-sau", StringComparison.Ordinal), cancellationToken);
        Assert.That((later, duplicate.GetProperty("duplicateOf").GetString()), Is.EqualTo((HttpStatusCode.OK, receipt.GetProperty("receiptId").GetString())));

        // A GET shows the whole of it.
        var dossier = await journey.DossierAsync(number);
        Assert.That(dossier.GetProperty("status").GetProperty("business").GetProperty("code").GetInt32(), Is.EqualTo(9));
        Assert.That(dossier.GetProperty("timeline").EnumerateArray().Select(p => p.GetProperty("kind").GetString()), Does.Contain("result"));
        var traces = dossier.GetProperty("timeline").EnumerateArray().SelectMany(p => p.GetProperty("deliveries").EnumerateArray())
            .SelectMany(d => d.GetProperty("history").EnumerateArray()).Select(a => a.GetProperty("traceId").GetString()).Distinct().ToArray();
        Assert.That(traces, Has.Length.EqualTo(1).And.None.Null, "one trace, from the counter through every system and the ministry's callbacks");
        Assert.That(journey.Hub.Log, Does.Not.Contain("NGUYỄN").And.Not.Contain("001099000001").And.Not.Contain("0900000001"), "nothing personal in the log");
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task While_the_ministry_is_down_its_dossiers_wait_and_nothing_else_does(CancellationToken cancellationToken)
    {
        await using var journey = await Hub.Journey.StartAsync(callbacks: CallbackMode.Off);
        var (portal, ministry) = (journey.Province.NationalPortal, journey.Province.CivilStatus);
        await ministry.GoDownAsync(cancellationToken);
        var numbers = Enumerable.Range(1, 20).Select(Payloads.Number).ToArray();
        foreach (var number in numbers)
        {
            await journey.InsistAsync("api/v1/dossiers", Payloads.Submission($"a-{number}", number), cancellationToken);
        }

        // A change of each follows while the ministry is still down.
        foreach (var number in numbers)
        {
            await journey.InsistAsync("api/v1/dossiers", Payloads.Submission($"b-{number}", number, "NGUYỄN THỊ THỬ SỬA"), cancellationToken);
        }

        await Eventually.HoldsAsync(() => numbers.All(n => portal.Records.EffectsOf(n).Count == 2), Patience, () => "both versions of every dossier at the portal");
        Assert.That(ministry.Records.Counts.Effects, Is.Zero);
        var waiting = (await journey.DeliveriesAsync(numbers[0])).Where(d => d.Destination == "HOTICH").Select(d => d.State).ToArray();
        Assert.That(waiting, Has.Length.EqualTo(2).And.All.AnyOf("ready", "scheduled", "waitingLane", "waitingGate", "inFlight"));

        await ministry.ComeBackAsync(cancellationToken);
        await Eventually.HoldsAsync(() => numbers.All(n => ministry.Records.EffectsOf(n).Count == 2), Patience, () => $"every dossier at the ministry: {ministry.Records.Counts}\n{journey.Hub.Log}");
        Assert.Multiple(() =>
        {
            Assert.That(ministry.Records.Counts.RepeatedEffects, Is.Zero);
            Assert.That(ministry.Records.Counts.Deliveries, Is.EqualTo(40));
        });
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task An_expired_password_pauses_the_ministry_and_rejects_nobody(CancellationToken cancellationToken)
    {
        await using var journey = await Hub.Journey.StartAsync(callbacks: CallbackMode.Off);
        var ministry = journey.Province.CivilStatus;
        await ministry.SetFaultsAsync(new FaultSettings { Destination = DestinationFault.ExpiredPassword }, cancellationToken);
        var numbers = Enumerable.Range(1, 12).Select(Payloads.Number).ToArray();
        foreach (var number in numbers)
        {
            await journey.InsistAsync("api/v1/dossiers", Payloads.Submission($"a-{number}", number), cancellationToken);
        }

        await Eventually.HoldsAsync(() => journey.Hub.Log.Contains("PausedByFault", StringComparison.Ordinal), Patience, () => $"the destination to be paused\n{journey.Hub.Log}");
        await Eventually.HoldsAsync(() => numbers.All(n => journey.Province.NationalPortal.Records.EffectsOf(n).Count == 1), Patience, () => "the portal to have them all the same");
        var asked = ministry.Records.Counts.Requests;
        foreach (var number in numbers)
        {
            var waiting = (await journey.DeliveriesAsync(number)).Single(d => d is { Destination: "HOTICH", Role: "send" });
            Assert.That((waiting.State, waiting.Attempts), Is.EqualTo(("ready", 0)), "no attempt is spent");
        }

        Assert.That(ministry.Records.Counts.Requests, Is.EqualTo(asked), "nobody knocks at a locked account");

        // The administrator writes the new password; the hub is not restarted.
        await ministry.ResetFaultsAsync(cancellationToken);
        journey.Configuration.Delivery("HOTICH")["MaxConcurrency"] = 47;
        journey.Configuration.Write();
        await Eventually.HoldsAsync(() => numbers.All(n => ministry.Records.EffectsOf(n).Count == 1), Patience, () => $"every dossier at the ministry\n{journey.Hub.Log}");
    }

    private static string Describe(PartnerSimulator partner, string number) =>
        string.Join(", ", partner.Records.EffectsOf(number).Select(e => $"{e.Operation} {e.BusinessStatus}"));

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
