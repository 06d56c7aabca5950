using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Recovery;

namespace Interop.Hub.Core.Tests;

/// <summary>A hub that was never restored, unless a test says that it is held.</summary>
internal sealed class NeverHeld : IHubRecovery
{
    public RecoveryView Current => RecoveryView.None;

    public bool IsHeld { get; set; }

    public (IReadOnlyList<string> Told, IReadOnlyList<string> Untold) Senders => ([], []);

    public bool MayHaveBeenHere(DateTimeOffset madeAt) => false;

    public Task RefreshAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task HoldAsync(HoldSign sign, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ReleaseVerdict> ReleaseAsync(HoldRelease release, CancellationToken cancellationToken) => throw new NotSupportedException();
}
