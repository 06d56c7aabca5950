using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Evidence.Proofs;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Sqlite.Tables;

namespace Interop.Hub.Ledger.Sqlite.Reading;

/// <summary>The embedded ledger, as the making of a proof reads it.</summary>
internal sealed class SqliteProofSource(ReaderPool readers) : IProofSource
{
    private readonly SqliteEvidenceChains _chains = new(readers);

    public Task<IReadOnlyList<(string Node, long Last)>> ChainsAsync(CancellationToken cancellationToken) => _chains.ChainsAsync(cancellationToken);

    public Task<long?> FirstAcceptanceAsync(string node, long entry, CancellationToken cancellationToken) => _chains.FirstAcceptanceAsync(node, entry, cancellationToken);

    public Task<(IReadOnlyList<EvidenceSeen> Items, long? Next)> ItemsAsync(string node, long entry, CancellationToken cancellationToken) => _chains.ItemsAsync(node, entry, cancellationToken);

    public Task<IReadOnlyList<long>> DossiersAsync(string number, CancellationToken cancellationToken) => readers.AskAsync<IReadOnlyList<long>>(
        db =>
        {
            List<long> keys = [];
            using var rows = db.Prepare("select distinct dossier from dossier_identifier where value = ? order by dossier").With(IdentifierColumns.Normalise(number));
            while (rows.Step())
            {
                keys.Add(rows.Int64(0));
            }

            return keys;
        },
        cancellationToken);

    public Task<IReadOnlySet<EvidenceAbout>> AboutAsync(long dossier, CancellationToken cancellationToken) =>
        readers.AskAsync<IReadOnlySet<EvidenceAbout>>(db => new SqliteTables(db).ItemsOf(dossier).About(), cancellationToken);

    public Task<IReadOnlyList<EvidenceEntry>> EntriesAsync(string node, long after, long until, IReadOnlySet<long> withItems, CancellationToken cancellationToken) =>
        readers.AskAsync<IReadOnlyList<EvidenceEntry>>(
            db =>
            {
                List<EvidenceEntry> entries = [];
                var audit = new SqliteEvidenceAudit(db);
                using var rows = db.Prepare("select entry, node, at, items, root, previous, digest from evidence where entry > ? and entry <= ? order by entry").With(after).With(until);
                while (rows.Step())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var number = rows.Int64(0);
                    entries.Add(new EvidenceEntry(
                        rows.Text(1), number, rows.Time(2), rows.Int32(3), rows.Blob(4), rows.Blob(5), rows.Blob(6), withItems.Contains(number) ? audit.Items(number) : []));
                }

                return entries;
            },
            cancellationToken);

    public Task<IReadOnlyList<EvidenceSubject>> SubjectsAsync(IReadOnlyList<EvidenceItem> items, CancellationToken cancellationToken) =>
        readers.AskAsync<IReadOnlyList<EvidenceSubject>>(db => [.. items.Select(new SqliteEvidenceAudit(db).Subject)], cancellationToken);
}
