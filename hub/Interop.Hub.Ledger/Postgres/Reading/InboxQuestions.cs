using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Tables;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Reading;

/// <summary>What the inbox asks: a delivery by its id, and what is due, as the scheduler asks for it.</summary>
internal static class InboxQuestions
{
    // The packet by its key, whatever the planner thinks of how many there are.
    public const string DeliveryById = $"select {DeliveryColumns.All} from delivery d cross join lateral (select * from packet where key = d.packet offset 0) p where d.id = $1";

    public const string DossierOf = $"select {DossierColumns.All} from dossier where key = $1";

    private static readonly string DueOf = $"from delivery where passed = false and destination = $1 and state in (3, 5, 6) and due_at <= {Clock.Now(2)} and role = 1";

    // Only the few lines are joined: packets and dossiers are entered by their keys.
    public static readonly string Waiting = $"""
        select d.id, p.id, p.kind, p.partner, p.accepted_at, s.number, d.attempts
        from (select {WaitingColumns.OfDelivery} {DueOf} order by due_at limit $3) d
        cross join lateral (select id, kind, partner, accepted_at, dossier from packet where key = d.packet offset 0) p
        left join lateral (select number from dossier where key = p.dossier offset 0) s on true
        order by d.due_at
        """;

    public static readonly string Count = $"select count(*) from (select 1 {DueOf} limit $3) d";

    public static async Task<HandedDelivery?> DeliveryAsync(NpgsqlConnection db, byte[] id, CancellationToken cancellationToken)
    {
        var rows = await Ask.AllAsync(Ask.Command(db, DeliveryById, Ask.Of(id)), DeliveryColumns.Read, cancellationToken);
        if (rows is not [var row])
        {
            return null;
        }

        if (row.Dossier is not { } key)
        {
            return Claiming.Last(row, null, []);
        }

        var dossiers = await Ask.AllAsync(Ask.Command(db, DossierOf, Ask.Of(key)), DossierColumns.Read, cancellationToken);
        var codes = await Ask.AllAsync(Ask.Command(db, DossierBatch.Identifiers, Ask.Of(key)), IdentifierColumns.Read, cancellationToken);
        return Claiming.Last(row, dossiers.FirstOrDefault(), IdentifierOrder.Of(codes));
    }
}
