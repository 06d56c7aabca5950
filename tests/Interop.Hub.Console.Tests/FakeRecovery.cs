using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Recovery;

namespace Interop.Hub.Console.Tests;

/// <summary>A hub that is held, or not, as a test says.</summary>
internal sealed class FakeRecovery : IHubRecovery
{
    public RecoveryView Current { get; set; } = RecoveryView.None;

    /// <summary>What a release is answered.</summary>
    public ReleaseVerdict Verdict { get; set; } = ReleaseVerdict.Released;

    /// <summary>The releases that came.</summary>
    public List<HoldRelease> Releases { get; } = [];

    public bool IsHeld => Current.IsHeld;

    public (IReadOnlyList<string> Told, IReadOnlyList<string> Untold) Senders => (["MCDT"], ["HOTICH"]);

    public bool MayHaveBeenHere(DateTimeOffset madeAt) => false;

    public Task RefreshAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task HoldAsync(HoldSign sign, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ReleaseVerdict> ReleaseAsync(HoldRelease release, CancellationToken cancellationToken)
    {
        Releases.Add(release);
        return Task.FromResult(Verdict);
    }
}
