using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Console.Tests;

/// <summary>The two ports of the console over what a test puts in.</summary>
internal sealed class FakeLedger : ILedgerReader, IDueDeliveries
{
    public List<DossierView> Dossiers { get; } = [];

    public List<DestinationControl> Controls { get; } = [];

    public List<DestinationBacklog> Backlog { get; } = [];

    /// <summary>Whether the hub is held.</summary>
    public FakeRecovery Recovery { get; } = new();

    /// <summary>When set, every question fails with it.</summary>
    public Exception? Failure { get; set; }

    public Task<IReadOnlyList<DossierLine>> NewestAsync(int skip, int take, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<DossierLine>>(() => [.. Dossiers.OrderByDescending(d => d.UpdatedAt).Skip(skip).Take(take).Select(Line)]);

    public Task<IReadOnlyList<DossierLine>> SearchAsync(string value, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<DossierLine>>(() =>
            [.. Dossiers.Where(d => d.Identifiers.Any(i => i.Value.Equals(value, StringComparison.OrdinalIgnoreCase))).Take(20).Select(Line)]);

    public Task<DossierView?> DossierAsync(long key, CancellationToken cancellationToken) => Answer(() => Dossiers.Find(d => d.Key == key));

    public Task<IReadOnlyList<DestinationBacklog>> BacklogAsync(CancellationToken cancellationToken) => Answer<IReadOnlyList<DestinationBacklog>>(() => Backlog);

    public Task<IReadOnlyList<DestinationControl>> ControlsAsync(CancellationToken cancellationToken) => Answer<IReadOnlyList<DestinationControl>>(() => Controls);

    public Task<DossierHead?> FindAsync(IReadOnlyList<IdentifierClaim> identifiers, string? number, string partner, CancellationToken cancellationToken) => throw Unasked();

    public Task<long?> ResolveAsync(string value, IdentifierScheme? scheme, OrganisationCode? issuer, CancellationToken cancellationToken) => throw Unasked();

    public Task<PacketView?> PacketAsync(string id, CancellationToken cancellationToken) => throw Unasked();

    public Task<IReadOnlyList<ReadyDelivery>> DueAsync(string destination, int limit, CancellationToken cancellationToken) => throw Unasked();

    public Task<IReadOnlyList<ReadyDelivery>> NewestDueAsync(string destination, int limit, CancellationToken cancellationToken) => throw Unasked();

    public Task<IReadOnlyList<ExpiredLease>> ExpiredAsync(int limit, CancellationToken cancellationToken) => throw Unasked();

    public Task<IReadOnlyList<ReadyDelivery>> GatesToPassAsync(int limit, CancellationToken cancellationToken) => throw Unasked();

    public Task<IReadOnlyList<string>> DestinationsAsync(CancellationToken cancellationToken) => throw Unasked();

    public Task<IReadOnlyList<DeliveryNews>> SilentAsync(int limit, CancellationToken cancellationToken) => throw Unasked();
    public Task<IReadOnlyList<DeliveryNews>> NewsAsync(int limit, CancellationToken cancellationToken) => throw Unasked();

    private static DossierLine Line(DossierView d)
    {
        var deliveries = d.Packets.SelectMany(p => p.Deliveries).ToArray();
        return new DossierLine(d.Key, d.Number, d.Facts.Procedure, d.Facts.Receiving, d.Status, d.CreatedAt, d.UpdatedAt,
            deliveries.Count(x => !Core.Delivery.DeliveryStates.IsPassed(x.State)),
            deliveries.Count(x => x.State is Core.Delivery.DeliveryState.Rejected or Core.Delivery.DeliveryState.Parked or Core.Delivery.DeliveryState.Unknown));
    }

    private Task<T> Answer<T>(Func<T> answer) => Failure is null ? Task.FromResult(answer()) : Task.FromException<T>(Failure);

    private static InvalidOperationException Unasked() => new("The console has no business asking this.");
}
