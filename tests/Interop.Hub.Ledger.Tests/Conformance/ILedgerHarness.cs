using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Documents;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Evidence.Proofs;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Security.Rewrap;

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <summary>One store under the conformance suite.</summary>
internal interface ILedgerHarness : IAsyncDisposable
{
    ManualClock Clock { get; }

    ILedger Ledger { get; }

    IDueDeliveries Due { get; }

    ILedgerReader Reader { get; }

    IInboxLedger Inbox { get; }

    IAwaitedDossiers Awaited { get; }

    IPacketContents Contents { get; }

    IReplayLedger Replays { get; }

    IRecoveryLedger Restores { get; }

    IRetentionLedger Retention { get; }

    IErasureLedger Erasures { get; }

    IDocumentIndex Documents { get; }

    ISpentNonces Nonces { get; }

    ILookUpLedger LookUps { get; }

    IWrappedKeys Wrapped { get; }

    FileKeyRing Keys { get; }

    /// <summary>Closes the ledger in order and opens it under other master keys.</summary>
    Task WithKeysAsync(FileKeyRing keys);

    /// <summary>A reader and a writer that opened what they show before: another node, where the store has several.</summary>
    Task<(ILedger Ledger, ILedgerReader Reader)> OtherAsync();

    Task<EvidenceReport> VerifyAsync();

    Task<ProofResult> ProveAsync(ProofOrder order);

    /// <summary>Changes rows behind the ledger's back; the same SQL for every store.</summary>
    Task TamperAsync(string sql);

    /// <summary>The first column of the first row, as a number.</summary>
    Task<long> AskAsync(string sql);

    /// <summary>Registers a file as uploaded, without the file.</summary>
    Task UploadedAsync(string owner, byte[] digest);

    /// <summary>Lets the process go without closing anything, as a kill would, and opens what is on disk.</summary>
    Task CrashAsync();
}
