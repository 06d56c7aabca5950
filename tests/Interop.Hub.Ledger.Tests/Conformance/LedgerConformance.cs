namespace Interop.Hub.Ledger.Tests.Conformance;

/// <summary>What every ledger store must do: guarantees 1, 3, 4, 7 and 8 as far as a store can break them.</summary>
internal abstract partial class LedgerConformance : LedgerVerbs;
