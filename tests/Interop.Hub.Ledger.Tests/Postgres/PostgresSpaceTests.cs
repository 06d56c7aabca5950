using System.Collections.Frozen;
using System.Diagnostics;
using System.Security.Cryptography;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Tests.Conformance;
using Npgsql;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>A partition of bodies out of which everything was purged gives its space back, and waits for nobody.</summary>
[TestFixture]
internal sealed class PostgresSpaceTests : LedgerVerbs
{
    private const int Width = 100;
    private const string Bodies = "select sum(pg_total_relation_size(inhrelid)) from pg_inherits where inhparent = 'packet_body'::regclass";
    private PostgresHarness _store = null!;

    [Test]
    public async Task Emptied_partitions_are_truncated_and_those_with_something_left_stay()
    {
        await FillAsync(350, open: 320);
        var full = await Harness.AskAsync(Bodies);
        Assert.That(full, Is.GreaterThan(300L * 32 * 1024));
        Assert.That(await PurgeAsync(), Is.EqualTo(349));
        Assert.That(await Harness.AskAsync(Bodies), Is.EqualTo(full), "rows that were deleted still take their place");

        var returned = await Retention.ReturnSpaceAsync(CancellationToken.None);
        var left = await Harness.AskAsync(Bodies);
        Assert.That(returned.Bytes, Is.GreaterThan(full / 2));
        // Three partitions are full; the rest holds what is open, and what comes next.
        Assert.That(left, Is.LessThan(full / 4), $"of {full} bytes {left} are left");
        Assert.That(await Harness.AskAsync("select count(*) from packet_body"), Is.EqualTo(1));
        Assert.That(await Retention.ReturnSpaceAsync(CancellationToken.None), Is.EqualTo(default(ReturnedSpace)));
        Assert.That((await Harness.VerifyAsync()).Break, Is.Null);
        await RecordedAsync(Make.Submission("N-next", "next"));
    }

    [Test]
    public async Task A_partition_that_somebody_reads_is_left_for_the_next_time_and_nobody_waits()
    {
        await FillAsync(250, open: 240);
        await PurgeAsync();
        await using var db = new NpgsqlConnection(_store.Connection + ";Pooling=false");
        await db.OpenAsync();
        await using (var transaction = await db.BeginTransactionAsync())
        {
            await using var reading = new NpgsqlCommand("select count(*) from packet_body", db);
            await reading.ExecuteScalarAsync();
            var began = Stopwatch.GetTimestamp();
            var returning = Retention.ReturnSpaceAsync(CancellationToken.None);
            await RecordedAsync(Make.Submission("N-meanwhile", "x"));
            Assert.That(await returning, Is.EqualTo(default(ReturnedSpace)));
            Assert.That(Stopwatch.GetElapsedTime(began), Is.LessThan(TimeSpan.FromSeconds(5)));
        }

        Assert.That((await Retention.ReturnSpaceAsync(CancellationToken.None)).Bytes, Is.Positive);
    }

    protected override async Task<ILedgerHarness> OpenAsync() => _store = await PostgresHarness.OpenAsync(o => o with { PartitionWidth = Width });

    /// <summary>Packets with a large body each; one is not delivered.</summary>
    private async Task FillAsync(int count, int open)
    {
        for (var i = 0; i < count; i++)
        {
            await RecordedAsync(Make.Submission($"N-{i}", $"A{i}", i == open ? [Sample.Ministry] : []) with { Body = RandomNumberGenerator.GetBytes(32 * 1024) });
        }
    }

    private async Task<int> PurgeAsync()
    {
        var cut = new RetentionCut(Enum.GetValues<PacketKind>().ToFrozenDictionary(k => k, _ => DateTimeOffset.MaxValue), []);
        var purged = 0;
        for (long? next = 0; next is { } after;)
        {
            var page = await Retention.RetainedAsync(cut, after, 100, CancellationToken.None);
            purged += await Retention.PurgeAsync([.. page.Packets.Select(p => p.Key)], Clock.Now, CancellationToken.None);
            next = page.Next;
        }

        return purged;
    }
}
