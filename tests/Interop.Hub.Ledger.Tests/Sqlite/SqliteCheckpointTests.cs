using System.Security.Cryptography;
using Interop.Hub.Ledger.Sqlite.Writing;

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

    protected override SqliteLedgerOptions With(SqliteLedgerOptions options) => options with { CheckpointPages = Pages };

    private long Log() => new FileInfo(Store.Path + "-wal").Length;
}
