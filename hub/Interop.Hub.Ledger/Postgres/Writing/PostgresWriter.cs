using System.Threading.Channels;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Telemetry;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Writing;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>
/// The node's one writer. It takes what is waiting, never waits for more, and puts it into one transaction of three round
/// trips: while one commits, the next group gathers by itself.
/// <code>
/// callers ──► queue ──► [1 take] ─► [2 look] ─► [3 lock, load] ─► [4 rules, in memory] ─► [5 write, commit] ─► [6 answer each]
///                                                    another node was faster, deadlock ─► again, whole
///                                                    one command fails ─► each again, alone
///                                                    connection lost ─► connect, ask what became of it, again or answer
/// </code>
/// </summary>
internal sealed class PostgresWriter : IAsyncDisposable
{
    private readonly PostgresLedgerOptions _options;
    private readonly Transactions _transactions;
    private readonly ILogger _logger;
    private readonly Channel<PostgresCommand> _queue = Channel.CreateUnbounded<PostgresCommand>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;
    private int _waiting;
    private long _waitingBytes;
    private long _commits;

    public PostgresWriter(PostgresLedgerOptions options, Transactions transactions, ILogger logger)
    {
        _options = options;
        _transactions = transactions;
        _logger = logger;
        _loop = Task.Run(() => LoopAsync(_stopping.Token), CancellationToken.None);
    }

    /// <summary>Commits made since the start.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Runs work inside a commit and returns when it is on disk.</summary>
    /// <param name="touch">Says what the work will read.</param>
    /// <param name="work">Runs on the writer, perhaps several times: it keeps nothing between runs.</param>
    /// <param name="weight">Bytes it holds; with <paramref name="sheddable"/> counted against the limit.</param>
    /// <param name="sheddable">True for new work, which is turned away when too much waits. Outcomes are never turned away.</param>
    /// <param name="cancellationToken">Gives up as long as the work was not begun.</param>
    /// <exception cref="LedgerUnavailableException">Too much is waiting, or the database failed: nothing is known to be recorded.</exception>
    public Task<T> RunAsync<T>(Action<Needs> touch, Func<PostgresScope, T> work, long weight, bool sheddable, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (sheddable && (Volatile.Read(ref _waiting) >= _options.WaitingLimit || Interlocked.Read(ref _waitingBytes) >= _options.WaitingBytes))
        {
            throw new LedgerUnavailableException("Too many packets are waiting for the ledger: come again in a moment.");
        }

        if (sheddable && _transactions.IsSeeking)
        {
            throw new LedgerUnavailableException("The ledger's database does not answer: come again in a moment.");
        }

        var command = new WriteCommand<PostgresScope, T>(work, weight, cancellationToken) { Counted = sheddable };
        if (sheddable)
        {
            Interlocked.Increment(ref _waiting);
            Interlocked.Add(ref _waitingBytes, weight);
        }

        if (!_queue.Writer.TryWrite(new PostgresCommand(command, touch)))
        {
            throw new LedgerUnavailableException("The ledger is closing.");
        }

        return command.Completion;
    }

    /// <summary>Takes no more, finishes what waits, closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        // What waits is finished; but a database that is gone must not keep a node from stopping.
        _stopping.CancelAfter(_options.StatementTimeout);
        await _loop;
        await _transactions.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task LoopAsync(CancellationToken stopping)
    {
        List<PostgresCommand> group = new(_options.GroupLimit);
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            Gather(group);
            if (group.Count > 0)
            {
                await CommitAsync(group, stopping);
                group.Clear();
            }
        }
    }

    private void Gather(List<PostgresCommand> group)
    {
        long bytes = 0;
        while (group.Count < _options.GroupLimit && bytes < _options.GroupBytes && _queue.Reader.TryRead(out var next))
        {
            if (next.Command.Counted)
            {
                Interlocked.Decrement(ref _waiting);
                Interlocked.Add(ref _waitingBytes, -next.Command.Weight);
            }

            if (next.Command.Take())
            {
                group.Add(next);
                bytes += next.Command.Weight;
            }
        }
    }

    private async Task CommitAsync(List<PostgresCommand> group, CancellationToken stopping)
    {
        try
        {
            await _transactions.RunAsync(group, stopping);
            Done(group);
            return;
        }
        catch (Exception e) when (group.Count == 1 || Outage.Of(e) is not null)
        {
            // The database's own failure is everybody's: trying each alone would only keep them waiting.
            Fail(group, e);
            return;
        }
        catch (Exception e)
        {
            PostgresLog.GroupFailed(_logger, e);
        }

        // One command must not fail the others of its group.
        foreach (var command in group.ToList())
        {
            await CommitAsync([command], stopping);
        }
    }

    private void Done(List<PostgresCommand> group)
    {
        Interlocked.Increment(ref _commits);
        LedgerTelemetry.Committed(group.Count);
        foreach (var command in group)
        {
            command.Command.Complete();
        }
    }

    private static void Fail(List<PostgresCommand> group, Exception exception)
    {
        var seen = Outage.Of(exception) ?? exception;
        foreach (var command in group)
        {
            command.Command.Fail(seen);
        }
    }
}
