using Interop.Hub.Core.Security;
using Interop.Hub.Ledger.Documents;

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <summary>A ledger under test, and what it says of files.</summary>
internal sealed record DocumentLedger(ILedgerHarness Harness, IDocumentIndex Index, IUploadIndex Uploads, IKeyRing Keys);
