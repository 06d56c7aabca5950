using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Recovery;

/// <summary>
/// After a restore was stated and the hub released, tells each sender once which receipts to compare. The notices are
/// recorded first and that they are is marked after: who dies between the two leaves it to the next, whose notices are
/// recognised by their ids.
/// </summary>
internal sealed class SenderTelling(
    IHubRecovery recovery, IRecoveryLedger restores, ILedger ledger, Notices notices, HandOver handOver, Membership membership, ILogger<SenderTelling> log)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!membership.IsFirst || recovery.Current.Epoch is not { ReleasedAt: not null, SendersTold: false } epoch)
        {
            return;
        }

        var (told, untold) = recovery.Senders;
        foreach (var partner in told)
        {
            if (await ledger.AcceptAsync(notices.ForRestore(epoch.Statement, partner), cancellationToken) is AcceptResult.Recorded recorded)
            {
                handOver.Offer(recorded.Ready);
            }
        }

        await restores.SendersToldAsync(epoch.Statement.Epoch, cancellationToken);
        await recovery.RefreshAsync(cancellationToken);
        RecoveryLog.SendersTold(log, told.Count, epoch.Statement.Epoch);
        if (untold.Count > 0)
        {
            RecoveryLog.SendersUntold(log, string.Join(' ', untold), epoch.Statement.Epoch);
        }
    }
}
