using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Security;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Reading;

/// <summary>Packets with their contents, and the dossiers whose keys open them, in one batch. Keys go as arrays, see <see cref="DossierBatch"/>.</summary>
internal static class PacketContents
{
    private const string IdKeys = "array(select key from packet where id = $1)";

    private const string StatusRange = "kind = 11 and event_key collate \"C\" >= $1 and event_key collate \"C\" < $2";

    private const string StatusKeysNewest = $"array(select key from unnest(array(select key from packet where {StatusRange})) as k (key) order by key desc limit $3)";

    private const string PacketOf = $"select {SealedPacket.Columns} from packet p join packet_body b on b.packet = p.key where p.key = any(";

    public const string Body = $"{PacketOf} {IdKeys})";

    public const string Statuses = $"{PacketOf} {StatusKeysNewest}) order by p.key";

    public const string DossiersOfStatuses = $"select {DossierColumns.All} from dossier where key = any(array(select dossier from packet where key = any({StatusKeysNewest})))";

    public static async Task<PacketBody?> BodyAsync(NpgsqlConnection db, byte[] id, DataKeys keys, CancellationToken cancellationToken) =>
        await OpenAsync(db, keys, [Ask.Part(Body, Ask.Of(id)), Ask.Part(DossierBatch.DossierOfPacket, Ask.Of(id))], cancellationToken) is [var body, ..] ? body : null;

    public static Task<IReadOnlyList<PacketBody>> StatusesAsync(NpgsqlConnection db, string documentId, int limit, DataKeys keys, CancellationToken cancellationToken)
    {
        NpgsqlBatchCommand Part(string sql) => Ask.Part(sql, Ask.Of(StatusKeys.From(documentId)), Ask.Of(StatusKeys.Before(documentId)), Ask.Of((long)limit));
        return OpenAsync(db, keys, [Part(Statuses), Part(DossiersOfStatuses)], cancellationToken);
    }

    private static async Task<IReadOnlyList<PacketBody>> OpenAsync(NpgsqlConnection db, DataKeys keys, IReadOnlyList<NpgsqlBatchCommand> questions, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(db);
        foreach (var question in questions)
        {
            batch.BatchCommands.Add(question);
        }

        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        var packets = await Ask.AllAsync(rows, SealedPacket.Read, cancellationToken);
        var dossiers = (await Ask.NextAsync(rows, DossierColumns.Read, cancellationToken)).ToDictionary(dossier => dossier.Key);
        return [.. packets.Select(packet => packet.Open(packet.Dossier is { } dossier ? dossiers[dossier] : null, keys))];
    }
}
