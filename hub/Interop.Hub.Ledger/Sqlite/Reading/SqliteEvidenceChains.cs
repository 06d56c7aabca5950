using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite.Reading;

/// <summary>The embedded ledger's one chain, page by page: each page a question of its own, so that no snapshot holds up the log.</summary>
internal sealed class SqliteEvidenceChains(ReaderPool readers) : IEvidenceChains
{
    private const int Page = 4096;

    public Task<IReadOnlyList<(string Node, long Last)>> ChainsAsync(CancellationToken cancellationToken) => readers.AskAsync<IReadOnlyList<(string, long)>>(
        db =>
        {
            using var row = db.Prepare("select coalesce(max(entry), 0) from evidence");
            row.Step();
            return [(string.Empty, row.Int64(0))];
        },
        cancellationToken);

    public Task<long?> FirstAcceptanceAsync(string node, long entry, CancellationToken cancellationToken) => readers.AskAsync(
        db =>
        {
            using var row = db.Prepare("select subject from evidence_item where entry >= ? and kind = 1 order by entry, ordinal limit 1").With(entry);
            return row.Step() ? row.Int64(0) : (long?)null;
        },
        cancellationToken);

    public Task<(IReadOnlyList<EvidenceSeen> Items, long? Next)> ItemsAsync(string node, long entry, CancellationToken cancellationToken) =>
        readers.AskAsync<(IReadOnlyList<EvidenceSeen>, long?)>(
            db =>
            {
                List<EvidenceSeen> items = [];
                using var rows = db.Prepare("select entry, ordinal, kind, subject, number from evidence_item where entry >= ? order by entry, ordinal").With(entry);
                while (rows.Step())
                {
                    // Whole entries: the next page begins with one.
                    if (items.Count >= Page && rows.Int64(0) != items[^1].Place.Entry)
                    {
                        return (items, rows.Int64(0));
                    }

                    items.Add(new EvidenceSeen(
                        new EvidencePlace(node, rows.Int64(0), rows.Int32(1)), new EvidenceAbout((EvidenceKind)rows.Int32(2), rows.Int64(3), rows.Int64(4))));
                }

                return (items, null);
            },
            cancellationToken);
}
