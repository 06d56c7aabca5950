using System.Text;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Rules;

/// <summary>Attempts and probes: written once, never changed.</summary>
internal static class Attempts
{
    /// <summary>Writes the next attempt of a delivery; its number is to be kept in <see cref="DeliveryRow.Recorded"/>.</summary>
    /// <returns>The number.</returns>
    public static int Write(WriteScope scope, DeliveryRow row, DossierRow? dossier, AttemptRecord record, bool taken, string? note)
    {
        var number = row.Recorded + 1;
        var fault = record.Fault;
        var erased = dossier?.Removal is not null;
        // A late outcome of what was taken meanwhile: there is no key left to seal a partner's words with.
        var words = fault?.PartnerText is { Length: > 0 } text && !erased && (dossier is not null || row.OwnKey is not null)
            ? Envelope.Seal(Claiming.DataKeyOf(row, dossier, scope.Keys), Encoding.UTF8.GetBytes(text), SealedNames.Words(row.Id, number))
            : null;
        scope.Tables.Insert(new AttemptRow(row.Key, number, record, taken, words, note));
        var content = EvidenceContent.OfAttempt(new AttemptEvidence(
            row.Id, number, record.Token, (long)record.Purpose, record.StartedAt.UtcTicks, record.Duration.Ticks, record.Outcome, taken,
            taken ? (long)record.Next.State : null, fault?.Code, fault?.PartnerCode, record.Receipt?.Reference, record.Node));
        if (erased)
        {
            scope.Evidence.AddErased(EvidenceKind.Attempt, row.Key, number, content);
        }
        else
        {
            scope.Evidence.Add(EvidenceKind.Attempt, row.Key, number, content);
        }

        return number;
    }
}
