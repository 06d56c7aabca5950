using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;

namespace Interop.Hub.Ledger.Rules;

/// <summary>Writes down what an operator does to a door, and vouches for it.</summary>
internal static class DoorActs
{
    public static bool Run(WriteScope scope, DoorAct act)
    {
        scope.Evidence.Add(EvidenceKind.Act, scope.Tables.Insert(act), ActSubject.Door, EvidenceContent.OfDoorAct(act));
        return true;
    }
}
