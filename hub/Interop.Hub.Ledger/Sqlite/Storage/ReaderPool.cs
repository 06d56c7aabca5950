using System.Collections.Concurrent;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Sqlite.Storage;

/// <summary>
/// Connections for reading: each question sees one snapshot of what is committed, and never waits for the writer nor
/// makes it wait.
/// </summary>
internal sealed class ReaderPool(string path, SqliteLedgerOptions options) : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(options.Readers, options.Readers);
    private readonly ConcurrentBag<Session> _sessions = [];

    public Task<T> AskAsync<T>(Func<Session, T> question, CancellationToken cancellationToken) => AskAsync(question, snapshot: true, cancellationToken);

    /// <summary>For what must not run inside a snapshot.</summary>
    public Task<T> AskOutsideAsync<T>(Func<Session, T> question, CancellationToken cancellationToken) => AskAsync(question, snapshot: false, cancellationToken);

    private async Task<T> AskAsync<T>(Func<Session, T> question, bool snapshot, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            return Ask(question, snapshot);
        }
        catch (Exception e) when (e is not LedgerUnavailableException && StorageException.AsOutage(e) is not null)
        {
            throw StorageException.AsOutage(e)!;
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Waits for the questions under way, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var i = 0; i < options.Readers; i++)
        {
            await _free.WaitAsync();
        }

        while (_sessions.TryTake(out var session))
        {
            session.Dispose();
        }

        _free.Dispose();
    }

    private T Ask<T>(Func<Session, T> question, bool snapshot)
    {
        var session = _sessions.TryTake(out var idle) ? idle : Session.OpenReader(path, options);
        var sound = false;
        try
        {
            if (snapshot)
            {
                session.Begin();
            }

            var answer = question(session);
            if (snapshot)
            {
                session.Commit();
            }

            sound = true;
            return answer;
        }
        finally
        {
            if (sound)
            {
                _sessions.Add(session);
            }
            else
            {
                session.Dispose();
            }
        }
    }
}
