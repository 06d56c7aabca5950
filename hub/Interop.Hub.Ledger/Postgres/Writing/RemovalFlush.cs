using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Postgres.Tables;

namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>Writes removals, after all else of a group: so they take what the group wrote as well.</summary>
internal static class RemovalFlush
{
    private const string Removal = "insert into removal (key, kind, dossier, operator, reason, packets, cancelled, at) values ($1, $2, $3, $4, $5, $6, $7, $8)";

    // What its owner uploaded again since is as fresh as that upload; else it may go at the collector's next round.
    private const string Files = """
        with gone as (
          delete from packet_document r using packet p
          where p.key = any($1) and r.lane = coalesce(p.dossier, -p.key) and r.packet = p.key
          returning r.owner, r.digest, p.accepted_at)
        update document d set referred = false, uploaded_at = case when d.uploaded_at <= g.accepted_at then 0 else d.uploaded_at end
        from (select owner, digest, max(accepted_at) as accepted_at from gone group by owner, digest) g
        where d.owner = g.owner and d.digest = g.digest
          and not exists (select from packet_document x where x.owner = g.owner and x.digest = g.digest and x.packet <> all($1))
        """;

    private const string Bodies = "delete from packet_body where packet = any($1)";

    private const string Packets = "update packet set documents = null, key_id = null, data_key = null, removal = $2, removed_at = $3 where key = any($1)";

    private const string Words = """
        update attempt set fault_partner_text = null
        where delivery = any(array(select key from delivery where packet = any($1))) and fault_partner_text is not null
        """;

    private const string Dossier = "update dossier set key_id = $2, data_key = $3, removal = $4 where key = $1";

    private const string Findings = "delete from finding where delivery = any($1)";

    private const string Salt = "update evidence set salts[$3] = ''::bytea where node = $1 and entry = $2";

    public static void Write(Batch batch, Changes changes)
    {
        foreach (var removal in changes.Removals)
        {
            batch.Do(
                Removal,
                P.Int64(removal.Key), P.Int32((int)removal.Kind), P.Int64OrNull(removal.Dossier), P.TextOrNull(removal.Operator), P.TextOrNull(removal.Reason),
                P.Int64s(removal.Packets), P.Int64s(removal.Cancelled), P.Int64(removal.At.UtcTicks));
            if (removal.Packets.Count > 0)
            {
                batch.Do(Files, P.Int64s(removal.Packets));
                batch.Do(Bodies, P.Int64s(removal.Packets));
                batch.Do(Packets, P.Int64s(removal.Packets), P.Int64(removal.Key), P.Int64(removal.At.UtcTicks));
                batch.Do(Words, P.Int64s(removal.Packets));
            }
        }

        foreach (var (dossier, deliveries) in changes.Erased)
        {
            batch.Do(Dossier, P.Int64(dossier.Key), P.Text(dossier.DataKey.KeyId), P.Blob(dossier.DataKey.Wrapped), P.Int64OrNull(dossier.Removal));
            batch.Do(Findings, P.Int64s(deliveries));
        }

        foreach (var place in changes.Blanked.OrderBy(p => p.Node, StringComparer.Ordinal).ThenBy(p => p.Entry).ThenBy(p => p.Ordinal))
        {
            batch.Do(Salt, P.Text(place.Node), P.Int64(place.Entry), P.Int32(place.Ordinal + 1));
        }
    }
}
