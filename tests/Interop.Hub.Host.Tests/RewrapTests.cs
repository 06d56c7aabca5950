using System.Security.Cryptography;
using Interop.Hub.Host.Commands;

namespace Interop.Hub.Host.Tests;

/// <summary><c>keys rewrap</c>: a master key is exchanged, step by step, and nobody is turned away.</summary>
[TestFixture]
internal sealed class RewrapTests
{
    [Test]
    public async Task AMasterKeyIsExchangedWhileTheHubRuns()
    {
        await using var hub = await HubUnderTest.StartAsync();
        var folder = Path.GetDirectoryName(hub.ConfigurationPath)!;
        var keys = Path.Combine(folder, "master.key");
        var client = hub.Client("MCDT");
        var bytes = RandomNumberGenerator.GetBytes(10_000);
        var file = $"api/v1/documents/{Contracts.Documents.Sha256Digest.Of(bytes)}";
        using (var put = await client.PutAsync(file, new ByteArrayContent(bytes)))
        {
            Assert.That((int)put.StatusCode, Is.EqualTo(201));
        }

        Assert.That(await PostAsync(client, 1), Is.EqualTo(202));

        var old = await File.ReadAllTextAsync(keys);
        await File.WriteAllTextAsync(keys, $"{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}\n{old}");
        var (early, why) = await RewrapAsync(hub);
        Assert.That((early, why), Is.EqualTo((1, why)));
        Assert.That(why, Does.Contain("was last started without the key"), "the hub at work would go on under the old one");

        await hub.StopAsync();
        await hub.StartAgainAsync();
        Assert.That(await PostAsync(client, 2), Is.EqualTo(202));
        var ring = Path.Combine(folder, "left.key");
        var (status, said) = await RewrapAsync(hub, ring);
        Assert.That(status, Is.Zero, said);
        Assert.That(said, Does.Contain("1 files").And.Contain("may be removed").And.Contain("root of the content digests"));
        Assert.That(File.GetUnixFileMode(ring), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(await File.ReadAllTextAsync(ring), Does.Not.Contain(old.Split('\n').Last(l => l.Length > 0 && l[0] != '#')));
        Assert.That(await PostAsync(client, 3), Is.EqualTo(202), "it runs all the while");
        Assert.That((await RewrapAsync(hub)).Output, Does.Contain("Wrapped anew: 0 dossiers, 0 packets without a dossier, 0 files"));

        await hub.StopAsync();
        File.Move(ring, keys, overwrite: true);
        await hub.StartAgainAsync();
        Assert.That(await PostAsync(client, 1), Is.EqualTo(200), "known for life");
        Assert.That(await client.GetByteArrayAsync(file), Is.EqualTo(bytes));
        Assert.That((await RewrapAsync(hub)).Output, Does.Not.Contain("may be removed"), "there is no other key left");
    }

    private static async Task<int> PostAsync(HttpClient client, int sequence)
    {
        using var answer = await client.PostAsync("api/v1/dossiers", HubUnderTest.Json(Dossiers.Birth(sequence).ToJsonString()));
        return (int)answer.StatusCode;
    }

    private static async Task<(int Status, string Output)> RewrapAsync(HubUnderTest hub, string? ring = null)
    {
        using StringWriter output = new();
        return (await RewrapCommand.RunAsync(hub.ConfigurationPath, ring, output, CancellationToken.None), output.ToString());
    }
}
