using System.Runtime.CompilerServices;
using Npgsql;

namespace Interop.Hub.Ledger.Documents.Postgres;

/// <summary>Sealed files in chunks of 256 KiB in PostgreSQL: one server to run and to back up less.</summary>
internal sealed class PostgresShelf : ISealedShelf, IAsyncDisposable
{
    private const int Page = 1000;

    /// <summary>At most; each is held for one chunk only.</summary>
    private const int Connections = 16;
    private readonly NpgsqlDataSource _database;

    public PostgresShelf(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings = new(connectionString) { ApplicationName = "interop documents", MaxPoolSize = Connections, TcpKeepAlive = true };
        if (!connectionString.Contains("Auto Prepare", StringComparison.OrdinalIgnoreCase))
        {
            settings.MaxAutoPrepare = 16;
            settings.AutoPrepareMinUsages = 2;
        }

        _database = NpgsqlDataSource.Create(settings);
    }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PostgresTables.CreateAsync(_database, cancellationToken);
        }
        catch (Exception e) when (IsFault(e, cancellationToken))
        {
            throw new StoreWriteException($"The document store's PostgreSQL cannot be used: {(e as PostgresException)?.MessageText ?? "it cannot be reached"}; see Documents:ConnectionString.", e);
        }
    }

    public Task<SealedBlob> CreateAsync(Generation name, long maxBytes, CancellationToken cancellationToken) =>
        Task.FromResult<SealedBlob>(new PostgresBlob(_database, Guid.ParseExact(name.Id, "N")));

    public async Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        if (Generation.FromName(name) is not { } generation)
        {
            return null;
        }

        var id = Guid.ParseExact(generation.Id, "N");
        return await AskAsync(
            async command =>
            {
                command.CommandText = "select size from document_blob where blob = $1 and complete";
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
                return await command.ExecuteScalarAsync(cancellationToken) is long size ? new PostgresBlobStream(_database, id, size) : null;
            },
            cancellationToken);
    }

    public Task<bool> HasAsync(string name, CancellationToken cancellationToken) => AskAsync(
        async command =>
        {
            command.CommandText = "select 1 from document_blob where blob = $1 and complete";
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Generation.FromName(name) is { } g ? Guid.ParseExact(g.Id, "N") : Guid.Empty });
            return await command.ExecuteScalarAsync(cancellationToken) is not null;
        },
        cancellationToken);

    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            if (Generation.FromName(name) is { } generation)
            {
                await PostgresTables.DeleteAsync(_database, Guid.ParseExact(generation.Id, "N"), cancellationToken);
            }
        }
        catch (Exception e) when (IsFault(e, cancellationToken))
        {
            // A stray now; swept when the server is back.
        }
    }

    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = Guid.Empty;
        while (true)
        {
            var from = after;
            var page = await AskAsync(
                async command =>
                {
                    command.CommandText = "select blob from document_blob where complete and blob > $1 order by blob limit $2";
                    command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = from });
                    command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Page });
                    return await PostgresTables.IdsAsync(command, cancellationToken);
                },
                cancellationToken);
            foreach (var id in page)
            {
                yield return Generation.Parse(id.ToString("N")).Name;
            }

            if (page.Count < Page)
            {
                yield break;
            }

            after = page[^1];
        }
    }

    public async Task<int> SweepUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var found = await AskAsync(
            async command =>
            {
                command.CommandText = "select blob from document_blob where not complete limit 10000";
                return await PostgresTables.IdsAsync(command, cancellationToken);
            },
            cancellationToken);
        var removed = 0;
        foreach (var id in found.Where(id => Generation.Parse(id.ToString("N")) is var g && g.MadeAt < before && g.IsSweepable(before + Generation.MayBeSwept)))
        {
            await PostgresTables.DeleteAsync(_database, id, cancellationToken);
            removed++;
        }

        return removed;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    internal static bool IsFault(Exception e, CancellationToken cancellation) =>
        e is NpgsqlException or IOException or TimeoutException || (e is OperationCanceledException && !cancellation.IsCancellationRequested);

    private async Task<T> AskAsync<T>(Func<NpgsqlCommand, Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = _database.CreateCommand();
            return await ask(command);
        }
        catch (Exception e) when (e is not IOException && IsFault(e, cancellationToken))
        {
            throw new IOException("The document store's PostgreSQL does not answer.", e);
        }
    }
}
