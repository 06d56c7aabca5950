using System.Security.Cryptography;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Documents;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Evidence.Proofs;
using Interop.Hub.Ledger.Postgres;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Security.Rewrap;
using Interop.Hub.Ledger.Tests.Conformance;
using Microsoft.Extensions.Logging.Abstractions;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>A shared ledger in a database of its own, under the test's clock.</summary>
internal sealed class PostgresHarness : ILedgerHarness
{
    private readonly List<PostgresLedger> _opened = [];
    private readonly Func<PostgresLedgerOptions, PostgresLedgerOptions> _with;

    private PostgresHarness(string connection, Func<PostgresLedgerOptions, PostgresLedgerOptions>? with)
    {
        Connection = connection;
        _with = with ?? (o => o);
    }

    public string Connection { get; }

    public ManualClock Clock { get; } = new();

    public FileKeyRing Keys { get; private set; } = FileKeyRing.FromValue(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    public PostgresLedger Store { get; private set; } = null!;

    public ILedger Ledger => Store;

    public IDueDeliveries Due => Store;

    public IInboxLedger Inbox => Store;

    public IAwaitedDossiers Awaited => Store;

    public IPacketContents Contents => Store;

    public ILedgerReader Reader => Store;

    public IReplayLedger Replays => Store;

    public IRecoveryLedger Restores => Store;

    public IRetentionLedger Retention => Store;

    public IErasureLedger Erasures => Store;

    public IDocumentIndex Documents => new PostgresDocumentIndex(Store.Database, Store.Clock);

    public ISpentNonces Nonces => new PostgresSpentNonces(Store.Database, Store.Clock);

    public ILookUpLedger LookUps => new PostgresLookUps(Store);

    public IWrappedKeys Wrapped => new PostgresWrappedKeys(Store.Database, Store.Clock);

    public async Task WithKeysAsync(FileKeyRing keys)
    {
        await Store.DisposeAsync();
        Keys = keys;
        Store = await NodeAsync("test");
    }

    public async Task<(ILedger Ledger, ILedgerReader Reader)> OtherAsync()
    {
        var other = await NodeAsync("other");
        return (other, other);
    }

    public Task<EvidenceReport> VerifyAsync() =>
        EvidenceVerifier.VerifyAsync(new PostgresLedgerOptions { ConnectionString = Connection }, [], CancellationToken.None);

    public Task<ProofResult> ProveAsync(ProofOrder order) => EvidenceProver.ProveAsync(new PostgresLedgerOptions { ConnectionString = Connection }, order, CancellationToken.None);

    public Task TamperAsync(string sql) => LedgerServer.ExecuteAsync(Connection, sql);

    public Task<long> AskAsync(string sql) => LedgerServer.AskAsync(Connection, sql);

    public static async Task<PostgresHarness> OpenAsync(Func<PostgresLedgerOptions, PostgresLedgerOptions>? with = null)
    {
        var harness = new PostgresHarness(await LedgerServer.DatabaseAsync(), with);
        harness.Store = await harness.NodeAsync("test");
        return harness;
    }

    /// <summary>One more node on the same ledger.</summary>
    public async Task<PostgresLedger> NodeAsync(string name, string? connection = null)
    {
        var options = _with(new PostgresLedgerOptions { ConnectionString = connection ?? Connection, Node = name, Clock = Clock });
        var node = await PostgresLedger.OpenAsync(options, Keys, Clock, NullLogger<PostgresLedger>.Instance, CancellationToken.None);
        _opened.Add(node);
        return node;
    }

    public Task UploadedAsync(string owner, byte[] digest) => LedgerServer.ExecuteAsync(
        Connection, "insert into document (owner, digest, size, uploaded_at) values ($1, $2, 3, $3)", owner, digest, Clock.Now.UtcTicks);

    /// <summary>Kills the server with every connection, as a power cut would, and opens what is on its disk.</summary>
    public async Task CrashAsync()
    {
        LedgerServer.Server.Kill();
        await LedgerServer.Server.RestartAsync();
        Store = await NodeAsync("test");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _opened)
        {
            await node.DisposeAsync();
        }

        await LedgerServer.DropAsync(Connection);
    }
}
