using System.Collections.Concurrent;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Telemetry;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Writing;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Ledger.Sqlite.Writing;

/// <summary>
/// The one writer. It takes what is waiting, never waits for more, and puts it into one commit: while a commit syncs,
/// the next group gathers by itself.
/// <code>
/// callers ──► queue ──► [1 take what is there] ─► [2 begin, run each] ─► [3 evidence entry] ─► [4 commit: synced] ─► [5 answer each]
///                                                      │ one fails
///                                                      └─► roll back; each of the group again, in a commit of its own
/// </code>
/// </summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    private readonly SqliteLedgerOptions _options;
    private readonly Func<Session> _open;
    private readonly DataKeys _keys;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly BlockingCollection<WriteCommand<SqliteScope>> _queue = new(new ConcurrentQueue<WriteCommand<SqliteScope>>());
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Checkpoints? _checkpoints;
    private SqliteScope? _scope;
    private int _waiting;
    private long _waitingBytes;
    private long _commits;
    private int _closed;

    public GroupCommit(SqliteLedgerOptions options, Session first, Func<Session> open, DataKeys keys, TimeProvider time, ILogger logger)
    {
        _options = options;
        _open = open;
        _keys = keys;
        _time = time;
        _logger = logger;
        _scope = Scope(first);
        _checkpoints = options.Alone ? null : new Checkpoints(() => Session.OpenMover(options.Path), options.CheckpointPages, logger);
        new Thread(Loop) { IsBackground = true, Name = "ledger writer" }.Start();
    }

    /// <summary>Commits made since the start.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>
    /// Runs work inside a commit and returns when it is on disk.
    /// </summary>
    /// <param name="work">Runs on the writer's thread, perhaps twice.</param>
    /// <param name="weight">Bytes it holds; with <paramref name="sheddable"/> counted against the limit.</param>
    /// <param name="sheddable">True for new work, which is turned away when too much waits. Outcomes are never turned away.</param>
    /// <param name="cancellationToken">Gives up as long as the work was not begun.</param>
    /// <exception cref="LedgerUnavailableException">Too much is waiting, or the store failed: nothing was recorded.</exception>
    public Task<T> RunAsync<T>(Func<SqliteScope, T> work, long weight, bool sheddable, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (sheddable && (Volatile.Read(ref _waiting) >= _options.WaitingLimit || Interlocked.Read(ref _waitingBytes) >= _options.WaitingBytes))
        {
            throw new LedgerUnavailableException("Too many packets are waiting for the ledger: come again in a moment.");
        }

        var command = new WriteCommand<SqliteScope, T>(work, weight, cancellationToken) { Counted = sheddable };
        if (sheddable)
        {
            Interlocked.Increment(ref _waiting);
            Interlocked.Add(ref _waitingBytes, weight);
        }

        try
        {
            _queue.Add(command, CancellationToken.None);
        }
        catch (InvalidOperationException e)
        {
            throw new LedgerUnavailableException("The ledger is closing.", e);
        }

        return command.Completion;
    }

    /// <summary>Takes no more, finishes what waits, closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _queue.CompleteAdding();
        }

        await _ended.Task;
    }

    private void Loop()
    {
        List<WriteCommand<SqliteScope>> group = new(_options.GroupLimit);
        while (Gather(group))
        {
            if (!TryCommit(group, out var failure))
            {
                Again(group, failure);
            }

            group.Clear();
        }

        _checkpoints?.Dispose();
        _scope?.Db.Dispose();
        _queue.Dispose();
        _ended.SetResult();
    }

    private bool Gather(List<WriteCommand<SqliteScope>> group)
    {
        long bytes = 0;
        if (!_queue.TryTake(out var next, Timeout.Infinite))
        {
            return false;
        }

        do
        {
            if (next.Counted)
            {
                Interlocked.Decrement(ref _waiting);
                Interlocked.Add(ref _waitingBytes, -next.Weight);
            }

            if (next.Take())
            {
                group.Add(next);
                bytes += next.Weight;
            }
        }
        while (group.Count < _options.GroupLimit && bytes < _options.GroupBytes && _queue.TryTake(out next));

        return true;
    }

    /// <summary>One command must not fail the others of its group: each again, alone.</summary>
    private void Again(List<WriteCommand<SqliteScope>> group, Exception failure)
    {
        if (group.Count == 1)
        {
            group[0].Fail(StorageException.AsOutage(failure) ?? failure);
            return;
        }

        List<WriteCommand<SqliteScope>> one = new(1);
        foreach (var command in group)
        {
            one.Add(command);
            if (!TryCommit(one, out var own))
            {
                command.Fail(StorageException.AsOutage(own) ?? own);
            }

            one.Clear();
        }
    }

    private bool TryCommit(List<WriteCommand<SqliteScope>> group, out Exception failure)
    {
        failure = null!;
        if (group.Count == 0)
        {
            return true;
        }

        try
        {
            var scope = _scope ??= Scope(_open());
            scope.Db.BeginImmediate();
            foreach (var command in group)
            {
                command.Execute(scope);
            }

            scope.Chain.Write(scope.Db, scope.Evidence.All, _options.Node, _time.GetUtcNow());
            scope.Db.Commit();
            scope.Chain.Committed();
            scope.Evidence.Clear();
            _checkpoints?.Wrote(scope.Db.TakeWritten());
        }
        catch (Exception e)
        {
            Undo(e);
            failure = e;
            return false;
        }

        Interlocked.Increment(ref _commits);
        LedgerTelemetry.Committed(group.Count);
        foreach (var command in group)
        {
            command.Complete();
        }

        return true;
    }

    private void Undo(Exception cause)
    {
        try
        {
            _scope?.Evidence.Clear();
            _scope?.Rows.Forget();
            _scope?.Db.Rollback();
        }
        catch (Exception e)
        {
            LedgerLog.RollbackFailed(_logger, e);
            Reopen();
            return;
        }

        if (cause is StorageException { IsBroken: true })
        {
            // After a failed sync nobody knows what the connection's cache and the file have in common: begin afresh.
            LedgerLog.ConnectionDropped(_logger, cause);
            Reopen();
        }
    }

    private void Reopen()
    {
        var dropped = _scope;
        _scope = null;
        try
        {
            dropped?.Db.Dispose();
        }
        catch (Exception e)
        {
            LedgerLog.RollbackFailed(_logger, e);
        }
    }

    private SqliteScope Scope(Session db)
    {
        try
        {
            return new SqliteScope(db, _keys, SqliteEvidence.Load(db), _time);
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }
}
