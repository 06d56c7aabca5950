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

    private readonly Clock _clock;
    private readonly DataKeys _keys;
    private readonly ILogger _logger;
    private readonly EvidenceHead _evidence;
    private readonly CommitTrace _trace;
    private readonly WriterConnection _connection;

    public Transactions(PostgresLedgerOptions options, Database database, Clock clock, DataKeys keys, ILogger logger)
    {
        (_clock, _keys, _logger) = (clock, keys, logger);
        _evidence = new EvidenceHead(options.Node);
        _trace = new CommitTrace(options.Node, _evidence);
        _connection = new WriterConnection(options, database, _trace, logger);
    }

    /// <inheritdoc cref="WriterConnection.IsSeeking"/>
    public bool IsSeeking => _connection.IsSeeking;

    /// <summary>Runs the commands of a group, and commits. Returns when it is on disk.</summary>
    /// <exception cref="LedgerUnavailableException">The database failed.</exception>
    public async Task RunAsync(List<PostgresCommand> group, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            long? transaction = null;
            try
            {
                var db = await _connection.OpenAsync(cancellationToken);
                await OnceAsync(db, group, number => transaction = number, cancellationToken);
                return;
            }
            catch (Exception e) when (Outage.MayTryAgain(e) && attempt < Tries)
            {
                PostgresLog.TriedAgain(_logger, ((PostgresException)e).SqlState);
                await _connection.RollbackAsync();
            }
            catch (Exception e) when (Outage.HasLostStatements(e) && attempt < Tries)
            {
                // Not even "rollback" can be relied on here. The old session's end takes back what it began.
                PostgresLog.StatementsLost(_logger);
                await _connection.DropAsync();
            }
            catch (Exception e) when (_connection.IsLost(e))
            {
                PostgresLog.ConnectionLost(_logger, e);
                await _connection.DropAsync();
                if (attempt >= Tries)
                {
                    throw;
                }

                if (transaction is null)
                {
                    // It had not begun, so it did not happen: again, as soon as there is a connection.
                    if (!await _connection.ReachAsync(group, e, cancellationToken))
                    {
                        throw;
                    }

                    continue;
                }

                if (await _connection.FateAsync(transaction.Value, cancellationToken) is not { } committed)
                {
                    throw;
                }

                if (committed)
                {
                    return;
                }
            }
            catch
            {
                await _connection.RollbackAsync();
                throw;
            }
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

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
        await _connection.RoomAsync(scope.Changes, cancellationToken);
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
}
