using Interop.Hub.Ledger.Postgres;
using Interop.Hub.Ledger.Tests.Conformance;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>The shared ledger as document stores see it.</summary>
internal static class SharedLedger
{
    public static async Task<DocumentLedger> OpenAsync()
    {
        var harness = await PostgresHarness.OpenAsync();
        return new DocumentLedger(
            harness, new PostgresDocumentIndex(harness.Store.Database, harness.Store.Clock), new PostgresUploadIndex(harness.Store.Database, harness.Store.Clock), harness.Keys);
    }
}
