using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;

namespace Interop.Hub.Ledger.Rules;

/// <summary>Writes down what an officer looks up, and vouches for it.</summary>
internal static class LookUps
{
    public static bool Run(WriteScope scope, LookUpNote note)
    {
        scope.Evidence.Add(EvidenceKind.Act, scope.Tables.Insert(note), ActSubject.LookUp, EvidenceContent.OfLookUp(note));
        return true;
    }
}
