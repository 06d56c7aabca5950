using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Reading;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Reading;

/// <summary>Finds dossiers and lists them: one round trip each.</summary>
internal static class DossierQuestions
{
    // Parameters: values, schemes and issuers of the unique claims; a number or null; the asking partner.
    // Two rows at most: one is the answer, two are none.
    public const string Head = """
        with named as (
          select i.dossier from unnest($1::text[], $2::integer[], $3::text[]) as c (value, scheme, issuer)
          join dossier_identifier i on i.value = c.value and i.scheme = c.scheme and i.issuer = c.issuer and i.tie = 0
          union
          select dossier from dossier_identifier where value = $4 and tie = 0)
        select d.key, d.number, d.procedure, d.receiving, d.competent, d.received_at, d.due_at, d.status, d.owner,
               exists (select 1 from dossier_party y where y.dossier = d.key and y.partner = $5),
               (select p.traceparent from packet p where p.key = d.submission)
        from (select dossier from named limit 2) n left join dossier d on d.key = n.dossier
        """;

    public const string Resolve = """
        select distinct dossier from dossier_identifier
        where value = $1 and (scheme = $2 or ($2 is null and tie = 0)) and ($3::text is null or issuer = $3) limit 2
        """;

    // The array keeps the planner from walking through every dossier in the order of its last change.
    public const string Search = $"""
        select l.*, o.* from (
          select {LineColumns.All} from dossier where key = any(array(select dossier from dossier_identifier where value = $1))
          order by updated_at desc, key desc limit 20) l
        cross join lateral (select {LineColumns.Open} from delivery where passed = false and lane = l.key) o
        order by l.updated_at desc, l.key desc
        """;

    public const string Newest = $"""
        select l.*, o.* from (select {LineColumns.All} from dossier order by updated_at desc, key desc limit $1 offset $2) l
        cross join lateral (select {LineColumns.Open} from delivery where passed = false and lane = l.key) o
        order by l.updated_at desc, l.key desc
        """;

    public static NpgsqlCommand FindCommand(NpgsqlConnection db, IReadOnlyList<IdentifierClaim> claims, string? number, string partner)
    {
        var deciding = claims.Where(c => c.Unique).Select(c => c.Identifier).ToArray();
        return Ask.Command(
            db,
            Head,
            Ask.Of(Array.ConvertAll(deciding, d => d.Value)),
            Ask.Of(Array.ConvertAll(deciding, d => (int)d.Scheme)),
            Ask.Of(Array.ConvertAll(deciding, d => d.Issuer.Value)),
            Ask.OfText(number is null ? null : IdentifierColumns.Normalise(number)),
            Ask.Of(partner));
    }

    public static DossierHead? ReadHead(Row row) => row.IsNull(0) ? null : new DossierHead(
        row.Int64(0),
        row.Text(1),
        new DossierFacts(row.Text(2), row.Text(3), row.Text(4), row.Time(5), row.TimeOrNull(6)),
        row.Bool(9),
        (Contracts.Dossiers.BusinessStatus?)row.Int32OrNull(7),
        row.Text(8),
        row.TextOrNull(10));

    public static DossierLine ReadLine(Row row) => LineColumns.Read(row) with { Open = row.Int32(7), Stuck = row.Int32(8) };
}
