using System.Data;
using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Security;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Reading;

/// <summary>The questions of intake, partners, console and scheduler to the shared ledger.</summary>
internal sealed class PostgresReader(Database database, DataKeys keys, Clock clock)
{
    public Task<DossierHead?> FindAsync(IReadOnlyList<IdentifierClaim> identifiers, string? number, string partner, CancellationToken cancellationToken) =>
        database.AskAsync(
            async (db, token) =>
            {
                var found = await Ask.AllAsync(DossierQuestions.FindCommand(db, identifiers, number, partner), DossierQuestions.ReadHead, token);
                return found.Count == 1 ? found[0] : null;
            },
            cancellationToken);

    public Task<IReadOnlyList<DossierLine>> SearchAsync(string value, CancellationToken cancellationToken) =>
        ListAsync(db => Ask.Command(db, DossierQuestions.Search, Ask.Of(IdentifierColumns.Normalise(value))), DossierQuestions.ReadLine, cancellationToken);

    public async Task<long?> ResolveAsync(string value, IdentifierScheme? scheme, OrganisationCode? issuer, CancellationToken cancellationToken)
    {
        var found = await ListAsync(
            db => Ask.Command(db, DossierQuestions.Resolve, Ask.Of(IdentifierColumns.Normalise(value)), Ask.Of((int?)scheme), Ask.OfText(issuer?.Value)),
            r => r.Int64(0),
            cancellationToken);
        return found.Count == 1 ? found[0] : null;
    }

    public Task<DossierView?> DossierAsync(long key, CancellationToken cancellationToken) =>
        SnapshotAsync((db, token) => DossierBatch.DossierAsync(db, key, keys, token), cancellationToken);

    public Task<PacketView?> PacketAsync(string id, CancellationToken cancellationToken) =>
        Ids.TryParse(id, out var bytes)
            ? SnapshotAsync((db, token) => DossierBatch.PacketAsync(db, bytes, keys, token), cancellationToken)
            : Task.FromResult<PacketView?>(null);

    public Task<IReadOnlyList<DossierLine>> NewestAsync(int skip, int take, CancellationToken cancellationToken) =>
        ListAsync(
            db => Ask.Command(db, DossierQuestions.Newest, Ask.Of((long)Math.Clamp(take, 0, 500)), Ask.Of((long)Math.Max(skip, 0))),
            DossierQuestions.ReadLine,
            cancellationToken);

    public async Task<IReadOnlyList<DestinationBacklog>> BacklogAsync(CancellationToken cancellationToken) =>
        DueQuestions.ReadBacklog(await ListAsync(db => Ask.Command(db, DueQuestions.Backlog, clock.Parameter()), DueQuestions.ReadLine, cancellationToken));

    public Task<IReadOnlyList<ReadyDelivery>> DueAsync(string destination, int limit, CancellationToken cancellationToken) =>
        ListAsync(db => Ask.Command(db, DueQuestions.Due, Ask.Of(destination), clock.Parameter(), Ask.Of((long)limit)), DueColumns.Ready, cancellationToken);

    public Task<IReadOnlyList<ReadyDelivery>> NewestDueAsync(string destination, int limit, CancellationToken cancellationToken) =>
        ListAsync(db => Ask.Command(db, DueQuestions.NewestDue, Ask.Of(destination), clock.Parameter(), Ask.Of((long)limit)), DueColumns.Ready, cancellationToken);

    public Task<IReadOnlyList<ExpiredLease>> ExpiredAsync(int limit, CancellationToken cancellationToken) =>
        ListAsync(db => Ask.Command(db, DueQuestions.Expired, clock.Parameter(), Ask.Of((long)limit)), DueColumns.Expired, cancellationToken);

    public Task<IReadOnlyList<ReadyDelivery>> GatesToPassAsync(int limit, CancellationToken cancellationToken) =>
        ListAsync(db => Ask.Command(db, DueQuestions.GatesToPass, clock.Parameter(), Ask.Of((long)limit)), DueColumns.Ready, cancellationToken);

    public Task<IReadOnlyList<string>> DestinationsAsync(CancellationToken cancellationToken) =>
        ListAsync(db => Ask.Command(db, DueQuestions.Destinations), r => r.Text(0), cancellationToken);

    public Task<IReadOnlyList<DestinationControl>> ControlsAsync(CancellationToken cancellationToken) =>
        ListAsync(db => Ask.Command(db, DueQuestions.Controls), ControlColumns.Read, cancellationToken);

    public Task<HandedDelivery?> DeliveryAsync(string id, CancellationToken cancellationToken) =>
        Ids.TryParse(id, out var bytes)
            ? SnapshotAsync((db, token) => InboxQuestions.DeliveryAsync(db, bytes, token), cancellationToken)
            : Task.FromResult<HandedDelivery?>(null);

    public Task<IReadOnlyList<WaitingDelivery>> WaitingAsync(string destination, int limit, CancellationToken cancellationToken) =>
        ListAsync(db => Ask.Command(db, InboxQuestions.Waiting, Ask.Of(destination), clock.Parameter(), Ask.Of((long)limit)), WaitingColumns.Read, cancellationToken);

    public async Task<int> CountWaitingAsync(string destination, int most, CancellationToken cancellationToken) =>
        (await ListAsync(db => Ask.Command(db, InboxQuestions.Count, Ask.Of(destination), clock.Parameter(), Ask.Of((long)most)), r => (int)r.Int64(0), cancellationToken))[0];

    public Task<PacketBody?> BodyAsync(string id, CancellationToken cancellationToken) =>
        Ids.TryParse(id, out var bytes)
            ? SnapshotAsync((db, token) => PacketContents.BodyAsync(db, bytes, keys, token), cancellationToken)
            : Task.FromResult<PacketBody?>(null);

    public Task<IReadOnlyList<PacketBody>> StatusesAsync(string documentId, int limit, CancellationToken cancellationToken) =>
        SnapshotAsync((db, token) => PacketContents.StatusesAsync(db, documentId, limit, keys, token), cancellationToken);

    private Task<IReadOnlyList<T>> ListAsync<T>(Func<NpgsqlConnection, NpgsqlCommand> question, Func<Row, T> read, CancellationToken cancellationToken) =>
        database.AskAsync<IReadOnlyList<T>>(async (db, token) => await Ask.AllAsync(question(db), read, token), cancellationToken);

    /// <summary>A question of several parts, which must not see a commit between them.</summary>
    private Task<T> SnapshotAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> question, CancellationToken cancellationToken) =>
        database.AskAsync(
            async (db, token) =>
            {
                await using var snapshot = await db.BeginTransactionAsync(IsolationLevel.RepeatableRead, token);
                var answer = await question(db, token);
                await snapshot.CommitAsync(token);
                return answer;
            },
            cancellationToken);
}
