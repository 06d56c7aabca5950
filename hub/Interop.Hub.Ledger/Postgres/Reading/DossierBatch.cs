using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Tables;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Reading;

/// <summary>
/// All of a dossier, or of one packet, in one batch. Keys go from one table to the next as arrays: then each table is
/// entered by its key, whatever the planner thinks of how many there are. Attempts are entered delivery by delivery, for
/// only a single key leaves the other partitions alone.
/// </summary>
internal static class DossierBatch
{
    public const string Dossier = $"select {DossierColumns.All} from dossier where key = $1";

    public const string Identifiers = $"select {IdentifierColumns.All} from dossier_identifier where dossier = $1";

    public const string Parties = "select partner from dossier_party where dossier = $1 order by partner";

    public const string Packets = $"select {StoredPacket.Columns} from packet where dossier = $1 order by key";

    public const string Deliveries = $"""
        select {StoredDelivery.Columns} from delivery
        where packet = any(array(select key from packet where dossier = $1)) order by key
        """;

    public const string Attempts = $"""
        select a.* from unnest(array(select key from delivery where packet = any(array(select key from packet where dossier = $1)))) as d (key)
        cross join lateral (select {AttemptColumns.All}, delivery from attempt where delivery = d.key offset 0) a order by a.delivery, a.number
        """;

    public const string Findings = $"""
        select {FindingColumns.All}, delivery from finding
        where delivery = any(array(select key from delivery where packet = any(array(select key from packet where dossier = $1)))) order by delivery, ordinal
        """;

    public const string PacketById = $"select {StoredPacket.Columns} from packet where id = $1";

    public const string DossierOfPacket = $"select {DossierColumns.All} from dossier where key = any(array(select dossier from packet where id = $1))";

    public const string DeliveriesOfPacket = $"""
        select {StoredDelivery.Columns} from delivery
        where packet = any(array(select key from packet where id = $1)) order by key
        """;

    public const string AttemptsOfPacket = $"""
        select a.* from unnest(array(select key from delivery where packet = any(array(select key from packet where id = $1)))) as d (key)
        cross join lateral (select {AttemptColumns.All}, delivery from attempt where delivery = d.key offset 0) a order by a.delivery, a.number
        """;

    public const string FindingsOfPacket = $"""
        select {FindingColumns.All}, delivery from finding
        where delivery = any(array(select key from delivery where packet = any(array(select key from packet where id = $1)))) order by delivery, ordinal
        """;

    public const string Erasure = $"select {RemovalColumns.All} from removal r where r.key = any(array(select removal from dossier where key = $1))";

    public static async Task<DossierView?> DossierAsync(NpgsqlConnection db, long key, DataKeys keys, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(db);
        foreach (var sql in (ReadOnlySpan<string>)[Dossier, Identifiers, Parties, Erasure, Packets, Deliveries, Attempts, Findings])
        {
            batch.BatchCommands.Add(Ask.Part(sql, Ask.Of(key)));
        }

        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        var dossier = await Ask.AllAsync(rows, DossierColumns.Read, cancellationToken);
        if (dossier.Count == 0)
        {
            return null;
        }

        var identifiers = await Ask.NextAsync(rows, IdentifierColumns.Read, cancellationToken);
        var parties = await Ask.NextAsync(rows, r => r.Text(0), cancellationToken);
        var erasure = await Ask.NextAsync(rows, RemovalColumns.Read, cancellationToken);
        var packets = await Ask.NextAsync(rows, StoredPacket.Read, cancellationToken);
        var deliveries = await DeliveriesAsync(rows, cancellationToken);
        return DossierViews.Of(dossier[0], IdentifierOrder.Of(identifiers), parties, erasure.FirstOrDefault(), [.. packets.Select(p => p.Fill(dossier[0], keys, [.. deliveries[p.Key]]))]);
    }

    public static async Task<PacketView?> PacketAsync(NpgsqlConnection db, byte[] id, DataKeys keys, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(db);
        foreach (var sql in (ReadOnlySpan<string>)[PacketById, DossierOfPacket, DeliveriesOfPacket, AttemptsOfPacket, FindingsOfPacket])
        {
            batch.BatchCommands.Add(Ask.Part(sql, Ask.Of(id)));
        }

        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        var packets = await Ask.AllAsync(rows, StoredPacket.Read, cancellationToken);
        if (packets.Count == 0)
        {
            return null;
        }

        var dossiers = await Ask.NextAsync(rows, DossierColumns.Read, cancellationToken);
        var deliveries = await DeliveriesAsync(rows, cancellationToken);
        return packets[0].Fill(dossiers.Count == 0 ? null : dossiers[0], keys, [.. deliveries[packets[0].Key]]);
    }

    /// <summary>The deliveries with their history, by packet.</summary>
    private static async Task<ILookup<long, DeliveryView>> DeliveriesAsync(NpgsqlDataReader rows, CancellationToken cancellationToken)
    {
        var deliveries = await Ask.NextAsync(rows, StoredDelivery.Read, cancellationToken);
        var attempts = (await Ask.NextAsync(rows, r => (Delivery: r.Int64(15), View: AttemptColumns.Read(r)), cancellationToken)).ToLookup(a => a.Delivery, a => a.View);
        var findings = (await Ask.NextAsync(rows, r => (Delivery: r.Int64(4), Finding: FindingColumns.Read(r)), cancellationToken)).ToLookup(f => f.Delivery, f => f.Finding);
        return deliveries.ToLookup(d => d.Packet, d => d.View with { History = [.. attempts[d.Key]], Findings = [.. findings[d.Key]] });
    }
}
