using System.Security.Cryptography;
using Interop.Hub.Ledger.Postgres;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Tests.Conformance;
using Microsoft.Extensions.Logging.Abstractions;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>A database that answers before it has synced would make of every receipt a promise that is not kept: it is not served from.</summary>
[TestFixture]
internal sealed class DurableDatabaseTests
{
    [TestCase("off", false)]
    [TestCase("local", true)]
    [TestCase("on", true)]
    public async Task A_ledger_is_opened_where_a_commit_is_on_disk_and_nowhere_else(string synchronous, bool opens)
    {
        var connection = await LedgerServer.DatabaseAsync();
        try
        {
            await LedgerServer.ExecuteAsync(connection, $"do $$ begin execute format('alter database %I set synchronous_commit = {synchronous}', current_database()); end $$");
            Assert.That(OpenAsync, opens ? Throws.Nothing : Throws.TypeOf<LedgerSchemaException>().With.Message.Contains("synchronous_commit"));
        }
        finally
        {
            await LedgerServer.DropAsync(connection);
        }

        async Task OpenAsync()
        {
            var options = new PostgresLedgerOptions { ConnectionString = connection, Node = "a", Clock = new ManualClock() };
            var keys = FileKeyRing.FromValue(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            await using var ledger = await PostgresLedger.OpenAsync(options, keys, TimeProvider.System, NullLogger<PostgresLedger>.Instance, CancellationToken.None);
        }
    }
}
