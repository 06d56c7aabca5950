using System.Security.Cryptography;
using Interop.Hub.Ledger.Sqlite.Writing;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Ledger.Tests.Sqlite;

/// <summary>The log is moved into the database beside the writer, and stays short though commits never pause.</summary>
[TestFixture]
internal sealed class SqliteCheckpointTests : LedgerJourney
{
    private const int Page = 4096;
    private const int Pages = 100;
    private const int Body = 64 * 1024;

    [Test]
    public async Task The_log_stays_short_while_commits_never_pause()
    {
        const int Packets = 600;
        long longest = 0;
        for (var i = 0; i < Packets; i++)
        {
            await RecordedAsync(Make.Submission($"N-{i}", $"A{i}") with { Body = RandomNumberGenerator.GetBytes(Body) });
            longest = Math.Max(longest, Log());
        }

        // Where the writer finds the other at it, its own turn comes with a later commit.
        var bound = 2 * Checkpoints.Rest * Pages * (Page + 24);
        Assert.That(longest, Is.GreaterThan(Pages * Page).And.LessThan(bound), $"of {Packets * (long)Body} bytes of bodies");
        Assert.That(new FileInfo(Store.Path).Length, Is.GreaterThan((Packets - 100) * (long)Body), "the database has what the log had");
    }

    [Test]
    public async Task It_is_moved_long_before_the_writer_must_do_it_itself()
    {
        var before = new FileInfo(Store.Path).Length;
        for (var i = 0; i < 6; i++)
        {
            await RecordedAsync(Make.Submission($"N-{i}", $"A{i}") with { Body = RandomNumberGenerator.GetBytes(Body) });
        }

        Assert.That(Log(), Is.GreaterThan(Pages * Page).And.LessThan(Checkpoints.Rest * Pages * Page), "the writer moves nothing yet");
        await UntilAsync(() => new FileInfo(Store.Path).Length > before + (3 * Body));
    }

    [Test]
    public async Task What_keeps_it_from_moving_is_said_each_time_and_it_tries_again()
    {
        var said = new CountingLogger();
        using var checkpoints = new Checkpoints(() => throw new UnauthorizedAccessException("not ours"), every: 10, said);
        for (var i = 1; i <= 2; i++)
        {
            checkpoints.Wrote(10);
            await UntilAsync(() => said.Count == i);
        }
    }

    protected override SqliteLedgerOptions With(SqliteLedgerOptions options) => options with { CheckpointPages = Pages };

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
        }
    }

    private long Log() => new FileInfo(Store.Path + "-wal").Length;

    private sealed class CountingLogger : ILogger
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Interlocked.Increment(ref _count);
    }
}
