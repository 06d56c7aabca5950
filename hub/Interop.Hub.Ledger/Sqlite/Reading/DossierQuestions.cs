using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Sqlite.Tables;

namespace Interop.Hub.Ledger.Sqlite.Reading;

/// <summary>Finds dossiers and lists them.</summary>
internal static class DossierQuestions
{
    public const string ByValue = "select dossier, tie, scheme, issuer from dossier_identifier where value = ?";

    public const string Search = $"""
        select {LineColumns.All} from dossier where key in (select dossier from dossier_identifier where value = ?) order by updated_at desc, key desc limit 20
        """;

    public const string Newest = $"select {LineColumns.All} from dossier order by updated_at desc, key desc limit ? offset ?";

    public const string OpenOf = $"select {LineColumns.Open} from delivery where lane = ? and state <> 7 and state <> 10 and state <> 11 and state <> 12";

    public static DossierHead? Head(Session db, IReadOnlyList<IdentifierClaim> claims, string? number, string partner)
    {
        var tables = new SqliteTables(db);
        var named = Identities.NamedBy(tables, claims).OfType<long>().ToHashSet();
        if (number is not null)
        {
            named.UnionWith(Carriers(db, number).Where(c => c.Decides).Select(c => c.Dossier));
        }

        return named.Count == 1 && tables.Dossier(named.First()) is { } row
            ? new DossierHead(row.Key, row.Number, row.Facts, tables.IsParty(row.Key, partner), row.Status, row.Owner, TraceParent(db, row.Key))
            : null;
    }

    private static string? TraceParent(Session db, long dossier)
    {
        using var rows = db.Prepare("select p.traceparent from dossier d join packet p on p.key = d.submission where d.key = ?").With(dossier);
        return rows.Step() ? rows.TextOrNull(0) : null;
    }

    public static long? Resolve(Session db, string value, IdentifierScheme? scheme, OrganisationCode? issuer)
    {
        var found = Carriers(db, value)
            .Where(c => scheme is null ? c.Decides : c.Scheme == scheme)
            .Where(c => issuer is not { } i || c.Issuer == i.Value)
            .Select(c => c.Dossier).Distinct().Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    public static IReadOnlyList<DossierLine> Find(Session db, string value)
    {
        using var rows = db.Prepare(Search).With(IdentifierColumns.Normalise(value));
        return Lines(db, rows);
    }

    public static IReadOnlyList<DossierLine> List(Session db, int skip, int take)
    {
        using var rows = db.Prepare(Newest).With(Math.Clamp(take, 0, 500)).With(Math.Max(skip, 0));
        return Lines(db, rows);
    }

    private static List<DossierLine> Lines(Session db, Statement rows)
    {
        List<DossierLine> lines = [];
        while (rows.Step())
        {
            var line = LineColumns.Read(rows);
            var (open, stuck) = Open(db, line.Key);
            lines.Add(line with { Open = open, Stuck = stuck });
        }

        return lines;
    }

    private static (int Open, int Stuck) Open(Session db, long key)
    {
        using var row = db.Prepare(OpenOf).With(key);
        return row.Step() ? (row.Int32(0), row.Int32(1)) : (0, 0);
    }

    private static List<Carrier> Carriers(Session db, string value)
    {
        List<Carrier> carriers = [];
        using var rows = db.Prepare(ByValue).With(IdentifierColumns.Normalise(value));
        while (rows.Step())
        {
            carriers.Add(new Carrier(rows.Int64(0), rows.Int64(1) == 0, (IdentifierScheme)rows.Int32(2), rows.Text(3)));
        }

        return carriers;
    }

    private readonly record struct Carrier(long Dossier, bool Decides, IdentifierScheme Scheme, string Issuer);
}
