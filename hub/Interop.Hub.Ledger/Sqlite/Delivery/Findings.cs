using Interop.Adapters.Delivery;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite.Delivery;

/// <summary>What gates learned.</summary>
internal static class Findings
{
    /// <summary>Keeps what a gate learned; a later answer replaces an earlier one.</summary>
    public static void Put(Session db, long delivery, IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
        {
            return;
        }

        db.Prepare("delete from finding where delivery = ?").With(delivery).Run();
        for (var i = 0; i < findings.Count; i++)
        {
            var f = findings[i];
            db.Prepare("insert into finding (delivery, ordinal, gate, subject, verdict, at) values (?, ?, ?, ?, ?, ?)")
                .With(delivery).With(i).With(f.Gate).With(f.Subject).With((int)f.Verdict).With(f.At).Run();
        }
    }

    public static IReadOnlyList<Finding> Of(Session db, long delivery)
    {
        using var rows = db.Prepare("select gate, subject, verdict, at from finding where delivery = ? order by ordinal").With(delivery);
        return Read(rows);
    }

    /// <summary>What the gates before a delivery learned.</summary>
    public static IReadOnlyList<Finding> Before(Session db, long delivery)
    {
        using var rows = db.Prepare("""
            select f.gate, f.subject, f.verdict, f.at from delivery_gate g join finding f on f.delivery = g.gate
            where g.behind = ? order by g.gate, f.ordinal
            """).With(delivery);
        return Read(rows);
    }

    private static List<Finding> Read(Statement rows)
    {
        List<Finding> findings = [];
        while (rows.Step())
        {
            findings.Add(new Finding(rows.Text(0), rows.Text(1), (Verdict)rows.Int32(2), rows.Time(3)));
        }

        return findings;
    }
}
