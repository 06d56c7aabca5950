using Interop.Adapters.Delivery;
using Interop.Hub.Core.Documents;
using Interop.Hub.Ledger.Documents;
using Interop.Hub.Ledger.Documents.Postgres;
using Interop.Hub.Ledger.Tests.Conformance;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>Chunks in PostgreSQL beside the shared ledger, in its database.</summary>
[TestFixture]
internal sealed class PostgresDocumentStoreTests : DocumentStoreConformance
{
    protected override int Orders => 40;

    private string Connection => ((PostgresHarness)Ledger.Harness).Connection;

    private protected override Task<DocumentLedger> LedgerAsync() => SharedLedger.OpenAsync();

    private protected override Task<ISealedShelf> ShelfAsync() => Task.FromResult<ISealedShelf>(new PostgresShelf(Connection));

    [Test]
    public async Task What_was_committed_survives_a_crash_also_where_the_server_would_not_wait_for_its_disk()
    {
        await LedgerServer.ExecuteAsync(Connection, "do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$");
        await using PostgresShelf shelf = new(Connection);
        var name = Generation.New(Clock);
        var content = Bytes(1_000_000);
        await using (var blob = await shelf.CreateAsync(name, content.Length, CancellationToken.None))
        {
            await blob.WriteAsync(content, CancellationToken.None);
            await blob.CommitAsync(CancellationToken.None);
        }

        LedgerServer.Server.Kill();
        await LedgerServer.Server.RestartAsync();
        await using PostgresShelf after = new(Connection);
        await using var back = await after.OpenAsync(name.Name, CancellationToken.None);
        using MemoryStream read = new();
        await back!.CopyToAsync(read);
        Assert.That(read.ToArray(), Is.EqualTo(content));
    }

    [Test]
    public async Task Bytes_that_the_server_took_otherwise_are_refused_and_leave_nothing()
    {
        await LedgerServer.ExecuteAsync(Connection, """
            create function spoil() returns trigger language plpgsql as $$ begin new.bytes := set_byte(new.bytes, 100, (get_byte(new.bytes, 100) + 1) % 256); return new; end $$;
            create trigger spoil before insert on document_chunk for each row when (new.number = 1) execute function spoil();
            """);
        Assert.That(await PutAsync(Sample.OneStop, Bytes(600_000)), Is.TypeOf<PutResult.NoSpace>());
        await AssertNoRemainsAsync();
    }

    [Test]
    public async Task A_chunk_that_is_missing_or_changed_is_never_handed_out_as_whole()
    {
        var digest = await KeptAsync(Sample.OneStop, Bytes(600_000));
        await LedgerServer.ExecuteAsync(Connection, "update document_chunk set bytes = set_byte(bytes, 100, (get_byte(bytes, 100) + 1) % 256) where number = 1");
        Assert.That(async () => await ReadAsync(new DocumentKey(digest, Sample.OneStop, null)), Throws.TypeOf<DocumentUnavailableException>());
        await LedgerServer.ExecuteAsync(Connection, "delete from document_chunk where number = 1");
        Assert.That(async () => await ReadAsync(new DocumentKey(digest, Sample.OneStop, null)), Throws.TypeOf<DocumentUnavailableException>());
    }

    [Test]
    public async Task Nodes_that_start_at_once_make_the_tables_once()
    {
        await LedgerServer.ExecuteAsync(Connection, "drop table document_blob, document_chunk");
        var shelves = Enumerable.Range(0, 6).Select(_ => new PostgresShelf(Connection)).ToArray();
        await Task.WhenAll(shelves.Select(s => Task.Run(() => s.PrepareAsync(CancellationToken.None))));
        Assert.That(await PutAsync(Sample.OneStop, Bytes(10)), Is.TypeOf<PutResult.Kept>());
        foreach (var shelf in shelves)
        {
            await shelf.DisposeAsync();
        }
    }

    [Test]
    public async Task A_database_that_is_away_is_told_and_nothing_is_lost()
    {
        var digest = await KeptAsync(Sample.OneStop, Bytes(1000));
        var document = (await Index.OwnedAsync(Sample.OneStop, digest, CancellationToken.None))!;
        LedgerServer.Server.Kill();
        try
        {
            Assert.That(await PutAsync(Sample.OneStop, Bytes(600_000)), Is.TypeOf<PutResult.NoSpace>());
            Assert.That(async () => await A.Shelf.OpenAsync(document.Generation!.Value.Name, CancellationToken.None), Throws.InstanceOf<IOException>());
            Assert.That(await new ShelfCheck(A.Shelf, Clock).TryOutAsync(CancellationToken.None), Does.Contain("Documents:ConnectionString"));
        }
        finally
        {
            await LedgerServer.Server.RestartAsync();
        }

        // Connections of before the crash are found out one by one.
        Assert.That(async () => await ReadAsync(new DocumentKey(digest, Sample.OneStop, null)), Has.Length.EqualTo(1000).After(20_000, 50));
    }
}
