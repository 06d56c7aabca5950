using System.Globalization;
using Interop.Hub.Ledger.Postgres.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>
/// The writer's one connection: made, lost, sought again, and asked after a loss what became of the commit that was under
/// way. Used by the writer alone.
/// </summary>
internal sealed class WriterConnection(PostgresLedgerOptions options, Database database, CommitTrace trace, ILogger logger) : IAsyncDisposable
{
    private NpgsqlConnection? _connection;
    private Partitions? _partitions;
    private volatile bool _seeking;

    /// <summary>True while a commit's fate is sought at a database that does not answer: who comes now would only wait.</summary>
    public bool IsSeeking => _seeking;

    public async ValueTask DisposeAsync() => await DropAsync();

    /// <summary>The connection; opened, and what the node's last commits left read, where there is none.</summary>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (_connection is { } open)
        {
            return open;
        }

        var connection = await database.OpenWriterAsync(cancellationToken);
        try
        {
            await trace.LoadAsync(connection, cancellationToken);
            if (_partitions is null)
            {
                _partitions = await Partitions.LoadAsync(connection, options.PartitionWidth, cancellationToken);
                await _partitions.EnsureAsync(connection, cancellationToken);
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        return _connection = connection;
    }

    /// <summary>
    /// Connects anew, with patience for outcomes: one that is not recorded is a doubt at a partner. New packets of the
    /// group are turned away at once when the database is gone, and their senders come again.
    /// </summary>
    /// <returns>False when it was not reached in time.</returns>
    public async Task<bool> ReachAsync(List<PostgresCommand> group, Exception cause, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.StatementTimeout);
        _seeking = true;
        try
        {
            while (!await TryConnectAsync(patience.Token))
            {
                var outage = Outage.Of(cause) ?? cause;
                foreach (var command in group.Where(c => c.Command.Counted))
                {
                    command.Command.Fail(outage);
                }

                group.RemoveAll(c => c.Command.Counted);
                if (group.Count == 0)
                {
                    return false;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        finally
        {
            _seeking = false;
        }
    }

    /// <summary>
    /// After a lost connection: did the commit get through? The database knows by the transaction's number, so that what
    /// is on disk is not done twice and what is not is done at all. Until its old session has ended it may still say "in
    /// progress"; a standby that took over without it cannot say. And "committed" may be said of another's transaction: it is
    /// believed where what the commit carried is there.
    /// </summary>
    /// <returns>Null: not known.</returns>
    public async Task<bool?> FateAsync(long transaction, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.StatementTimeout);
        _seeking = true;
        try
        {
            while (true)
            {
                if (await TryFateAsync(transaction, patience.Token) is { } fate)
                {
                    PostgresLog.FateKnown(logger, fate.Said);
                    return fate.IsDone;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        finally
        {
            _seeking = false;
        }
    }

    /// <summary>Lets go of it.</summary>
    public async Task DropAsync()
    {
        var dropped = _connection;
        _connection = null;
        if (dropped is not null)
        {
            // Not back into the pool: it is let go of because nothing on it can be relied on.
            database.ClearWriter();
            await dropped.DisposeAsync();
        }
    }

    /// <summary>Rolls back what is open, and reads again what the node's last commits left.</summary>
    public async Task RollbackAsync()
    {
        try
        {
            if (_connection is { } db)
            {
                await using var rollback = new NpgsqlCommand("rollback", db);
                await rollback.ExecuteNonQueryAsync(CancellationToken.None);
                await trace.LoadAsync(db, CancellationToken.None);
            }
        }
        catch (Exception e) when (IsLost(e) || Outage.HasLostStatements(e))
        {
            PostgresLog.ConnectionLost(logger, e);
            await DropAsync();
        }
    }

    /// <summary>True when the session is gone, or must be taken for gone: a time-out leaves the other side doing who knows what.</summary>
    public bool IsLost(Exception exception) => exception switch
    {
        PostgresException e => e.SqlState is "57P01" or "57P02" or "57P03" or "25P03" || e.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException or IOException or System.Net.Sockets.SocketException or TimeoutException => true,
        _ => _connection is { FullState: not System.Data.ConnectionState.Open },
    };

    /// <summary>Makes the partition for the keys that come next, well before they do.</summary>
    public async Task RoomAsync(Tables.Changes changes, CancellationToken cancellationToken)
    {
        if (changes.Packets.Count == 0 || _partitions is not { } partitions || !partitions.IsNear(changes.Packets[^1].Key))
        {
            return;
        }

        try
        {
            await using var db = await database.OpenReaderAsync(cancellationToken);
            await partitions.EnsureAsync(db, cancellationToken);
        }
        catch (Exception e)
        {
            // Whatever it is: the commit before it is done, and its callers must not hear of this. The next one tries again.
            PostgresLog.PartitionFailed(logger, e);
        }
    }

    private async Task<bool> TryConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            await OpenAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (IsLost(e) || Outage.Of(e) is not null)
        {
            await DropAsync();
            return false;
        }
    }

    /// <returns>Null: not yet, or there is no connection. What was said, and whether the commit is done; null: nobody can say.</returns>
    private async Task<(string Said, bool? IsDone)?> TryFateAsync(long transaction, CancellationToken cancellationToken)
    {
        try
        {
            var db = await OpenAsync(cancellationToken);
            var said = "in progress";
            var batch = new Batch();
            batch.Ask("select pg_xact_status($1::text::xid8)", row => said = row.TextOrNull(0) ?? "too old", P.Text(transaction.ToString(CultureInfo.InvariantCulture)));
            await batch.RunAsync(db, cancellationToken);
            switch (said)
            {
                case "in progress":
                    return null;
                case "committed":
                    // Looked for now: it may have been under way still when the connection was opened and its trace was read.
                    await trace.LoadAsync(db, cancellationToken);
                    return (said, trace.IsThere);
                case "aborted":
                    return (said, false);
                default:
                    return (said, null);
            }
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidParameterValue)
        {
            // "Transaction ID is in the future": a standby took over that never had it.
            await DropAsync();
            return ("not known", null);
        }
        catch (Exception e) when (IsLost(e) || Outage.Of(e) is not null)
        {
            await DropAsync();
            return null;
        }
    }
}
