using System.Security.Cryptography;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Evidence.Checkpoints;

namespace Interop.Hub.Ledger.Tests.Evidence;

/// <summary>A checkpoint off the machine: what was signed is read back, and nothing else is.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class CheckpointTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("interop-checkpoints-").FullName;
    private readonly string _pem;
    private readonly CheckpointKey _key;

    public CheckpointTests() => (_pem, _key) = CheckpointKey.Create();

    private CheckpointFile File1 => new(_folder, "hub-1");

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task What_is_exported_is_read_back_of_every_node_by_the_public_half_alone()
    {
        using (var again = CheckpointKey.Read(_pem, "file"))
        {
            File1.Append(Checkpoint(1), At, again);
            File1.Append(Checkpoint(7), At, again);
        }

        new CheckpointFile(_folder, "hub-2").Append(Checkpoint(3) with { Node = "hub-2" }, At, _key);
        var reading = await ReadAsync(CheckpointKey.Read(_key.PublicPem, "public"));
        Assert.That(reading.Checkpoints.Select(c => (c.Node, c.Entry, c.Digest.Span[0])), Is.EqualTo(new[] { ("hub-1", 1L, (byte)1), ("hub-1", 7L, (byte)7), ("hub-2", 3L, (byte)3) }));
        Assert.That((reading.Flaws, reading.Torn), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())));
        Assert.That(File1.Last(_key)!.Entry, Is.EqualTo(7));
        Assert.That(new CheckpointFile(_folder, "hub-3").Last(_key), Is.Null);
    }

    [TestCase("\"entry\":7", "\"entry\":8")]
    [TestCase("\"node\":\"hub-1\"", "\"node\":\"hub-2\"")]
    [TestCase("0707", "0708")]
    [TestCase("2026-03-02", "2026-03-03")]
    public async Task A_changed_line_is_a_forgery(string was, string becomes)
    {
        File1.Append(Checkpoint(1), At, _key);
        File1.Append(Checkpoint(7), At, _key);
        var text = await File.ReadAllTextAsync(File1.Path);
        Assert.That(text, Does.Contain(was));
        await File.WriteAllTextAsync(File1.Path, text.Replace(was, becomes, StringComparison.Ordinal));
        var reading = await ReadAsync(_key);
        Assert.That(reading.Flaws, Is.Not.Empty.And.All.Contains("signature does not hold").And.Some.Contains("line 2 of hub-1.checkpoints"));
        Assert.That(reading.Checkpoints.Select(c => c.Entry), Has.None.AnyOf(7L, 8L));
    }

    [Test]
    public async Task Who_has_not_the_key_cannot_sign()
    {
        var (_, own) = CheckpointKey.Create();
        File1.Append(Checkpoint(7), At, own);
        var stolen = (await File.ReadAllTextAsync(File1.Path)).Replace(own.Id, _key.Id, StringComparison.Ordinal);
        Assert.That((await ReadAsync(_key)).Flaws.Single(), Does.Contain("none of those given"));
        await File.WriteAllTextAsync(File1.Path, stolen);
        Assert.That((await ReadAsync(_key)).Flaws.Single(), Does.Contain("signature does not hold"));
        Assert.That((await ReadAsync(own, _key)).Checkpoints, Is.Empty, "under another's name");
    }

    [Test]
    public async Task A_line_that_a_power_cut_tore_takes_no_other_with_it()
    {
        File1.Append(Checkpoint(1), At, _key);
        await File.AppendAllTextAsync(File1.Path, "{\"node\":\"hub-1\",\"ent");
        File1.Append(Checkpoint(7), At, _key);
        var reading = await ReadAsync(_key);
        Assert.That(reading.Checkpoints.Select(c => c.Entry), Is.EqualTo(new[] { 1, 7 }));
        Assert.That((reading.Flaws.Count, reading.Torn.Count), Is.EqualTo((0, 1)));
    }

    [Test]
    public void A_folder_that_is_gone_is_not_made_anew() =>
        Assert.That(() => new CheckpointFile(Path.Combine(_folder, "mount"), "hub-1").Append(Checkpoint(1), At, _key), Throws.TypeOf<DirectoryNotFoundException>());

    [Test]
    public void What_is_no_key_is_said_to_be_none_without_quoting_it()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        foreach (var text in (string[])["geheim", string.Empty, other.ExportPkcs8PrivateKeyPem()])
        {
            Assert.That(() => CheckpointKey.Read(text, "env:KEY"), Throws.TypeOf<CryptographicException>().With.Message.Contains("env:KEY").And.Message.Not.Contains("geheim"));
        }
    }

    private static EvidenceCheckpoint Checkpoint(byte entry) => new("hub-1", entry, Enumerable.Repeat(entry, 32).ToArray());

    private Task<CheckpointReading> ReadAsync(params CheckpointKey[] keys) => CheckpointReading.OfAsync(_folder, keys, CancellationToken.None);
}
