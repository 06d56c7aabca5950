using Interop.Contracts.Dossiers;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite.Intake;

/// <summary>A dossier's row.</summary>
internal sealed record DossierRow
{
    private const string Select = """
        select key, number, owner, procedure, receiving, competent, received_at, due_at, status, status_since,
               financial, financial_since, result, result_since, latest_digest, latest_packet, submission, key_id, data_key, created_at, updated_at
        from dossier where key = ?
        """;

    public required long Key { get; init; }

    public required string Number { get; init; }

    public required string Owner { get; init; }

    public required DossierFacts Facts { get; init; }

    public BusinessStatus? Status { get; init; }

    public DateTimeOffset? StatusSince { get; init; }

    public FinancialStatus Financial { get; init; }

    public DateTimeOffset? FinancialSince { get; init; }

    public ResultStatus Result { get; init; }

    public DateTimeOffset? ResultSince { get; init; }

    public required byte[] LatestDigest { get; init; }

    public required long LatestPacket { get; init; }

    public required long Submission { get; init; }

    public required WrappedKey DataKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public static DossierRow? Find(Session db, long key)
    {
        using var row = db.Prepare(Select).With(key);
        return !row.Step() ? null : new DossierRow
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
        };
    }

    public static long NextKey(Session db)
    {
        using var row = db.Prepare("select coalesce(max(key), 0) + 1 from dossier");
        row.Step();
        return row.Int64(0);
    }

    public void Insert(Session db) =>
        db.Prepare("""
            insert into dossier (key, number, owner, procedure, receiving, competent, received_at, due_at, status, status_since,
              financial, financial_since, result, result_since, latest_digest, latest_packet, submission, key_id, data_key, created_at, updated_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
            .With(Key).With(Number).With(Owner).With(Facts.Procedure).With(Facts.Receiving).With(Facts.Competent).With(Facts.ReceivedAt).With(Facts.DueAt)
            .With((long?)Status).With(StatusSince).With((int)Financial).With(FinancialSince).With((int)Result).With(ResultSince)
            .With(LatestDigest).With(LatestPacket).With(Submission).With(DataKey.KeyId).With(DataKey.Wrapped).With(CreatedAt).With(UpdatedAt).Run();

    /// <summary>Writes what a packet can change.</summary>
    public void Update(Session db) =>
        db.Prepare("""
            update dossier set procedure = ?, receiving = ?, competent = ?, received_at = ?, due_at = ?, status = ?, status_since = ?,
              financial = ?, financial_since = ?, result = ?, result_since = ?, latest_digest = ?, latest_packet = ?, submission = ?, updated_at = ?
            where key = ?
            """)
            .With(Facts.Procedure).With(Facts.Receiving).With(Facts.Competent).With(Facts.ReceivedAt).With(Facts.DueAt).With((long?)Status).With(StatusSince)
            .With((int)Financial).With(FinancialSince).With((int)Result).With(ResultSince).With(LatestDigest).With(LatestPacket).With(Submission).With(UpdatedAt)
            .With(Key).Run();

    public static void Touch(Session db, long key, DateTimeOffset at) =>
        db.Prepare("update dossier set updated_at = max(updated_at, ?) where key = ?").With(at).With(key).Run();
}
