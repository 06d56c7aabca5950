using System.Globalization;
using Interop.Hub.Ledger.Postgres.Storage;

namespace Interop.Hub.Ledger.Examination;

/// <summary>What a database says of itself, as far as the ledger's promises rest on it.</summary>
internal sealed record PostgresFacts
{
    public const string Question = """
        select current_setting('server_version_num')::integer, current_setting('server_version'), pg_is_in_recovery(),
               current_schema() is not null and has_schema_privilege(current_user, current_schema(), 'CREATE'),
               current_setting('server_encoding'), current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit'),
               current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer,
               (select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid())::integer,
               coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false),
               coalesce(host(inet_server_addr()) in ('127.0.0.1', '::1'), true),
               (extract(epoch from clock_timestamp()) * 10000000)::bigint + 621355968000000000,
               to_regclass('schema_script') is not null
        """;

    public required int Version { get; init; }

    public required string VersionName { get; init; }

    public required bool IsStandby { get; init; }

    public required bool MayCreate { get; init; }

    public required string Encoding { get; init; }

    public required string Fsync { get; init; }

    public required string FullPageWrites { get; init; }

    public required string SynchronousCommit { get; init; }

    public required int Connections { get; init; }

    public required int Taken { get; init; }

    public required bool IsEncrypted { get; init; }

    public required bool IsLocal { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required bool HasTables { get; init; }

    public static PostgresFacts Read(Row row) => new()
    {
        Version = row.Int32(0),
        VersionName = row.Text(1),
        IsStandby = row.Bool(2),
        MayCreate = row.Bool(3),
        Encoding = row.Text(4),
        Fsync = row.Text(5),
        FullPageWrites = row.Text(6),
        SynchronousCommit = row.Text(7),
        Connections = row.Int32(8),
        Taken = row.Int32(9),
        IsEncrypted = row.Bool(10),
        IsLocal = row.Bool(11),
        Now = row.Time(12),
        HasTables = row.Bool(13),
    };

    /// <summary>What is to be said of them.</summary>
    /// <param name="needed">Connections that one node takes at most.</param>
    /// <param name="skew">The database's clock less this machine's.</param>
    public IEnumerable<LedgerFinding> Judge(int needed, TimeSpan skew)
    {
        yield return Version < 150000 ? Bad($"PostgreSQL {VersionName} is too old: the hub needs 15 or later") : Good($"PostgreSQL {VersionName} answers");
        if (IsStandby)
        {
            yield return Bad("the database is a standby and takes no writes: point ConnectionString at the primary");
        }

        if (!MayCreate && !IsStandby)
        {
            yield return Bad("the user may make no tables: let it own the database, or grant it CREATE on a schema in its search_path");
        }

        if (Encoding != "UTF8")
        {
            yield return Bad($"the database's encoding is {Encoding}: make one with encoding UTF8, or names lose their letters");
        }

        if (Fsync != "on")
        {
            yield return Bad("fsync is off: a power cut destroys the ledger; set it on");
        }

        if (FullPageWrites != "on")
        {
            yield return Doubt("full_page_writes is off: unless the file system never tears a page, a power cut damages the ledger");
        }

        // The hub sets no value of its own: whoever runs the database chooses whether a standby must have it, too.
        if (SynchronousCommit == "off")
        {
            yield return Bad("synchronous_commit is off: a receipt would be given before it is on disk; set it on (or remote_write, remote_apply with a standby)");
        }

        if (Connections - Taken < needed)
        {
            yield return Doubt(string.Create(
                CultureInfo.InvariantCulture, $"of {Connections} connections {Taken} are taken, and a node takes up to {needed}: raise max_connections, or end what else is connected"));
        }

        if (!IsEncrypted && !IsLocal)
        {
            yield return Doubt("the connection is not encrypted and leaves this machine: add SSL Mode=VerifyFull");
        }

        if (skew.Duration() > TimeSpan.FromSeconds(2))
        {
            yield return Doubt(string.Create(
                CultureInfo.InvariantCulture,
                $"the database's clock is {Math.Abs(skew.TotalSeconds):0.#} s {(skew > TimeSpan.Zero ? "ahead of" : "behind")} this machine's: leases and due times are its, receipts this machine's; let both keep time by NTP"));
        }
    }

    private static LedgerFinding Good(string message) => new(LedgerFindingGravity.Good, message);

    private static LedgerFinding Doubt(string message) => new(LedgerFindingGravity.Warning, message);

    private static LedgerFinding Bad(string message) => new(LedgerFindingGravity.Error, message);
}
