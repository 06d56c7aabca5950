using Npgsql;
using NpgsqlTypes;

namespace Interop.Hub.Ledger.Postgres.Storage;

/// <summary>
/// The ledger's time. In service it is the database's, inside the statement that needs it: nodes whose clocks differ still
/// agree on when a lease ends. A test gives a clock of its own, which goes along as a parameter.
/// </summary>
internal sealed class Clock(TimeProvider? given)
{
    /// <summary>SQL for now, in ticks. <paramref name="parameter"/> is the number of <see cref="Parameter"/>. The function is stable, so an index can be used with it.</summary>
    public static string Now(int parameter) => $"coalesce(${parameter}, interop_now())";

    /// <summary>The given time; null: the database's.</summary>
    public NpgsqlParameter Parameter() =>
        new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = given is null ? DBNull.Value : given.GetUtcNow().UtcTicks };
}
