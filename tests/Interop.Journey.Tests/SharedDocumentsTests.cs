using System.Net;
using System.Security.Cryptography;
using Interop.Journey.Tests.Hub;
using Interop.Simulators;
using Interop.Tests.Servers;

namespace Interop.Journey.Tests;

/// <summary>The same journey with files in an S3 bucket, through an outage of it.</summary>
[NonParallelizable]
public sealed class SharedDocumentsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Test]
    [CancelAfter(240_000)]
    public async Task A_file_in_a_bucket_reaches_the_ministry_though_the_bucket_was_away(CancellationToken cancellationToken)
    {
        await using var server = await S3Server.StartAsync(cancellationToken);
        var bucket = server.CreateBucket();
        await using var journey = await Hub.Journey.StartAsync(callbacks: CallbackMode.Off, change: c => c.Bucket(server, bucket));
        var (portal, ministry) = (journey.Province.NationalPortal, journey.Province.CivilStatus);
        var content = RandomNumberGenerator.GetBytes(300_000);
        var file = Convert.ToHexStringLower(SHA256.HashData(content));
        Assert.That(await journey.PutAsync(file, content), Is.EqualTo(HttpStatusCode.Created));
        var (before, after) = (Payloads.Number(1), Payloads.Number(2));
        await journey.InsistAsync("api/v1/dossiers", Payloads.Submission("before", before, files: [("a.pdf", file, content.Length)]), cancellationToken);
        await ArrivedAsync(journey, before, file);

        // A receipt needs no bucket, nor does a partner that is sent no file; the ministry waits for its file.
        server.Kill();
        await journey.InsistAsync("api/v1/dossiers", Payloads.Submission("after", after, files: [("a.pdf", file, content.Length)]), cancellationToken);
        await Eventually.HoldsAsync(() => portal.Records.EffectsOf(after).Count == 1, Patience, () => $"the portal has it\n{journey.Hub.Log}");
        var (sick, trouble) = await journey.Hub.CommandAsync(cancellationToken, "doctor");
        Assert.That(sick, Is.EqualTo(1), trouble);
        Assert.That(trouble, Does.Match("ERROR +documents: .*cannot be reached"));
        Assert.That(ministry.Records.EffectsOf(after), Is.Empty);

        await server.RestartAsync(cancellationToken);
        await ArrivedAsync(journey, after, file);
        var (healthy, findings) = await journey.Hub.CommandAsync(cancellationToken, "doctor");
        Assert.That(healthy, Is.Zero, findings);
        Assert.That(findings, Does.Contain($"documents: the bucket {bucket}"));
        Assert.That((portal.Records.Counts.RepeatedEffects, ministry.Records.Counts.RepeatedEffects), Is.EqualTo((0, 0)));
    }

    private static async Task ArrivedAsync(Hub.Journey journey, string number, string file)
    {
        var ministry = journey.Province.CivilStatus;
        await Eventually.HoldsAsync(() => ministry.Records.EffectsOf(number).Count == 1, Patience, () => $"the ministry has {number}\n{journey.Hub.Log}");
        Assert.That(ministry.Records.EffectsOf(number)[0].Files.Single().Sha256, Is.EqualTo(file));
    }
}
