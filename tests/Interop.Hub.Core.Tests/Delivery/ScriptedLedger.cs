using System.Collections.Concurrent;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Tests.Delivery;

/// <summary>Gives what a test put in, and keeps what it is given.</summary>
internal sealed class ScriptedLedger : ILedger, IDueDeliveries
{
    public ConcurrentDictionary<string, Claim> Claims { get; } = new();

    public List<ReadyDelivery> Due { get; } = [];

    public List<ExpiredLease> Expired { get; } = [];

    public ConcurrentQueue<AttemptRecord> Records { get; } = new();

    public ConcurrentQueue<DoorAct> DoorActs { get; } = new();

    public ConcurrentQueue<OperatorAct> Acts { get; } = new();

    public DestinationControl? Saved { get; private set; }

    public bool IsGone { get; set; }

    public ConcurrentQueue<AcceptPacket> Accepted { get; } = new();

    public List<DeliveryNews> Silent { get; } = [];

    public List<DeliveryNews> News { get; } = [];

    /// <summary>What becomes of notices.</summary>
    public AcceptResult OnAccept { get; set; } = new AcceptResult.UnknownDossier();

    /// <summary>What happens when a delivery is claimed.</summary>
    public Action<ClaimRequest>? OnClaim { get; set; }

    /// <summary>True: what is marked fails, as when a node dies before it.</summary>
    public bool MarksFail { get; set; }

    public Task<AcceptResult> AcceptAsync(AcceptPacket packet, CancellationToken cancellationToken)
    {
        Accepted.Enqueue(packet);
        return Task.FromResult(OnAccept);
    }

    public Task<Claim?> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        OnClaim?.Invoke(request);
        return Task.FromResult(Claims.GetValueOrDefault(request.DeliveryId));
    }

    public Task<AttemptResult> RecordAsync(AttemptRecord record, CancellationToken cancellationToken)
    {
        if (IsGone)
        {
            return Task.FromException<AttemptResult>(new LedgerUnavailableException("gone"));
        }

        Records.Enqueue(record);
        Expired.RemoveAll(e => e.DeliveryId == record.DeliveryId);
        return Task.FromResult(new AttemptResult(true, []));
    }

    public Task NoteAsync(DoorAct act, CancellationToken cancellationToken)
    {
        if (IsGone)
        {
            return Task.FromException(new LedgerUnavailableException("gone"));
        }

        DoorActs.Enqueue(act);
        return Task.CompletedTask;
    }

    public Task<ActResult> ActAsync(OperatorAct act, CancellationToken cancellationToken)
    {
        if (IsGone)
        {
            return Task.FromException<ActResult>(new LedgerUnavailableException("gone"));
        }

        Acts.Enqueue(act);
        return Task.FromResult<ActResult>(new ActResult.Done([]));
    }

    public Task<DestinationControl> SaveControlAsync(DestinationControl control, CancellationToken cancellationToken)
    {
        if (IsGone)
        {
            return Task.FromException<DestinationControl>(new LedgerUnavailableException("gone"));
        }

        Saved = control with { Version = control.Version + 1 };
        return Task.FromResult(Saved);
    }

    public Task SilenceToldAsync(IReadOnlyList<DeliveryNews> silent, CancellationToken cancellationToken) => MarkAsync(Silent, silent);

    public Task<IReadOnlyList<ReadyDelivery>> TellAsync(DeliveryNews news, IReadOnlyList<AcceptPacket> notices, CancellationToken cancellationToken)
    {
        foreach (var notice in notices)
        {
            Accepted.Enqueue(notice);
        }

        News.Remove(news);
        return Task.FromResult<IReadOnlyList<ReadyDelivery>>([.. notices.SelectMany(notice => notice.Deliveries).Select(d => new ReadyDelivery(d.Id, d.Destination))]);
    }

    public Task<IReadOnlyList<ReadyDelivery>> DueAsync(string destination, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ReadyDelivery>>([.. Due.Where(d => d.Destination == destination).Take(limit)]);

    public Task<IReadOnlyList<ReadyDelivery>> NewestDueAsync(string destination, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ExpiredLease>> ExpiredAsync(int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ExpiredLease>>([.. Expired.Take(limit)]);

    public Task<IReadOnlyList<ReadyDelivery>> GatesToPassAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> DestinationsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. Due.Select(d => d.Destination).Distinct()]);

    public Task<IReadOnlyList<DestinationControl>> ControlsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DestinationControl>>([]);

    public Task<IReadOnlyList<DeliveryNews>> SilentAsync(int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DeliveryNews>>([.. Silent.Take(limit)]);

    public Task<IReadOnlyList<DeliveryNews>> NewsAsync(int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DeliveryNews>>([.. News.Take(limit)]);

    private Task MarkAsync(List<DeliveryNews> news, IReadOnlyList<DeliveryNews> told)
    {
        if (MarksFail)
        {
            return Task.FromException(new LedgerUnavailableException("gone"));
        }

        news.RemoveAll(told.Contains);
        return Task.CompletedTask;
    }
}
