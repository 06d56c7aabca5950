using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Sqlite.Tables;

/// <content>Restores and holds.</content>
internal sealed partial class SqliteTables
{
    public DateTimeOffset? RestoredAt()
    {
        using var row = db.Prepare("select max(stated_at) from recovery");
        return row.Step() ? row.TimeOrNull(0) : null;
    }

    public void Insert(RecoveryStatement statement)
    {
        db.Prepare("insert into recovery (epoch, stated_at, stated_by, reason, lost_from, chains) values (?, ?, ?, ?, ?, ?)")
            .With(statement.Epoch).With(statement.At).With(statement.By).With(statement.Reason).With(statement.LostFrom).With(statement.Chains).Run();
        db.Prepare("insert into hold (sign, epoch, since, detail) values (?, ?, ?, ?)")
            .With(RecoveryColumns.SignOf(statement.Epoch)).With(statement.Epoch).With(statement.At).With(RecoveryColumns.DetailOf(statement)).Run();
    }

    public void Release(HoldRow hold, HoldRelease release) =>
        db.Prepare("update hold set released_at = ?, released_by = ?, release_reason = ?, unstated = ? where key = ?")
            .With(release.At).With(release.By).With(release.Reason).With(release.Unstated).With(hold.Key).Run();
}
