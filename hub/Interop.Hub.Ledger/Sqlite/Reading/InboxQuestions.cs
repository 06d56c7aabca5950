using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Sqlite.Tables;

namespace Interop.Hub.Ledger.Sqlite.Reading;

/// <summary>What the inbox asks: a delivery by its id, and what is due, as the scheduler asks for it.</summary>
internal static class InboxQuestions
{
    private const string DueOf = "from delivery where destination = ? and (state = 3 or state = 5 or state = 6) and due_at <= ? and role = 1";

    public const string Waiting = $"""
        select d.id, p.id, p.kind, p.partner, p.accepted_at, s.number, d.attempts
        from (select {WaitingColumns.OfDelivery} {DueOf} order by due_at limit ?) d
        join packet p on p.key = d.packet left join dossier s on s.key = p.dossier order by d.due_at
        """;

    public const string Count = $"select count(*) from (select 1 {DueOf} limit ?)";

    public static HandedDelivery? Delivery(Session db, byte[] id)
    {
        var tables = new SqliteTables(db);
        if (tables.Delivery(id) is not { } row)
        {
            return null;
        }

        var dossier = row.Dossier is { } key ? tables.Dossier(key) : null;
        return Claiming.Last(row, dossier, dossier is null ? [] : tables.Identifiers(dossier.Key));
    }

    public static IReadOnlyList<WaitingDelivery> WaitingOf(Session db, string destination, DateTimeOffset now, int limit)
    {
        List<WaitingDelivery> waiting = [];
        using var rows = db.Prepare(Waiting).With(destination).With(now).With(limit);
        while (rows.Step())
        {
            waiting.Add(WaitingColumns.Read(rows));
        }

        return waiting;
    }

    public static int CountOf(Session db, string destination, DateTimeOffset now, int most)
    {
        using var row = db.Prepare(Count).With(destination).With(now).With(most);
        return row.Step() ? row.Int32(0) : 0;
    }
}
