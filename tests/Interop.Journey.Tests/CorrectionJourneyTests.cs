using System.Net;
using System.Security.Cryptography;
using Interop.Journey.Tests.Hub;
using Interop.Simulators;

namespace Interop.Journey.Tests;

/// <summary>A ministry refuses a dossier: the officer is told why, corrects it, and the correction takes its place.</summary>
[NonParallelizable]
public sealed class CorrectionJourneyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Test]
    [CancelAfter(120_000)]
    public async Task A_rejected_dossier_is_told_to_its_sender_and_its_correction_goes_first(CancellationToken cancellationToken)
    {
        await using var journey = await Hub.Journey.StartAsync(callbacks: CallbackMode.Off);
        var (oneStop, ministry, portal) = (journey.Province.OneStop, journey.Province.CivilStatus, journey.Province.NationalPortal);
        var number = Payloads.Number(1);
        byte[] empty = [];
        var scanned = "%PDF-1.4 giay chung sinh"u8.ToArray();
        foreach (var file in (byte[][])[empty, scanned])
        {
            Assert.That(await journey.PutAsync(Sha256(file), file), Is.EqualTo(HttpStatusCode.Created));
        }

        // An empty scan: in order for the hub and for the portal, which fetches files itself; refused by the ministry.
        await journey.InsistAsync("api/v1/dossiers", Payloads.Submission("lan-1", number, files: ("gcs.pdf", Sha256(empty), 0)), cancellationToken);
        await Eventually.HoldsAsync(() => oneStop.Records.EffectsOf(number).Any(e => e.Operation == "fault"), Patience, () => $"the fault at the one-stop\n{journey.Hub.Log}");
        Assert.That(await StatesAsync(), Is.EqualTo(new[] { "rejected" }));
        Assert.That(ministry.Records.EffectsOf(number), Is.Empty);

        // A second version with the same scan would wait behind it; the correction does not.
        var (status, answer) = await journey.PostAsync(
            $"api/v1/dossiers/{number}/packets", Payloads.Correction("lan-2", number, "lan-1", ("gcs.pdf", Sha256(scanned), scanned.Length)), cancellationToken);
        Assert.That(status, Is.EqualTo(HttpStatusCode.Accepted), answer.ToString());
        await Eventually.Async(async () => (await StatesAsync())[^1] == "delivered", Patience, () => $"the correction at the ministry\n{journey.Hub.Log}");
        Assert.That(await StatesAsync(), Is.EqualTo(new[] { "superseded", "delivered" }));

        var effect = ministry.Records.EffectsOf(number).Single();
        Assert.That(effect.Files.Single().Sha256, Is.EqualTo(Sha256(scanned)));
        await Eventually.HoldsAsync(() => portal.Records.EffectsOf(number).Count == 2, Patience, () => "both versions at the portal, which refused none");

        async Task<string[]> StatesAsync() =>
            [.. (await journey.DeliveriesAsync(number)).Where(d => d is { Destination: "HOTICH", Role: "send" }).Select(d => d.State)];
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
