using Interop.Contracts.Dossiers;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Storage;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Reading;

/// <summary>A dossier's row, out of its columns.</summary>
internal static class DossierColumns
{
    public const string All = """
        key, number, owner, procedure, receiving, competent, received_at, due_at, status, status_since,
        financial, financial_since, result, result_since, latest_digest, latest_packet, submission, key_id, data_key, created_at, updated_at, removal
        """;

    public static DossierRow Read<TRow>(TRow row)
        where TRow : IRow => new()
        {
            Key = row.Int64(0),
            Number = row.Text(1),
            Owner = row.Text(2),
            Facts = new DossierFacts(row.Text(3), row.Text(4), row.Text(5), row.Time(6), row.TimeOrNull(7)),
            Status = (BusinessStatus?)row.Int64OrNull(8),
            StatusSince = row.TimeOrNull(9),
            Financial = (FinancialStatus)row.Int32(10),
            FinancialSince = row.TimeOrNull(11),
            Result = (ResultStatus)row.Int32(12),
            ResultSince = row.TimeOrNull(13),
            LatestDigest = row.Blob(14),
            LatestPacket = row.Int64(15),
            Submission = row.Int64(16),
            DataKey = new WrappedKey(row.Text(17), row.Blob(18)),
            CreatedAt = row.Time(19),
            UpdatedAt = row.Time(20),
            Removal = row.Int64OrNull(21),
        };
}
