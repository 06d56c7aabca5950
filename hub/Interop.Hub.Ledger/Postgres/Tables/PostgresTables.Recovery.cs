using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Postgres.Tables;

/// <content>Restores and holds.</content>
internal sealed partial class PostgresTables
{
    public DateTimeOffset? RestoredAt() => loaded.RestoredAt;

    public void Insert(RecoveryStatement statement) => Changes.Recoveries.Add(statement);

    public void Release(HoldRow hold, HoldRelease release) => Changes.Releases.Add((hold, release));
}
