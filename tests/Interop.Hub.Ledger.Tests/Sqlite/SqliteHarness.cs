using System.Security.Cryptography;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Documents;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Evidence.Proofs;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Security.Rewrap;
using Interop.Hub.Ledger.Sqlite;
using Interop.Hub.Ledger.Tests.Conformance;
using Microsoft.Extensions.Logging.Abstractions;

namespace Interop.Hub.Ledger.Tests.Sqlite;

/// <summary>An embedded ledger in a folder of its own.</summary>
internal sealed class SqliteHarness : ILedgerHarness
{
    private readonly List<(SqliteLedger Store, string Folder)> _abandoned = [];
    private string _folder;

    public SqliteHarness(Func<SqliteLedgerOptions, SqliteLedgerOptions>? with = null)
    {
        _folder = NewFolder();
        With = with ?? (o => o);
        Keys = FileKeyRing.FromValue(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        Store = Open();
    }

    public ManualClock Clock { get; } = new();

    public FileKeyRing Keys { get; private set; }

    public SqliteLedger Store { get; private set; }

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

    public IDocumentIndex Documents => new SqliteDocumentIndex(Store);

    public ISpentNonces Nonces => new SqliteSpentNonces(Store);

    public ILookUpLedger LookUps => new SqliteLookUps(Store);

    public IWrappedKeys Wrapped => new SqliteWrappedKeys(Store);

    public async Task WithKeysAsync(FileKeyRing keys)
    {
        await Store.DisposeAsync();
        Keys = keys;
        Store = Open();
    }

    /// <summary>There is one node: what another could have in memory, this one has.</summary>
    public Task<(ILedger Ledger, ILedgerReader Reader)> OtherAsync() => Task.FromResult<(ILedger, ILedgerReader)>((Store, Store));

    public Task<EvidenceReport> VerifyAsync() => Task.FromResult(EvidenceVerifier.Verify(Path, [], CancellationToken.None));

    public Task<ProofResult> ProveAsync(ProofOrder order) => EvidenceProver.ProveAsync(new SqliteLedgerOptions { Path = Path }, order, CancellationToken.None);

    public Task TamperAsync(string sql) => Store.Writer.RunAsync(
        s =>
        {
            s.Db.Script("pragma defer_foreign_keys = on");
            s.Db.Script(sql);
            return true;
        },
        0,
        sheddable: false,
        CancellationToken.None);

    public Task<long> AskAsync(string sql) => Store.Readers.AskAsync(
        db =>
        {
            using var row = db.Prepare(sql);
            row.Step();
            return row.Int64(0);
        },
        CancellationToken.None);

    public string Path => System.IO.Path.Combine(_folder, "ledger.db");

    private Func<SqliteLedgerOptions, SqliteLedgerOptions> With { get; }

    public SqliteLedger Open() =>
        SqliteLedger.Open(With(new SqliteLedgerOptions { Path = Path, Node = "test" }), Keys, Clock, NullLogger<SqliteLedger>.Instance);

    public Task UploadedAsync(string owner, byte[] digest) =>
        Store.Writer.RunAsync(
            s =>
            {
                s.Db.Prepare("insert into document (owner, digest, size, uploaded_at) values (?, ?, 3, ?)").With(owner).With(digest).With(s.Now).Run();
                return true;
            },
            0,
            sheddable: false,
            CancellationToken.None);

    /// <summary>Opens a copy of the files as they are now: what was only in memory is not in it.</summary>
    public Task CrashAsync()
    {
        var copy = NewFolder();
        foreach (var file in Directory.GetFiles(_folder).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
        {
            File.Copy(file, System.IO.Path.Combine(copy, System.IO.Path.GetFileName(file)));
        }

        _abandoned.Add((Store, _folder));
        _folder = copy;
        Store = Open();
        return Task.CompletedTask;
    }

    public async Task CloseAsync() => await Store.DisposeAsync();

    public void Reopen() => Store = Open();

    public async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = Open();
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        foreach (var (store, folder) in _abandoned)
        {
            await store.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string NewFolder() => Directory.CreateTempSubdirectory("interop-ledger-").FullName;
}
