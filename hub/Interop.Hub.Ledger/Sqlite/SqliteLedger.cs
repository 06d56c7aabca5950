using System.Security.Cryptography;
using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Security;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Sqlite.Reading;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Sqlite.Tables;
using Interop.Hub.Ledger.Sqlite.Writing;
using Interop.Hub.Ledger.Storage;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Ledger.Sqlite;

/// <summary>The embedded ledger: one file, one writer with group commit, readers that never wait for it.</summary>
public sealed partial class SqliteLedger : ILedger, IDueDeliveries, ILedgerReader, IClusterLedger, IReplayLedger, IRecoveryLedger, IAsyncDisposable
{
    private readonly DataKeys _keys;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly bool _alone;
    private int _closed;

    private SqliteLedger(SqliteLedgerOptions options, Session first, IKeyRing ring, TimeProvider time, ILogger logger)
    {
        _keys = new DataKeys(ring, options.CachedKeys);
        _time = time;
        _logger = logger;
        _alone = options.Alone;
        Readers = new ReaderPool(options.Path, options);
        Writer = new GroupCommit(options, first, () => Session.OpenWriter(options.Path, options), _keys, time, logger);
    }

    /// <summary>The writer.</summary>
    internal GroupCommit Writer { get; }

    /// <summary>The readers.</summary>
    internal ReaderPool Readers { get; }

    /// <summary>Opens the ledger, making it when it is new, and brings its tables up to this program.</summary>
    /// <exception cref="LedgerSchemaException">The database does not fit the program.</exception>
    /// <exception cref="LedgerUnavailableException">The file cannot be opened or written.</exception>
    /// <exception cref="KeyRingException">The ledger was written under other master keys.</exception>
    public static SqliteLedger Open(SqliteLedgerOptions options, IKeyRing ring, TimeProvider time, ILogger<SqliteLedger> logger)
    {
        Session? first = null;
        try
        {
            first = Session.OpenWriter(options.Path, options);
            SqliteScripts.Apply(first, Scripts.Embedded(SqliteScripts.Store), time);
            KeyCheck.Run(first, ring);
            var ledger = new SqliteLedger(options, first, ring, time, logger);
            LedgerLog.Opened(logger, options.Path);
            return ledger;
        }
        catch (Exception e) when (StorageException.AsOutage(e) is not null)
        {
            first?.Dispose();
            throw StorageException.AsOutage(e)!;
        }
        catch
        {
            first?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<AcceptResult> AcceptAsync(AcceptPacket packet, CancellationToken cancellationToken) =>
        Writer.RunAsync(scope => Acceptance.Run(scope, packet), packet.Body.Length, sheddable: true, cancellationToken);

    /// <inheritdoc/>
    public async Task<Claim?> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        var held = await Writer.RunAsync(scope => Claiming.Run(scope, request), 0, sheddable: false, cancellationToken);
        if (held is not { Locked: null })
        {
            if (held is { Locked: { } locked })
            {
                LedgerLog.Locked(_logger, request.DeliveryId, locked);
            }

            return null;
        }

        try
        {
            return Claiming.Open(held);
        }
        catch (CryptographicException e)
        {
            LedgerLog.BodyDamaged(_logger, request.DeliveryId, e);
            return Claiming.Damaged(held);
        }
    }

    /// <inheritdoc/>
    public Task<AttemptResult> RecordAsync(AttemptRecord record, CancellationToken cancellationToken) =>
        Writer.RunAsync(scope => Recording.Run(scope, record), 0, sheddable: false, cancellationToken);

    /// <inheritdoc/>
    public Task<ActResult> ActAsync(OperatorAct act, CancellationToken cancellationToken) =>
        Writer.RunAsync(scope => Acting.Run(scope, act), 0, sheddable: false, cancellationToken);

    /// <inheritdoc/>
    public Task NoteAsync(DoorAct act, CancellationToken cancellationToken) => Writer.RunAsync(scope => DoorActs.Run(scope, act), 0, sheddable: false, cancellationToken);

    /// <inheritdoc/>
    public Task<DestinationControl> SaveControlAsync(DestinationControl control, CancellationToken cancellationToken) =>
        Writer.RunAsync(scope => Controls.Save(scope.Db, control), 0, sheddable: false, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadyDelivery>> DueAsync(string destination, int limit, CancellationToken cancellationToken) =>
        Readers.AskAsync(db => DueQuestions.DueOf(db, destination, _time.GetUtcNow(), limit), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadyDelivery>> NewestDueAsync(string destination, int limit, CancellationToken cancellationToken) =>
        Readers.AskAsync(db => DueQuestions.NewestDueOf(db, destination, _time.GetUtcNow(), limit), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ExpiredLease>> ExpiredAsync(int limit, CancellationToken cancellationToken) =>
        Readers.AskAsync(db => DueQuestions.ExpiredAt(db, _time.GetUtcNow(), limit), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadyDelivery>> GatesToPassAsync(int limit, CancellationToken cancellationToken) =>
        Readers.AskAsync(db => DueQuestions.GatesOf(db, _time.GetUtcNow(), limit), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> DestinationsAsync(CancellationToken cancellationToken) =>
        Readers.AskAsync(DueQuestions.DestinationsOf, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DestinationControl>> ControlsAsync(CancellationToken cancellationToken) =>
        Readers.AskAsync(Controls.All, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeliveryNews>> SilentAsync(int limit, CancellationToken cancellationToken) =>
        Readers.AskAsync(db => DueQuestions.SilentAt(db, _time.GetUtcNow(), limit), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeliveryNews>> NewsAsync(int limit, CancellationToken cancellationToken) =>
        Readers.AskAsync(db => DueQuestions.UntoldAt(db, _time.GetUtcNow(), limit), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadyDelivery>> TellAsync(DeliveryNews news, IReadOnlyList<AcceptPacket> notices, CancellationToken cancellationToken) =>
        Writer.RunAsync(scope => Telling.Run(scope, news, notices), 0, sheddable: false, cancellationToken);

    /// <inheritdoc/>
    public Task SilenceToldAsync(IReadOnlyList<DeliveryNews> silent, CancellationToken cancellationToken) => Writer.RunAsync(
        scope =>
        {
            foreach (var delivery in silent)
            {
                scope.Db.Prepare("update delivery set silent_at = ? where key = ? and silent_at is null").With(scope.Now).With(delivery.Key).Run();
            }

            return true;
        },
        0,
        sheddable: false,
        cancellationToken);

    /// <inheritdoc/>
    public Task<DossierHead?> FindAsync(IReadOnlyList<IdentifierClaim> identifiers, string? number, string partner, CancellationToken cancellationToken) =>
        Readers.AskAsync(db => DossierQuestions.Head(db, identifiers, number, partner), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DossierLine>> SearchAsync(string value, CancellationToken cancellationToken) =>
        Readers.AskAsync(db => DossierQuestions.Find(db, value), cancellationToken);

    /// <inheritdoc/>
    public Task<long?> ResolveAsync(string value, IdentifierScheme? scheme, OrganisationCode? issuer, CancellationToken cancellationToken) =>
        Readers.AskAsync(db => DossierQuestions.Resolve(db, value, scheme, issuer), cancellationToken);

    /// <inheritdoc/>
    public Task<DossierView?> DossierAsync(long key, CancellationToken cancellationToken) =>
        Readers.AskAsync(db => Views.Dossier(db, key, _keys), cancellationToken);

    /// <inheritdoc/>
    public Task<PacketView?> PacketAsync(string id, CancellationToken cancellationToken) =>
        Ids.TryParse(id, out var bytes)
            ? Readers.AskAsync(db => Views.Packet(db, bytes, _keys), cancellationToken)
            : Task.FromResult<PacketView?>(null);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DossierLine>> NewestAsync(int skip, int take, CancellationToken cancellationToken) =>
        Readers.AskAsync(db => DossierQuestions.List(db, skip, take), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DestinationBacklog>> BacklogAsync(CancellationToken cancellationToken) =>
        Readers.AskAsync(db => DueQuestions.Backlog(db, _time.GetUtcNow()), cancellationToken);

    /// <summary>An embedded ledger has one node, and its clock is the ledger's.</summary>
    public Task<ClusterView> BeatAsync(NodeBeat beat, CancellationToken cancellationToken) =>
        Task.FromResult(new ClusterView([new NodeLine(beat.Node, beat.Instance, beat.Configuration, beat.Program, _time.GetUtcNow(), TimeSpan.Zero)]));

    /// <summary>Nobody else is there to be told.</summary>
    public Task LeaveAsync(string node, string instance, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IReadOnlyList<FailureGroup>> FailuresAsync(CancellationToken cancellationToken) => Readers.AskAsync(Replays.Failures, cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountAsync(ReplayFilter filter, DateTimeOffset since, CancellationToken cancellationToken) =>
        Readers.AskAsync(db => Replays.Count(db, filter, since), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StuckDelivery>> StuckAsync(ReplayFilter filter, DateTimeOffset since, long after, int limit, CancellationToken cancellationToken) =>
        Readers.AskAsync(db => Replays.Page(db, filter, since, after, limit), cancellationToken);

    /// <inheritdoc/>
    public Task<ReplayOrder> OrderAsync(ReplayOrder order, CancellationToken cancellationToken) =>
        Writer.RunAsync(scope => Replays.Order(scope.Db, order), 0, sheddable: false, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReplayOrder>> OrdersAsync(int limit, CancellationToken cancellationToken) =>
        Readers.AskAsync(db => Replays.Orders(db, limit), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReplayOrder>> RunningAsync(CancellationToken cancellationToken) => Readers.AskAsync(Replays.Running, cancellationToken);

    /// <inheritdoc/>
    public Task<ReplayOrder?> SaveAsync(ReplayOrder order, CancellationToken cancellationToken) =>
        Writer.RunAsync(scope => Replays.Save(scope.Db, order), 0, sheddable: false, cancellationToken);

    /// <summary>Takes no more, finishes what waits, closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        // The container knows it under several names, and disposes each.
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        await Writer.DisposeAsync();
        await Readers.DisposeAsync();
    }
}
