using Interop.Hub.Ledger.Tests.Conformance;

namespace Interop.Hub.Ledger.Tests.Sqlite;

/// <summary>Tests of what only the embedded ledger has.</summary>
internal abstract class LedgerJourney : LedgerVerbs
{
    protected SqliteHarness Store { get; private set; } = null!;

    protected virtual SqliteLedgerOptions With(SqliteLedgerOptions options) => options;

    protected override Task<ILedgerHarness> OpenAsync()
    {
        Store = new SqliteHarness(With);
        return Task.FromResult<ILedgerHarness>(Store);
    }
}
