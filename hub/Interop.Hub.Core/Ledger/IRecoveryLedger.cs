namespace Interop.Hub.Core.Ledger;

/// <summary>
/// What the ledger knows of its own restores (guarantee 15): the epochs that persons stated, and what holds the hub. Both
/// are rows, so they hold on every node and survive each of them.
/// </summary>
public interface IRecoveryLedger
{
    /// <summary>The newest epoch, and what holds the hub now.</summary>
    Task<RecoveryView> RecoveryAsync(CancellationToken cancellationToken);

    /// <summary>Holds the hub. A sign that has held it before holds it no second time: a person has judged it.</summary>
    Task HoldAsync(HoldSign sign, CancellationToken cancellationToken);

    /// <summary>Records that the ledger was restored, vouched for by the evidence, and holds the hub.</summary>
    /// <exception cref="LedgerUnavailableException">Nodes run on the ledger.</exception>
    Task StateAsync(RecoveryStatement statement, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the next deliveries into doubt, in the order of their lanes: what may have been sent since the backup becomes
    /// <see cref="Delivery.DeliveryState.Unknown"/>; due now where it is its turn, else when its turn comes. One call, one
    /// commit, in which it is noted how far it came: who dies goes on where he was.
    /// </summary>
    /// <returns>How many were looked at; 0: none is left.</returns>
    Task<int> DoubtAsync(long epoch, int limit, CancellationToken cancellationToken);

    /// <summary>Notes that all of a statement is done: the hub may be released.</summary>
    Task FinishAsync(long epoch, CancellationToken cancellationToken);

    /// <summary>Ends what holds the hub, vouched for by the evidence; or says why not.</summary>
    Task<ReleaseVerdict> ReleaseAsync(HoldRelease release, CancellationToken cancellationToken);

    /// <summary>Notes that the senders have been told of an epoch: after the notices are on disk, so that none is lost between the two.</summary>
    Task SendersToldAsync(long epoch, CancellationToken cancellationToken);

    /// <summary>Which of a partner's own receipts and packets the ledger does not have.</summary>
    Task<MissingReceipts> MissingAsync(string partner, IReadOnlyList<string> receipts, IReadOnlyList<string> packets, CancellationToken cancellationToken);
}

/// <summary>A restore as a person states it.</summary>
/// <param name="Epoch">Its number: one more than the newest that is known.</param>
/// <param name="At">When it was stated.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why; no personal data.</param>
/// <param name="LostFrom">Receipts given before this are all in the ledger.</param>
/// <param name="Chains">What was found of each chain of evidence; text that the ledger keeps as it is.</param>
public sealed record RecoveryStatement(long Epoch, DateTimeOffset At, string By, string Reason, DateTimeOffset LostFrom, string Chains);

/// <summary>What gave a restore away.</summary>
/// <param name="Sign">Names it: the same sign has the same name, at any start on any node.</param>
/// <param name="Detail">In words for an operator.</param>
public sealed record HoldSign(string Sign, string Detail);

/// <summary>What holds the hub.</summary>
/// <param name="Sign">What gave it away.</param>
/// <param name="Epoch">The epoch, when a person stated it.</param>
/// <param name="Since">Since when.</param>
/// <param name="Detail">In words.</param>
public sealed record HoldView(string Sign, long? Epoch, DateTimeOffset Since, string Detail);

/// <summary>A stated restore.</summary>
/// <param name="Statement">What was stated.</param>
/// <param name="Doubted">How many deliveries were taken into doubt.</param>
/// <param name="Finished">False: the command that states it was cut short, and is to be run again.</param>
/// <param name="ReleasedAt">When the hub was released; null: not yet.</param>
/// <param name="ReleasedBy">By whom.</param>
/// <param name="SendersTold">True when the senders have been told.</param>
public sealed record RecoveryEpoch(RecoveryStatement Statement, long Doubted, bool Finished, DateTimeOffset? ReleasedAt, string? ReleasedBy, bool SendersTold);

/// <summary>The newest epoch, and what holds the hub.</summary>
/// <param name="Epoch">Null: the ledger was never restored.</param>
/// <param name="Holds">Empty: it is not held.</param>
public sealed record RecoveryView(RecoveryEpoch? Epoch, IReadOnlyList<HoldView> Holds)
{
    /// <summary>Neither restored nor held.</summary>
    public static RecoveryView None { get; } = new(null, []);

    /// <summary>True while nothing is taken and nothing is sent.</summary>
    public bool IsHeld => Holds.Count > 0;
}

/// <summary>An operator's word that the hub may go on.</summary>
/// <param name="By">Who.</param>
/// <param name="Reason">Why; no personal data.</param>
/// <param name="At">When.</param>
/// <param name="Unstated">True when nothing was restored, or a restore shall stay unstated: what is open is then sent without being asked for.</param>
public sealed record HoldRelease(string By, string Reason, DateTimeOffset At, bool Unstated);

/// <summary>What became of a release.</summary>
public enum ReleaseVerdict
{
    /// <summary>The hub goes on.</summary>
    Released = 1,

    /// <summary>Nothing holds it.</summary>
    NotHeld = 2,

    /// <summary>The statement was cut short: the command must be run again first.</summary>
    Unfinished = 3,

    /// <summary>Nobody stated a restore, and the release does not say that there was none.</summary>
    Unstated = 4,
}

/// <summary>What the ledger does not have of what a partner asked about.</summary>
/// <param name="Receipts">Receipt ids.</param>
/// <param name="Packets">The partner's packet ids.</param>
public sealed record MissingReceipts(IReadOnlyList<string> Receipts, IReadOnlyList<string> Packets);
