using System.Collections.Frozen;
using System.Security.Cryptography;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Tests.Conformance;

namespace Interop.Hub.Ledger.Tests.Sqlite;

/// <summary>What was purged is returned to the file system, in small steps beside the traffic.</summary>
[TestFixture]
internal sealed class SqliteSpaceTests : LedgerJourney
{
    private const int Body = 64 * 1024;

    [Test]
    public async Task The_file_gets_shorter_after_a_purge_while_packets_come()
    {
        // What is kept lies between what goes: shrinking means moving.
        var kept = new List<AcceptPacket>();
        for (var i = 0; i < 400; i++)
        {
            var packet = Make.Submission($"N-{i}", $"A{i}", i % 20 == 0 ? [Sample.Ministry] : []) with { Body = RandomNumberGenerator.GetBytes(Body) };
            await RecordedAsync(packet);
            if (i % 20 == 0)
            {
                kept.Add(packet);
            }
        }

        var full = Size();
        Assert.That(full, Is.GreaterThan(400L * Body), "it held them all");
        var page = await Retention.RetainedAsync(new RetentionCut(Enum.GetValues<PacketKind>().ToFrozenDictionary(k => k, _ => DateTimeOffset.MaxValue), []), 0, 1000, CancellationToken.None);
        Assert.That(await Retention.PurgeAsync([.. page.Packets.Select(p => p.Key)], Clock.Now, CancellationToken.None), Is.EqualTo(380));

        using var stop = new CancellationTokenSource();
        var traffic = Task.Run(async () =>
        {
            var taken = 0;
            while (!stop.IsCancellationRequested)
            {
                await RecordedAsync(Make.Submission($"T-{taken++}", "T"));
            }

            return taken;
        });
        long returned = 0;
        var steps = 0;
        for (var more = true; more; steps++)
        {
            var step = await Retention.ReturnSpaceAsync(CancellationToken.None);
            Assert.That(step.Bytes, Is.LessThan(1.1 * (1 << 20)), "a step is small");
            returned += step.Bytes;
            more = step.More;
        }

        await stop.CancelAsync();
        Assert.That(await traffic, Is.GreaterThan(steps / 2), "packets were taken between the steps");
        await Store.CloseAsync();
        Store.Reopen();
        Assert.That(returned, Is.GreaterThan(300L * Body));
        Assert.That(Size(), Is.LessThan(full / 4), $"of {full} bytes {returned} were returned in {steps} steps");
        foreach (var packet in kept)
        {
            Assert.That((await ClaimedAsync(To(packet, Sample.Ministry))).Body.ToArray(), Is.EqualTo(packet.Body.ToArray()), "what was moved is whole");
        }

        Assert.That((await Harness.VerifyAsync()).Holds, Is.True);
        Assert.That(await Retention.ReturnSpaceAsync(CancellationToken.None), Is.EqualTo(default(ReturnedSpace)), "what is left free is kept for what comes");
    }

    [Test]
    public async Task With_the_steps_alone_the_file_is_short_already()
    {
        for (var i = 0; i < 200; i++)
        {
            await RecordedAsync(Make.Submission($"N-{i}", $"A{i}") with { Body = RandomNumberGenerator.GetBytes(Body) });
        }

        var full = Size();
        var page = await Retention.RetainedAsync(new RetentionCut(Enum.GetValues<PacketKind>().ToFrozenDictionary(k => k, _ => DateTimeOffset.MaxValue), []), 0, 1000, CancellationToken.None);
        await Retention.PurgeAsync([.. page.Packets.Select(p => p.Key)], Clock.Now, CancellationToken.None);
        while ((await Retention.ReturnSpaceAsync(CancellationToken.None)).More)
        {
        }

        Assert.That(new FileInfo(Store.Path).Length, Is.LessThan(full / 2), "nobody closed it, and nobody had to");
    }

    [Test]
    public async Task The_key_of_an_erased_dossier_is_in_no_file_any_longer()
    {
        await RecordedAsync(Make.Submission("N-1", "A") with { Body = RandomNumberGenerator.GetBytes(3000) });
        await RecordedAsync(Make.Submission("N-2", "B"));
        var key = (await ViewAsync("N-1")).Key;
        var wrapped = await Store.Store.Readers.AskAsync(
            db =>
            {
                using var row = db.Prepare("select data_key from dossier where key = ?").With(key);
                row.Step();
                return row.Blob(0);
            },
            CancellationToken.None);
        await Erasures.EraseAsync(new ErasureOrder(key, false, "operator-1", "QĐ 12", Clock.Now), CancellationToken.None);
        // Closing moves the log into the file and removes it: what a running hub does with its next checkpoints.
        await Store.CloseAsync();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(Store.Path)!))
        {
            Assert.That((await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(wrapped), Is.EqualTo(-1), Path.GetFileName(file));
        }

        Store.Reopen();
    }

    private long Size() => Directory.GetFiles(Path.GetDirectoryName(Store.Path)!).Sum(f => new FileInfo(f).Length);
}
