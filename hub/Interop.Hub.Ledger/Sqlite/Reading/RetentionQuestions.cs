using Interop.Contracts.Packets;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Retention;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite.Reading;

/// <summary>What is still here, stretch by stretch of the bodies' keys: what was taken is passed over for nothing.</summary>
internal static class RetentionQuestions
{
    /// <summary>
    /// Keys looked through in one question. While it reads, the log behind its snapshot cannot be moved: with ten times as
    /// many the log grew until the writer had to move it, and in a full ledger others' receipts took 150 ms (p99).
    /// </summary>
    private const long Stretch = 2_000;

    private const string Page = $"""
        select {RetainedColumns.All} from packet_body b join packet p on p.key = b.packet left join dossier o on o.key = p.dossier
        where b.packet > ?1 and b.packet <= ?2 and (p.accepted_at <= case p.kind
            when 1 then ?3 when 2 then ?4 when 3 then ?5 when 4 then ?6 when 5 then ?7 when 6 then ?8 when 7 then ?9 when 8 then ?10
            when 9 then ?11 when 10 then ?12 when 11 then ?13 when 12 then ?14 when 13 then ?15 when 14 then ?16 end
          or instr(?17, ' ' || o.procedure || ' ') > 0)
        order by b.packet limit ?18
        """;

    public static RetentionPage Retained(Session db, RetentionCut cut, long after, int limit)
    {
        List<RetainedPacket> packets = [];
        using (var rows = db.Prepare(Page).With(after).With(after + Stretch))
        {
            foreach (var kind in Enum.GetValues<PacketKind>().Order())
            {
                rows.With(cut.AcceptedBefore[kind]);
            }

            rows.With($" {string.Join(' ', cut.Procedures)} ").With(limit);
            while (rows.Step())
            {
                packets.Add(RetainedColumns.Read(rows));
            }
        }

        // A full page ends before its stretch does.
        return new RetentionPage(packets, Following(db, packets.Count < limit ? after + Stretch : packets[^1].Key) - 1);
    }

    private static long? Following(Session db, long come)
    {
        using var row = db.Prepare("select packet from packet_body where packet > ? order by packet limit 1").With(come);
        return row.Step() ? row.Int64(0) : null;
    }
}
