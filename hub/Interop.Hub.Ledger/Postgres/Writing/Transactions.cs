using System.Globalization;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Security;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>Runs one group in one transaction, and again where that is safe. Used by the writer alone.</summary>
internal sealed class Transactions : IAsyncDisposable
{
    /// <summary>Tries at most while other nodes are faster.</summary>
    private const int Tries = 8;

    private readonly PostgresLedgerOptions _options;
    private readonly Database _database;
    private readonly Clock _clock;
    private readonly DataKeys _keys;
    private readonly ILogger _logger;
    private readonly EvidenceHead _evidence;
    private readonly CommitTrace _trace;
    private NpgsqlConnection? _connection;
    private Partitions? _partitions;
    private volatile bool _seeking;

    public Transactions(PostgresLedgerOptions options, Database database, Clock clock, DataKeys keys, ILogger logger)
    {
        (_options, _database, _clock, _keys, _logger) = (options, database, clock, keys, logger);
        _evidence = new EvidenceHead(options.Node);
        _trace = new CommitTrace(options.Node, _evidence);
    }

    /// <summary>True while a commit's fate is sought at a database that does not answer: who comes now would only wait.</summary>
    public bool IsSeeking => _seeking;

    /// <summary>Runs the commands of a group, and commits. Returns when it is on disk.</summary>
    /// <exception cref="LedgerUnavailableException">The database failed.</exception>
    public async Task RunAsync(List<PostgresCommand> group, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            long? transaction = null;
            try
            {
                var db = await ConnectAsync(cancellationToken);
                await OnceAsync(db, group, number => transaction = number, cancellationToken);
                return;
            }
            catch (Exception e) when (Outage.MayTryAgain(e) && attempt < Tries)
            {
                PostgresLog.TriedAgain(_logger, ((PostgresException)e).SqlState);
                await RollbackAsync();
            }
            catch (Exception e) when (IsLost(e))
            {
                PostgresLog.ConnectionLost(_logger, e);
                await DropAsync();
                if (attempt >= Tries)
                {
                    throw;
                }

                if (transaction is null)
                {
                    // It had not begun, so it did not happen: again, as soon as there is a connection.
                    if (!await ReachAsync(group, e, cancellationToken))
                    {
                        throw;
                    }

                    continue;
                }

                if (await FateAsync(transaction.Value, cancellationToken) is not { } committed)
                {
                    throw;
                }

                if (committed && _trace.IsThere)
                {
                    return;
                }
            }
            catch
            {
                await RollbackAsync();
                throw;
            }
        }
    }

    public async ValueTask DisposeAsync() => await DropAsync();

    private async Task OnceAsync(NpgsqlConnection db, List<PostgresCommand> group, Action<long> began, CancellationToken cancellationToken)
    {
        _trace.Begin();
        var needs = new Needs();
        foreach (var command in group)
        {
            command.Touch(needs);
        }

        var look = await FirstLook.TakeAsync(db, _clock, needs, cancellationToken);
        began(look.Transaction);
        var scope = await ApplyAsync(db, group, look, needs, cancellationToken);

        var batch = new Batch();
        Flush.Write(batch, scope.Changes);
        _evidence.Write(batch, scope.Evidence.All, scope.Now);
        _trace.Write(batch);
        batch.Do("commit");
        await batch.RunAsync(db, cancellationToken);
        _evidence.Committed();
        await RoomAsync(scope.Changes, cancellationToken);
    }

    /// <summary>Loads and applies; what the rules asked for beside, is loaded too, and they begin anew.</summary>
    private async Task<PostgresScope> ApplyAsync(NpgsqlConnection db, List<PostgresCommand> group, FirstLook look, Needs needs, CancellationToken cancellationToken)
    {
        while (true)
        {
            var scope = new PostgresScope(await new Loading(look, needs).RunAsync(db, cancellationToken), _keys);
            try
            {
                foreach (var command in group)
                {
                    command.Command.Execute(scope);
                }

                return scope;
            }
            catch (NotLoadedException e)
            {
                e.AddTo(needs);
            }
        }
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_connection is { } open)
        {
            return open;
        }

        var connection = await _database.OpenWriterAsync(cancellationToken);
        try
        {
            await _trace.LoadAsync(connection, cancellationToken);
            if (_partitions is null)
            {
                _partitions = await Partitions.LoadAsync(connection, _options.PartitionWidth, cancellationToken);
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
    private async Task<bool> ReachAsync(List<PostgresCommand> group, Exception cause, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_options.StatementTimeout);
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

    private async Task<bool> TryConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ConnectAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (IsLost(e) || Outage.Of(e) is not null)
        {
            await DropAsync();
            return false;
        }
    }

    /// <summary>
    /// After a lost connection: did the commit get through? The database knows by the transaction's number, so that what
    /// is on disk is not done twice and what is not is done at all. Until its old session has ended it may still say "in
    /// progress"; a standby that took over without it cannot say. Null: not known.
    /// </summary>
    private async Task<bool?> FateAsync(long transaction, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_options.StatementTimeout);
        _seeking = true;
        try
        {
            while (true)
            {
                if (await TryFateAsync(transaction, patience.Token) is { } fate)
                {
                    PostgresLog.FateKnown(_logger, fate);
                    return fate switch { "committed" => true, "aborted" => false, _ => null };
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

    private async Task<string?> TryFateAsync(long transaction, CancellationToken cancellationToken)
    {
        try
        {
            var db = await ConnectAsync(cancellationToken);
            string? fate = null;
            var batch = new Batch();
            batch.Ask("select pg_xact_status($1::text::xid8)", row => fate = row.TextOrNull(0) ?? "too old", P.Text(transaction.ToString(CultureInfo.InvariantCulture)));
            await batch.RunAsync(db, cancellationToken);
            return fate is "in progress" ? null : fate;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidParameterValue)
        {
            // "Transaction ID is in the future": a standby took over that never had it.
            await DropAsync();
            return "not known";
        }
        catch (Exception e) when (IsLost(e) || Outage.Of(e) is not null)
        {
            await DropAsync();
            return null;
        }
    }

    private async Task RoomAsync(Tables.Changes changes, CancellationToken cancellationToken)
    {
        if (changes.Packets.Count == 0 || _partitions is not { } partitions || !partitions.IsNear(changes.Packets[^1].Key))
        {
            return;
        }

        try
        {
            await using var db = await _database.OpenReaderAsync(cancellationToken);
            await partitions.EnsureAsync(db, cancellationToken);
        }
        catch (Exception e) when (Outage.Of(e) is not null)
        {
            PostgresLog.PartitionFailed(_logger, e);
        }
    }

    private async Task RollbackAsync()
    {
        try
        {
            if (_connection is { } db)
            {
                await using var rollback = new NpgsqlCommand("rollback", db);
                await rollback.ExecuteNonQueryAsync(CancellationToken.None);
                await _trace.LoadAsync(db, CancellationToken.None);
            }
        }
        catch (Exception e) when (IsLost(e))
        {
            PostgresLog.ConnectionLost(_logger, e);
            await DropAsync();
        }
    }

    private async Task DropAsync()
    {
        var dropped = _connection;
        _connection = null;
        if (dropped is not null)
        {
            await dropped.DisposeAsync();
        }
    }

    /// <summary>True when the session is gone, or must be taken for gone: a time-out leaves the other side doing who knows what.</summary>
    private bool IsLost(Exception exception) => exception switch
    {
        PostgresException e => e.SqlState is "57P01" or "57P02" or "57P03" or "25P03" || e.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException or IOException or System.Net.Sockets.SocketException or TimeoutException => true,
        _ => _connection is { FullState: not System.Data.ConnectionState.Open },
    };
}
