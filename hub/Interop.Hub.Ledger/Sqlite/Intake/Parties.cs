using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite.Intake;

/// <summary>Who may see and act on a dossier.</summary>
internal static class Parties
{
    public static bool Has(Session db, long dossier, string partner)
    {
        using var row = db.Prepare("select 1 from dossier_party where dossier = ? and partner = ?").With(dossier).With(partner);
        return row.Step();
    }

    public static void Add(Session db, long dossier, string partner) =>
        db.Prepare("insert or ignore into dossier_party (dossier, partner) values (?, ?)").With(dossier).With(partner).Run();

    public static IReadOnlyList<string> Of(Session db, long dossier)
    {
        List<string> parties = [];
        using var rows = db.Prepare("select partner from dossier_party where dossier = ? order by partner").With(dossier);
        while (rows.Step())
        {
            parties.Add(rows.Text(0));
        }

        return parties;
    }
}
