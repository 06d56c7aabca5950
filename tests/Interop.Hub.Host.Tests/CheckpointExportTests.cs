using System.Text.Json.Nodes;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Recovery;
using Interop.Hub.Host.Commands;
using Interop.Hub.Host.Composition;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Evidence.Checkpoints;
using Interop.Hub.Ledger.Evidence.Proofs;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Host.Tests;

/// <summary>The heads of the evidence leave the machine, signed, and hold the ledger to what it was.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class CheckpointExportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("interop-checkpoints-").FullName;

    private string KeyFile => Path.Combine(_folder, "signing.pem");

    private string Exported => Path.Combine(_folder, "exported");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task AStoppedHubHasExportedItsHeadAndACutTailShows()
    {
        await MakeKeyAsync();
        await using var hub = await HubUnderTest.StartAsync(Configure);
        using var client = hub.Client("MCDT");
        using (var answer = await client.PostAsync("api/v1/dossiers", HubUnderTest.Json(Dossiers.Birth(1).ToJsonString())))
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(202));
        }

        await hub.StopAsync();
        var (whole, good) = await VerifyAsync(hub.ConfigurationPath, KeyFile + ".pub");
        Assert.That(whole, Is.Zero, good);
        Assert.That(good, Does.Match("The chain of .+ agrees with [1-9][0-9]* checkpoint"));

        var (foreign, unknown) = await VerifyAsync(hub.ConfigurationPath, await ForeignKeyAsync());
        Assert.That(foreign, Is.EqualTo(1));
        Assert.That(unknown, Does.Contain("FORGED").And.Contain("UNPROVEN"));

        var last = await CutTailAsync(Directory.GetFiles(Path.GetDirectoryName(hub.ConfigurationPath)!, "ledger.db", SearchOption.AllDirectories).Single());
        var (cut, bad) = await VerifyAsync(hub.ConfigurationPath, KeyFile + ".pub");
        Assert.That(cut, Is.EqualTo(1));
        Assert.That(bad, Does.Contain("CheckpointMissing").And.Contain("tail was cut off"));
        Assert.That((await File.ReadAllLinesAsync(Directory.GetFiles(Exported).Single()))[^1], Does.Contain($"\"entry\":{last},"), "what the hub wrote at its end is covered");
    }

    [Test]
    public async Task OneDossierIsProvenToWhoHasThePublicKeyAlone()
    {
        await MakeKeyAsync();
        await using var hub = await HubUnderTest.StartAsync(Configure);
        using var client = hub.Client("MCDT");
        foreach (var number in (int[])[1, 2])
        {
            using var answer = await client.PostAsync("api/v1/dossiers", HubUnderTest.Json(Dossiers.Birth(number).ToJsonString()));
            Assert.That((int)answer.StatusCode, Is.EqualTo(202));
        }

        await hub.StopAsync();
        var proof = Path.Combine(_folder, "proof.json");
        using var key = CheckpointKey.Read(await File.ReadAllTextAsync(KeyFile + ".pub"), "public");
        var (made, said) = await RunAsync(output => ProveCommand.ProveAsync(hub.ConfigurationPath, () => new ProofOrder(Dossiers.Number(1), null, Exported, [key]), proof, output, default));
        Assert.That(made, Is.Zero, said);
        var (held, facts) = await RunAsync(output => ProveCommand.CheckAsync(proof, () => [key], output, default));
        Assert.That(held, Is.Zero, facts);
        Assert.That(facts, Does.Contain("acceptance/1 ").And.Contain("partner=MCDT ").And.Contain($"items of dossier {Dossiers.Number(1)} hold"));

        var text = await File.ReadAllTextAsync(proof);
        await File.WriteAllTextAsync(proof, text.Replace("\"place\": 0", "\"place\": 1", StringComparison.Ordinal));
        var (broken, why) = await RunAsync(output => ProveCommand.CheckAsync(proof, () => [key], output, default));
        Assert.That((broken, why.Contains("BROKEN", StringComparison.Ordinal)), Is.EqualTo((1, true)), why);
        await File.WriteAllTextAsync(proof, "[]");
        Assert.That((await RunAsync(output => ProveCommand.CheckAsync(proof, () => [key], output, default))).Item2, Does.Contain("is no proof"));
        var (none, unknown) = await RunAsync(output => ProveCommand.ProveAsync(hub.ConfigurationPath, () => new ProofOrder("H40-9", null, Exported, [key]), proof, output, default));
        Assert.That((none, unknown.Trim()), Is.EqualTo((1, "NOT PROVEN: There is no dossier H40-9.")));

        static async Task<(int, string)> RunAsync(Func<TextWriter, Task<int>> command)
        {
            var output = new StringWriter();
            return (await command(output), output.ToString());
        }
    }

    [Test]
    public async Task AMissingFolderOrKeyStopsTheStartAndIsFoundByTheDoctor()
    {
        await MakeKeyAsync();
        await using var hub = await HubUnderTest.StartAsync(Configure);
        Assert.That(await DoctorAsync(hub.ConfigurationPath), Does.Contain("evidence: checkpoints go to"));
        Directory.Delete(Exported, recursive: true);
        Assert.That(await DoctorAsync(hub.ConfigurationPath), Does.Match("ERROR +evidence: .*exported"));
        var loader = AdapterKinds.Loader(TimeProvider.System);
        var start = new HubStart(hub.ConfigurationPath, loader.LoadFile(hub.ConfigurationPath).Loaded!, loader, PlainLogs: true);
        Assert.That(() => HubHost.Build(start), Throws.TypeOf<DirectoryNotFoundException>().With.Message.Contains("CheckpointDirectory"));
        Directory.CreateDirectory(Exported);
        await File.WriteAllTextAsync(KeyFile, "geheim");
        Assert.That(() => HubHost.Build(start), Throws.InstanceOf<System.Security.Cryptography.CryptographicException>().With.Message.Contains("SigningKey").And.Message.Not.Contains("geheim"));
    }

    [Test]
    public async Task OneHeadIsExportedOnceAndAnOutageToldOnce()
    {
        var (export, head, log) = Exporter();
        await export.ExportAsync(default);
        Assert.That(File.Exists(Lines), Is.False, "there is nothing yet");
        head.Stands(1);
        await export.ExportAsync(default);
        await export.ExportAsync(default);
        head.Stands(5);
        await export.ExportAsync(default);
        Assert.That(await File.ReadAllLinesAsync(Lines), Has.Length.EqualTo(2));

        Directory.Move(Exported, Exported + "-away");
        head.Stands(6);
        await export.ExportAsync(default);
        await export.ExportAsync(default);
        Assert.That(log.Told, Is.EqualTo(new[] { LogEvents.CheckpointFailed }));
        Directory.Move(Exported + "-away", Exported);
        await export.ExportAsync(default);
        Assert.That(log.Told, Is.EqualTo(new[] { LogEvents.CheckpointFailed, LogEvents.CheckpointResumed }));
        Assert.That((await File.ReadAllLinesAsync(Lines))[^1], Does.Contain("\"entry\":6"));
    }

    [Test]
    public async Task AChainThatWentBackIsNotSignedOver()
    {
        var (before, head, _) = Exporter();
        head.Stands(5);
        await before.ExportAsync(default);

        // The next start reads from the file how far the chain had come. One that has grown beyond it meanwhile went back too.
        foreach (var wrong in (Action<Head>[])[h => h.Stands(4), h => h.Stands(5, digest: 9), h => h.Stands(7, from: 5)])
        {
            var (after, other, log) = Exporter();
            wrong(other);
            await after.StartAsync(default);
            await after.ExportAsync(default);
            await after.StopAsync(default);
            Assert.That(log.Told, Is.EqualTo(new[] { LogEvents.EvidenceWentBack }));
            Assert.That(_held.Signs, Is.Not.Empty.And.All.StartsWith("evidence/hub-1/5/"), "before anything after it starts");
            Assert.That(await File.ReadAllLinesAsync(Lines), Has.Length.EqualTo(1));
            _held.Signs.Clear();
        }
    }

    private string Lines => Path.Combine(Exported, "hub-1.checkpoints");

    private void Configure(JsonObject interop) => interop["Evidence"] = new JsonObject { ["CheckpointDirectory"] = Exported, ["SigningKey"] = $"file:{KeyFile}" };

    private async Task MakeKeyAsync()
    {
        Directory.CreateDirectory(Exported);
        await using var output = new StringWriter();
        Assert.That(await KeysCommand.CreateSigningAsync(KeyFile, output, default), Is.Zero);
        Assert.That(output.ToString(), Does.Contain("BEGIN PUBLIC KEY").And.Not.Contain("PRIVATE KEY"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(KeyFile), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    private async Task<string> ForeignKeyAsync()
    {
        var path = Path.Combine(_folder, "foreign.pub");
        using var key = CheckpointKey.Create().Key;
        await File.WriteAllTextAsync(path, key.PublicPem);
        return path;
    }

    private async Task<(int Code, string Text)> VerifyAsync(string configuration, string publicKey)
    {
        await using var output = new StringWriter();
        return (await LedgerCommand.VerifyAsync(configuration, Exported, [publicKey], output, default), output.ToString());
    }

    private static async Task<string> DoctorAsync(string configuration)
    {
        await using var output = new StringWriter();
        await DoctorCommand.RunAsync(configuration, output, default);
        return output.ToString();
    }

    /// <summary>Removes the last entry.</summary>
    /// <returns>Which it was.</returns>
    private static async Task<long> CutTailAsync(string database)
    {
        await using var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false, ForeignKeys = false }.ToString());
        await db.OpenAsync();
        await using var command = db.CreateCommand();
        command.CommandText = "delete from evidence where entry = (select max(entry) from evidence) returning entry";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private (CheckpointExport Export, Head Head, Log Log) Exporter()
    {
        Directory.CreateDirectory(Exported);
        Head head = new();
        Log log = new();
        return (new CheckpointExport(head, new CheckpointFile(Exported, "hub-1"), _key, _held, TimeProvider.System, log), head, log);
    }

    private readonly CheckpointKey _key = CheckpointKey.Create().Key;
    private readonly Held _held = new();

    /// <summary>A chain that stands where the test says: each entry's digest is its number, but for what was written anew.</summary>
    private sealed class Head : IEvidenceHead
    {
        private EvidenceCheckpoint? _head;
        private long _anew = long.MaxValue;

        public void Stands(byte entry, byte digest = 0, byte from = 0)
        {
            _anew = from == 0 ? long.MaxValue : from;
            _head = new EvidenceCheckpoint("hub-1", entry, Of(digest == 0 ? entry : digest));
        }

        public Task<EvidenceCheckpoint?> HeadAsync(CancellationToken cancellationToken) => Task.FromResult(_head);

        public Task<byte[]?> DigestAsync(string node, long entry, CancellationToken cancellationToken) => Task.FromResult(
            entry > (_head?.Entry ?? 0) ? null : entry == _head!.Entry ? _head.Digest.ToArray() : Of(entry >= _anew ? (byte)200 : (byte)entry));

        public Task<IReadOnlyList<ChainHead>> HeadsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        private static byte[] Of(byte digest) => [.. Enumerable.Repeat(digest, 32)];
    }

    private sealed class Held : IHubRecovery
    {
        public List<string> Signs { get; } = [];

        public RecoveryView Current => RecoveryView.None;

        public bool IsHeld => Signs.Count > 0;

        public (IReadOnlyList<string> Told, IReadOnlyList<string> Untold) Senders => ([], []);

        public bool MayHaveBeenHere(DateTimeOffset madeAt) => false;

        public Task RefreshAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task HoldAsync(HoldSign sign, CancellationToken cancellationToken)
        {
            Signs.Add(sign.Sign);
            return Task.CompletedTask;
        }

        public Task<ReleaseVerdict> ReleaseAsync(HoldRelease release, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class Log : ILogger<CheckpointExport>
    {
        public List<int> Told { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Told.Add(eventId.Id);
    }
}
