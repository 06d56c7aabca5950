using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Rules;

/// <summary>Takes the contents of packets whose time has come, inside a commit.</summary>
internal static class Purging
{
    /// <returns>How many packets' contents were taken.</returns>
    public static int Run(WriteScope scope, IReadOnlyList<long> packets, DateTimeOffset at)
    {
        // Asked again under the commit: the rules judged what they read a moment ago, and of what is owed nothing may go.
        var may = scope.Tables.Removable(packets);
        if (may.Count == 0)
        {
            return 0;
        }

        var removal = new RemovalRow { Key = scope.Tables.NextRemoval(), Kind = RemovalKind.Purge, Packets = may, At = at };
        scope.Tables.Insert(removal);
        scope.Evidence.Add(EvidenceKind.Removal, removal.Key, 0, EvidenceContent.OfRemoval(removal));
        return may.Count;
    }
}
