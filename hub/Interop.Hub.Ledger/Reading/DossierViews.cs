using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Reading;

/// <summary>Puts together what the console and partners see of a dossier.</summary>
internal static class DossierViews
{
    public static DossierView Of(DossierRow row, IReadOnlyList<DossierIdentifier> identifiers, IReadOnlyList<string> parties, RemovalRow? erasure, IReadOnlyList<PacketView> packets) => new()
    {
        Key = row.Key,
        Number = row.Number,
        Owner = row.Owner,
        Identifiers = identifiers,
        Facts = row.Facts,
        Parties = parties,
        Status = row.Status,
        StatusSince = row.StatusSince,
        Financial = row.Financial,
        ResultState = row.Result,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
        Erasure = erasure is null ? null : Erasing.View(erasure),
        Packets = packets,
    };
}
