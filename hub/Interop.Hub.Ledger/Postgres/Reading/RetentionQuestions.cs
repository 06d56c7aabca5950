using Interop.Contracts.Packets;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Reading;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Reading;

/// <summary>What is still here, stretch by stretch of the keys: what was taken is passed over for nothing.</summary>
internal static class RetentionQuestions
{
    /// <summary>Keys looked through in one question; of three, one is a packet's. With ten times as many it took 40 to 60 ms of a processor.</summary>
    private const long Stretch = 6_000;

    public const string Following = "select packet from packet_body where packet > $1 order by packet limit 1";

    // What is not passed lies apart, and is small.
    public static readonly string Page = $"""
        select {RetainedColumns.All.Replace("d.state not in (7, 10, 11, 12)", "d.passed = false", StringComparison.Ordinal)}
        from packet_body b join packet p on p.key = b.packet left join dossier o on o.key = p.dossier
        where b.packet > $1 and b.packet <= $2 and p.key > $1 and p.key <= $2 and (p.accepted_at <= ($3::bigint[])[p.kind] or o.procedure = any($4))
        order by b.packet limit $5
        """;

    public static async Task<RetentionPage> RetainedAsync(NpgsqlConnection db, RetentionCut cut, long after, int limit, CancellationToken cancellationToken)
    {
        var packets = await Ask.AllAsync(
            Ask.Command(db, Page, Ask.Of(after), Ask.Of(after + Stretch), Ask.Of(Before(cut)), Ask.Of([.. cut.Procedures]), Ask.Of((long)limit)),
            RetainedColumns.Read,
            cancellationToken);
        // A full page ends before its stretch does.
        var come = packets.Count < limit ? after + Stretch : packets[^1].Key;
        var following = await Ask.AllAsync(Ask.Command(db, Following, Ask.Of(come)), r => r.Int64(0), cancellationToken);
        return new RetentionPage(packets, following is [var first] ? first - 1 : null);
    }

    /// <summary>By the kind's number, from 1.</summary>
    private static long[] Before(RetentionCut cut)
    {
        var before = new long[(int)Enum.GetValues<PacketKind>().Max()];
        foreach (var (kind, at) in cut.AcceptedBefore)
        {
            before[(int)kind - 1] = at.UtcTicks;
        }

        return before;
    }
}
