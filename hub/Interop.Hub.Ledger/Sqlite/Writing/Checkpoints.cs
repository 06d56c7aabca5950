using Interop.Hub.Ledger.Sqlite.Storage;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Ledger.Sqlite.Writing;

/// <summary>
/// Moves the write-ahead log into the database beside the writer, on a thread and a connection of its own: what was moved
/// for two thousand pages, and its syncs, kept everybody waiting ten times a second at full load.
/// <para>
/// Alone this could not keep the log short: the next write goes to its beginning only when all of it is moved, and under
/// load there is always a page more. So the writer moves the rest itself, a few pages, once the log is
/// <see cref="Rest"/> times as long.
/// </para>
/// </summary>
internal sealed class Checkpoints : IDisposable
{
    /// <summary>How many times <see cref="SqliteLedgerOptions.CheckpointPages"/> the log may hold before the writer moves the rest.</summary>
    public const int Rest = 4;

    private readonly Func<Session> _open;
    private readonly int _every;
    private readonly ILogger _logger;
    private readonly AutoResetEvent _due = new(false);
    private readonly Thread _thread;
    private long _written;
    private volatile bool _ending;

    /// <param name="open">Opens a connection that may move pages.</param>
    /// <param name="every">Pages after which it moves them.</param>
    /// <param name="logger">Told of failures.</param>
    public Checkpoints(Func<Session> open, int every, ILogger logger)
    {
        (_open, _every, _logger) = (open, every, logger);
        _thread = new Thread(Loop) { IsBackground = true, Name = "ledger checkpoint" };
        _thread.Start();
    }

    /// <summary>The writer's, after each commit.</summary>
    /// <param name="pages">How many pages went into the log.</param>
    public void Wrote(int pages)
    {
        _written += pages;
        if (_written >= _every)
        {
            _written = 0;
            _due.Set();
        }
    }

    public void Dispose()
    {
        _ending = true;
        _due.Set();
        _thread.Join();
        _due.Dispose();
    }

    private void Loop()
    {
        Session? db = null;
        while (_due.WaitOne() && !_ending)
        {
            try
            {
                db ??= _open();
                FreeSpace.Checkpoint(db);
            }
            catch (Exception e)
            {
                // Whatever it is, a file that does not open or a full disk: the pages are safe in the log, the writer moves
                // them when it must and is told then what is wrong, and a thread's end must not be the hub's.
                LedgerLog.CheckpointFailed(_logger, e);
                db?.Dispose();
                db = null;
            }
        }

        db?.Dispose();
    }
}
