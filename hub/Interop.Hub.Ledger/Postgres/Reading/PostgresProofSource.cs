using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Evidence.Proofs;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Postgres.Writing;
using Interop.Hub.Ledger.Reading;

namespace Interop.Hub.Ledger.Postgres.Reading;

/// <summary>The shared ledger, as the making of a proof reads it.</summary>
internal sealed class PostgresProofSource(Database database) : IProofSource
{
    private const string Headers = "select entry, at, cardinality(kinds), root, previous, digest from evidence where node = $1 and entry > $2 and entry <= $3 order by entry";

    private readonly PostgresEvidenceChains _chains = new(database);

    public Task<IReadOnlyList<(string Node, long Last)>> ChainsAsync(CancellationToken cancellationToken) => _chains.ChainsAsync(cancellationToken);

    public Task<long?> FirstAcceptanceAsync(string node, long entry, CancellationToken cancellationToken) => _chains.FirstAcceptanceAsync(node, entry, cancellationToken);

    public Task<(IReadOnlyList<EvidenceSeen> Items, long? Next)> ItemsAsync(string node, long entry, CancellationToken cancellationToken) => _chains.ItemsAsync(node, entry, cancellationToken);

    public Task<IReadOnlyList<long>> DossiersAsync(string number, CancellationToken cancellationToken) => database.AskAsync<IReadOnlyList<long>>(
        async (db, token) => await Ask.AllAsync(Ask.Command(db, "select distinct dossier from dossier_identifier where value = $1 order by dossier", Ask.Of(IdentifierColumns.Normalise(number))), r => r.Int64(0), token), cancellationToken);

    public Task<IReadOnlySet<EvidenceAbout>> AboutAsync(long dossier, CancellationToken cancellationToken) => database.AskAsync<IReadOnlySet<EvidenceAbout>>(
        async (db, token) => await RemovalLoading.AboutAsync(db, dossier, token), cancellationToken);

    public Task<IReadOnlyList<EvidenceEntry>> EntriesAsync(string node, long after, long until, IReadOnlySet<long> withItems, CancellationToken cancellationToken) =>
        database.AskAsync<IReadOnlyList<EvidenceEntry>>(
            async (db, token) =>
            {
                var entries = await Ask.AllAsync(
                    Ask.Command(db, Headers, Ask.Of(node), Ask.Of(after), Ask.Of(until)),
                    r => new EvidenceEntry(node, r.Int64(0), r.Time(1), r.Int32(2), r.Blob(3), r.Blob(4), r.Blob(5), []),
                    token);
                for (var i = 0; i < entries.Count; i++)
                {
                    if (withItems.Contains(entries[i].Number))
                    {
                        entries[i] = (await Ask.AllAsync(
                            Ask.Command(db, PostgresEvidenceAudit.Entries, Ask.Of(node), Ask.Of(entries[i].Number - 1), Ask.Of(1L)), row => PostgresEvidenceAudit.Entry(node, row), token))[0];
                    }
                }

                return entries;
            },
            cancellationToken);

    public Task<IReadOnlyList<EvidenceSubject>> SubjectsAsync(IReadOnlyList<EvidenceItem> items, CancellationToken cancellationToken) => database.AskAsync<IReadOnlyList<EvidenceSubject>>(
        async (db, token) =>
        {
            var subjects = await EvidenceSubjects.ReadAsync(db, items, token);
            return [.. items.Select(subjects.Of)];
        },
        cancellationToken);
}
