using Interop.Hub.Core.Ledger;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Storage;

/// <summary>The connections to the shared ledger: one for the writer, a bounded pool for readers.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly NpgsqlDataSource _writer;
    private readonly NpgsqlDataSource _readers;

    /// <summary>
    /// For the writer's session on the other side. A node that vanished in the middle of a commit (a cut cable, a dead host)
    /// would hold its dossiers' locks for hours, until TCP itself gave up: the database lets go after seconds. A lock that
    /// another node holds longer than a commit takes is a reason to begin anew, and not to wait.
    /// </summary>
    private const string WriterSession =
        "-c idle_in_transaction_session_timeout=10s -c lock_timeout=5s -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c tcp_user_timeout=10s "
        + KeyedPlans;

    /// <summary>
    /// Everything the writer asks, it asks by key, and a plan that enters by the index is right however large a table is.
    /// What statistics say is not: a ledger that is young, or whose open deliveries have just gone, looks small, and a plan
    /// that reads its tables from end to end was kept for minutes while they grew. A relay's database then took a
    /// millisecond of processor per dossier where it takes 0.16 now (both by <c>pg_stat_statements</c>).
    /// </summary>
    internal const string KeyedPlans =
        "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off -c random_page_cost=0.2 -c max_parallel_workers_per_gather=0 "
        + "-c plan_cache_mode=force_generic_plan";

    /// <summary>
    /// What readers ask is short: to compile a plan that looks dear costs more than running it, by half a second, and so does
    /// calling other processes to help with fifty rows.
    /// </summary>
    internal const string ReaderSession = "-c jit=off -c max_parallel_workers_per_gather=0";

    public Database(PostgresLedgerOptions options)
    {
        _writer = Source(options, "writer", 1, WriterSession);
        _readers = Source(options, "reader", options.Readers, ReaderSession);
    }

    /// <summary>Opens the writer's connection.</summary>
    /// <exception cref="LedgerUnavailableException">The database does not take it.</exception>
    public Task<NpgsqlConnection> OpenWriterAsync(CancellationToken cancellationToken) => OpenAsync(_writer, cancellationToken);

    /// <summary>The writer's next connection is a new one.</summary>
    public void ClearWriter() => _writer.Clear();

    /// <summary>Opens a connection of the readers; it goes back to the pool when it is disposed.</summary>
    /// <exception cref="LedgerUnavailableException">The database does not take it.</exception>
    public Task<NpgsqlConnection> OpenReaderAsync(CancellationToken cancellationToken) => OpenAsync(_readers, cancellationToken);

    /// <summary>Asks one question; an outage is told as one.</summary>
    public async Task<T> AskAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> question, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                return await OnceAsync(question, cancellationToken);
            }
            catch (PostgresException e) when (Outage.HasLostStatements(e))
            {
                // Nothing of it was done. Back in the pool the session would spoil one question after the other: all are made anew.
                _readers.Clear();
                return await OnceAsync(question, cancellationToken);
            }
        }
        catch (Exception e) when (Outage.Of(e) is not null)
        {
            throw Outage.Of(e)!;
        }
    }

    private async Task<T> OnceAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> question, CancellationToken cancellationToken)
    {
        await using var connection = await OpenReaderAsync(cancellationToken);
        return await question(connection, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _readers.DisposeAsync();
    }

    private static NpgsqlDataSource Source(PostgresLedgerOptions options, string use, int connections, string session)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            ApplicationName = $"interop {options.Node} {use}",
            MaxPoolSize = connections,
            MinPoolSize = 0,
            CommandTimeout = (int)Math.Ceiling(options.StatementTimeout.TotalSeconds),
            // A cancelled statement must free the connection even when the other side no longer answers.
            CancellationTimeout = 2000,
            // A peer that vanished without a word (a cut cable, a dead host) is noticed though nothing is sent to it.
            TcpKeepAlive = true,
        };
        // What the configuration says of the session goes last, and so counts.
        settings.Options = string.Join(' ', new[] { session, settings.Options }.Where(o => !string.IsNullOrEmpty(o)));
        // Unless the configuration speaks of it: the hub has some sixty statements, and each is worth preparing.
        if (!options.ConnectionString.Contains("Auto Prepare", StringComparison.OrdinalIgnoreCase))
        {
            settings.MaxAutoPrepare = 120;
            settings.AutoPrepareMinUsages = 2;
        }

        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    private static async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        try
        {
            return await source.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception e) when (Outage.Of(e) is not null)
        {
            throw Outage.Of(e)!;
        }
    }
}
