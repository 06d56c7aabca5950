using Interop.Hub.Ledger.Writing;

namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>A command, and what it will read.</summary>
internal sealed record PostgresCommand(WriteCommand<PostgresScope> Command, Action<Needs> Touch);
