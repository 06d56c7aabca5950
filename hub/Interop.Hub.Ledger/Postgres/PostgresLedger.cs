using System.Security.Cryptography;
using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Security;
using Interop.Hub.Ledger.Postgres.Reading;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Postgres.Tables;
using Interop.Hub.Ledger.Postgres.Writing;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres;

/// <summary>The ledger that any number of nodes share: PostgreSQL 15 or later.</summary>
public sealed partial class PostgresLedger : ILedger, IDueDeliveries, ILedgerReader, IClusterLedger, IReplayLedger, IRecoveryLedger, IAsyncDisposable
{
    private readonly PostgresLedgerOptions _options;
    private readonly IKeyRing _ring;
    private readonly DataKeys _keys;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PostgresReader _reader;
    private int _closed;

    private PostgresLedger(PostgresLedgerOptions options, Database database, IKeyRing ring, TimeProvider time, ILogger logger)
    {
        _options = options;
        _ring = ring;
        _keys = new DataKeys(ring, options.CachedKeys);
        _time = time;
        _logger = logger;
        Database = database;
        Clock = new Clock(options.Clock);
        _reader = new PostgresReader(database, _keys, Clock);
        Writer = new PostgresWriter(options, new Transactions(options, database, Clock, _keys, logger), logger);
        Anchoring = new Anchoring(database, Writer, options.Node);
    }

    /// <summary>The connections.</summary>
    internal Database Database { get; }

    /// <summary>The writer.</summary>
    internal PostgresWriter Writer { get; }

    /// <summary>What ties this node's chain to the others'.</summary>
    internal Anchoring Anchoring { get; }

    /// <summary>The ledger's time.</summary>
    internal Clock Clock { get; }

    /// <summary>Opens the ledger, making its tables when they are not there, and brings them up to this program.</summary>
    /// <exception cref="LedgerSchemaException">The database does not fit the program.</exception>
    /// <exception cref="LedgerUnavailableException">The database cannot be reached, or refuses.</exception>
    /// <exception cref="KeyRingException">The ledger was written under other master keys.</exception>
    public static async Task<PostgresLedger> OpenAsync(PostgresLedgerOptions options, IKeyRing ring, TimeProvider time, ILogger<PostgresLedger> logger, CancellationToken cancellationToken)
    {
        var ledger = Over(options, ring, time, logger);
        try
        {
            await ledger.PrepareAsync(cancellationToken);
            return ledger;
        }
        catch
        {
            await ledger.DisposeAsync();
            throw;
        }
    }

    /// <summary>The ledger before its first look at the database, for a host that makes its parts first and starts them then.</summary>
    internal static PostgresLedger Over(PostgresLedgerOptions options, IKeyRing ring, TimeProvider time, ILogger<PostgresLedger> logger) =>
        new(options, new Database(options), ring, time, logger);

    /// <summary>What <see cref="OpenAsync"/> does, once, before anything else is asked.</summary>
    internal async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var db = await Database.OpenReaderAsync(cancellationToken);
            await Durability.CheckAsync(db, cancellationToken);
            await PostgresScripts.ApplyAsync(db, Scripts.Embedded(PostgresScripts.Store), cancellationToken);
            await PostgresKeyCheck.RunAsync(db, _ring, cancellationToken);
            // The next line is the writer's too; here a database without room for its tables stops the start.
            await (await Partitions.LoadAsync(db, _options.PartitionWidth, cancellationToken)).EnsureAsync(db, cancellationToken);
            await Home.CheckAsync(db, _time.GetUtcNow(), cancellationToken);
            PostgresLog.Opened(_logger, db.Database, db.Host ?? string.Empty);
        }
        catch (Exception e) when (Outage.Of(e) is not null)
        {
            throw Outage.Of(e)!;
        }
        catch (PostgresException e)
        {
            // A database that is not there, a user that may not make tables: a person's to mend, in a sentence.
            throw new LedgerSchemaException($"The ledger's database cannot be used ({e.SqlState}): {e.MessageText}. Correct Ledger:ConnectionString, or give its user a database of its own.", e);
        }
    }

    /// <inheritdoc/>
    public Task<AcceptResult> AcceptAsync(AcceptPacket packet, CancellationToken cancellationToken) =>
        Writer.RunAsync(n => n.Packets.Add(packet), scope => Acceptance.Run(scope, packet), packet.Body.Length, sheddable: true, cancellationToken);

    /// <inheritdoc/>
    public async Task<Claim?> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        if (!Ids.TryParse(request.DeliveryId, out var id))
        {
            return null;
        }

        var held = await Writer.RunAsync(
            n => n.Claims[Key.Of(id)] = request.WithDossier,
            scope => scope.Holds(id) ? Claiming.Run(scope, request) : null,
            0,
            sheddable: false,
            cancellationToken);
        if (held is not { Locked: null })
        {
            if (held is { Locked: { } locked })
            {
                PostgresLog.Locked(_logger, request.DeliveryId, locked);
            }

            return null;
        }

        try
        {
            return Claiming.Open(held);
        }
        catch (CryptographicException e)
        {
            PostgresLog.BodyDamaged(_logger, request.DeliveryId, e);
            return Claiming.Damaged(held);
        }
    }

    /// <inheritdoc/>
    public Task<AttemptResult> RecordAsync(AttemptRecord record, CancellationToken cancellationToken) =>
        Writer.RunAsync(n => Touch(n, record), scope => Recording.Run(scope, record), 0, sheddable: false, cancellationToken);

    /// <inheritdoc/>
    public Task<ActResult> ActAsync(OperatorAct act, CancellationToken cancellationToken) =>
        Writer.RunAsync(
            n =>
            {
                n.Acts++;
                if (Ids.TryParse(act.DeliveryId, out var id))
                {
                    n.Targets.TryAdd(Key.Of(id), null);
                }
            },
            scope => Acting.Run(scope, act),
            0,
            sheddable: false,
            cancellationToken);

    /// <inheritdoc/>
    public Task NoteAsync(DoorAct act, CancellationToken cancellationToken) =>
        Writer.RunAsync(n => n.Acts++, scope => DoorActs.Run(scope, act), 0, sheddable: false, cancellationToken);

    /// <summary>See <see cref="ILookUpLedger.NoteAsync"/>.</summary>
    internal Task NoteAsync(LookUpNote note, CancellationToken cancellationToken) =>
        Writer.RunAsync(n => n.Acts++, scope => LookUps.Run(scope, note), 0, sheddable: false, cancellationToken);

    /// <inheritdoc/>
    public Task<DestinationControl> SaveControlAsync(DestinationControl control, CancellationToken cancellationToken) =>
        Database.AskAsync((db, token) => PostgresControls.SaveAsync(db, control, token), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeliveryNews>> SilentAsync(int limit, CancellationToken cancellationToken) =>
        Database.AskAsync((db, token) => News.SilentAsync(db, Clock, limit, token), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeliveryNews>> NewsAsync(int limit, CancellationToken cancellationToken) =>
        Database.AskAsync((db, token) => News.UntoldAsync(db, Clock, limit, token), cancellationToken);

    /// <inheritdoc/>
    public Task SilenceToldAsync(IReadOnlyList<DeliveryNews> silent, CancellationToken cancellationToken) =>
        Database.AskAsync((db, token) => News.SilenceToldAsync(db, Clock, silent, token), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadyDelivery>> TellAsync(DeliveryNews news, IReadOnlyList<AcceptPacket> notices, CancellationToken cancellationToken) =>
        Writer.RunAsync(
            n =>
            {
                n.Targets.TryAdd(Key.Of(Ids.Bytes(news.DeliveryId)), null);
                n.Packets.AddRange(notices);
            },
            scope => Telling.Run(scope, news, notices),
            0,
            sheddable: false,
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadyDelivery>> DueAsync(string destination, int limit, CancellationToken cancellationToken) => _reader.DueAsync(destination, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadyDelivery>> NewestDueAsync(string destination, int limit, CancellationToken cancellationToken) => _reader.NewestDueAsync(destination, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ExpiredLease>> ExpiredAsync(int limit, CancellationToken cancellationToken) => _reader.ExpiredAsync(limit, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadyDelivery>> GatesToPassAsync(int limit, CancellationToken cancellationToken) => _reader.GatesToPassAsync(limit, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> DestinationsAsync(CancellationToken cancellationToken) => _reader.DestinationsAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DestinationControl>> ControlsAsync(CancellationToken cancellationToken) => _reader.ControlsAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<DossierHead?> FindAsync(IReadOnlyList<IdentifierClaim> identifiers, string? number, string partner, CancellationToken cancellationToken) =>
        _reader.FindAsync(identifiers, number, partner, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DossierLine>> SearchAsync(string value, CancellationToken cancellationToken) => _reader.SearchAsync(value, cancellationToken);

    /// <inheritdoc/>
    public Task<long?> ResolveAsync(string value, IdentifierScheme? scheme, OrganisationCode? issuer, CancellationToken cancellationToken) =>
        _reader.ResolveAsync(value, scheme, issuer, cancellationToken);

    /// <inheritdoc/>
    public Task<DossierView?> DossierAsync(long key, CancellationToken cancellationToken) => _reader.DossierAsync(key, cancellationToken);

    /// <inheritdoc/>
    public Task<PacketView?> PacketAsync(string id, CancellationToken cancellationToken) => _reader.PacketAsync(id, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DossierLine>> NewestAsync(int skip, int take, CancellationToken cancellationToken) => _reader.NewestAsync(skip, take, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DestinationBacklog>> BacklogAsync(CancellationToken cancellationToken) => _reader.BacklogAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<ClusterView> BeatAsync(NodeBeat beat, CancellationToken cancellationToken) =>
        Database.AskAsync((db, token) => Nodes.BeatAsync(db, Clock, beat, token), cancellationToken);

    /// <inheritdoc/>
    public Task LeaveAsync(string node, string instance, CancellationToken cancellationToken) =>
        Database.AskAsync((db, token) => Nodes.LeaveAsync(db, node, instance, token), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FailureGroup>> FailuresAsync(CancellationToken cancellationToken) => Database.AskAsync(PostgresReplays.FailuresAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountAsync(ReplayFilter filter, DateTimeOffset since, CancellationToken cancellationToken) =>
        Database.AskAsync((db, token) => PostgresReplays.CountAsync(db, filter, since, token), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StuckDelivery>> StuckAsync(ReplayFilter filter, DateTimeOffset since, long after, int limit, CancellationToken cancellationToken) =>
        Database.AskAsync((db, token) => PostgresReplays.PageAsync(db, filter, since, after, limit, token), cancellationToken);

    /// <inheritdoc/>
    public Task<ReplayOrder> OrderAsync(ReplayOrder order, CancellationToken cancellationToken) =>
        Database.AskAsync((db, token) => PostgresReplays.OrderAsync(db, order, token), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReplayOrder>> OrdersAsync(int limit, CancellationToken cancellationToken) =>
        Database.AskAsync((db, token) => PostgresReplays.OrdersAsync(db, limit, token), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReplayOrder>> RunningAsync(CancellationToken cancellationToken) => Database.AskAsync(PostgresReplays.RunningAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<ReplayOrder?> SaveAsync(ReplayOrder order, CancellationToken cancellationToken) =>
        Database.AskAsync((db, token) => PostgresReplays.SaveAsync(db, order, token), cancellationToken);

    /// <summary>Takes no more, finishes what waits, closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        // The container knows it under several names, and disposes each.
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        await Writer.DisposeAsync();
        await Database.DisposeAsync();
    }

    private static void Touch(Needs needs, AttemptRecord record)
    {
        needs.Targets[Key.Of(Ids.Bytes(record.DeliveryId))] = record.Next.State == DeliveryState.Delivered ? record.StartedAt : null;
        needs.Packets.AddRange(record.Notices);
        needs.Codes.AddRange(record.Identifiers);
    }
}
