using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <summary>One store under the conformance suite.</summary>
internal interface ILedgerHarness : IAsyncDisposable
{
    ManualClock Clock { get; }

    ILedger Ledger { get; }

    IDueDeliveries Due { get; }

    ILedgerReader Reader { get; }

    IReplayLedger Replays { get; }

    IRecoveryLedger Restores { get; }

    /// <summary>Registers a file as uploaded, without the file.</summary>
    Task UploadedAsync(string owner, byte[] digest);

    /// <summary>Lets the process go without closing anything, as a kill would, and opens what is on disk.</summary>
    Task CrashAsync();
}
