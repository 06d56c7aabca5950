using Interop.Hub.Ledger.Tests.Conformance;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>The shared ledger under every case that the embedded one is under.</summary>
[TestFixture]
internal sealed class PostgresLedgerTests : LedgerConformance
{
    protected override async Task<ILedgerHarness> OpenAsync() => await PostgresHarness.OpenAsync();
}
