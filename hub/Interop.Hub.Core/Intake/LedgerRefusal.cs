using System.Diagnostics;
using System.Text.Json;
using Interop.Adapters.Inbound;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Intake;

/// <summary>Says in a partner's terms why the ledger did not take a packet. Pure.</summary>
internal static class LedgerRefusal
{
    public static Refusal Of(AcceptResult result, JsonElement packet) => result switch
    {
        AcceptResult.KeyReused => new Refusal(
            RefusalKind.KeyReused,
            "This key, packet id or event id was used before for other content. Send changed content under a new packetId and Idempotency-Key.",
            [new RefusalError("/packetId", "used before for other content")]),
        AcceptResult.UnknownDossier => new Refusal(RefusalKind.NotFound, "No such dossier. Submit it first, or check its number.", []),
        AcceptResult.DossierErased => new Refusal(
            RefusalKind.Erased,
            "This dossier was erased from the hub by lawful order; nothing is taken for it any longer, and sending it again changes nothing. A new request gets a new number. Ask the hub's administrator.",
            []),
        AcceptResult.DossierLocked => new Refusal(
            RefusalKind.Overloaded,
            "The hub cannot open its records of this dossier now; it keeps what it has. Send again later; the hub's log tells its administrator why.",
            [],
            TimeSpan.FromMinutes(1)),
        AcceptResult.IdentifierConflict c => new Refusal(
            RefusalKind.Conflict,
            "The identifiers name two different dossiers; the hub never merges them. Send the packet with the codes of one dossier.",
            [.. c.Indexes.Select(i => new RefusalError($"/identifiers/{i}", "names another dossier than the rest"))]),
        AcceptResult.NotIssuer n => new Refusal(
            RefusalKind.Forbidden,
            "Only the organisation that issues an identifier attaches it to a dossier.",
            [.. n.Indexes.Select(i => new RefusalError($"/identifiers/{i}/issuer", "this partner does not issue identifiers for that organisation"))]),
        AcceptResult.DocumentsMissing m => new Refusal(
            RefusalKind.DocumentsMissing,
            "The packet refers to documents that were not uploaded: PUT each to /api/v1/documents/{sha256}, or send them in the same multipart request.",
            [.. FileReferences.Of(packet).Where(f => m.Digests.Contains(f.Digest)).Select(f => new RefusalError($"{f.Pointer}/sha256", $"document {f.Digest} was not uploaded"))]),
        _ => throw new UnreachableException(result.GetType().Name),
    };
}
