using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Operations;
using Interop.Hub.Core.Queries;
using Interop.Hub.Host.Auth;
using Interop.Hub.Host.Http;
using Interop.Hub.Host.OpenApi;

namespace Interop.Hub.Host.Api;

/// <summary>The partners' HTTP API: the one table of its routes.</summary>
internal static class ApiRoutes
{
    public static void MapApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/v1").RequireAuthorization().WithMetadata(new ListenerMetadata(Listener.Partners)).AddEndpointFilter(HeldFilter.InvokeAsync);

        api.MapPost("/dossiers", (HttpContext context, PacketDoor door) => door.TakeAsync(context, new PacketRoute("POST dossiers", null, null)))
            .Describes("submitDossier", "Submit a dossier", "A submission packet (or another whose identifiers name its dossier) as canonical JSON or XML; or multipart/form-data with the part dossier first and its files behind it. Sending it again is harmless: the same receipt, or a duplicate.", ApiSpeech.PacketIn(multipart: true));

        Later(api, "/packets", null, "sendPacket", "Send a later packet", "Any later packet of the dossier; its kind stands in the body.");
        Later(api, "/progress", PacketKind.Progress, "sendProgress", "Report processing steps", "Steps in order of time.");
        Later(api, "/results", PacketKind.Result, "sendResult", "Send the result", "The decision with its papers.");
        Later(api, "/payments", PacketKind.Payment, "sendPayment", "Report a payment", "A fee was paid, or failed to be.");
        Later(api, "/withdrawal", PacketKind.Withdrawal, "withdrawDossier", "Withdraw a dossier", "The citizen takes the dossier back.");

        api.MapGet("/dossiers/{number}", async (HttpContext context, DossierAccess access, string number, string? scheme, string? issuer) =>
            {
                if (!TryScheme(scheme, issuer, out var s, out var i))
                {
                    return Problem.Invalid("scheme is local, national, interLinked, receipt or other; issuer is an organisation code such as H40.18.", []);
                }

                var view = await access.FindAsync(context.PartnerCode(), ApiNumbers.Read(number), s, i, context.RequestAborted);
                if (view is null)
                {
                    return Problem.NotFound;
                }

                context.Response.Headers["X-Dossier-Number"] = System.Text.Ascii.IsValid(view.Number) ? view.Number : Uri.EscapeDataString(view.Number);
                return Results.Json(DossierReply.Of(view, context.PartnerCode()), ApiJson.Default.DossierReply);
            })
            .Describes("getDossier", "See a dossier", "Identifiers, the four state axes, the timeline with every delivery and attempt. Only a party within its units sees it; anything else is the same 404 as unknown.", ApiSpeech.Reply<DossierReply>());

        api.MapGet("/packets/{id}", async (HttpContext context, DossierAccess access, string id) =>
                await access.PacketAsync(context.PartnerCode(), id, context.RequestAborted) is { } packet
                    ? Results.Json(PacketReply.Of(packet, context.PartnerCode()), ApiJson.Default.PacketReply)
                    : Problem.NotFound)
            .Describes("getPacket", "See a packet", "One packet, by its receipt id, with its deliveries.", ApiSpeech.Reply<PacketReply>());

        api.MapPost("/packets/{id}/retry", async (HttpContext context, DossierAccess access, PacketRetry retry, string id) =>
            {
                if (await access.PacketAsync(context.PartnerCode(), id, context.RequestAborted) is not { } packet || !string.Equals(packet.Sender, context.PartnerCode(), StringComparison.OrdinalIgnoreCase))
                {
                    return Problem.NotFound;
                }

                // What is recorded must not be cut off by a line that breaks.
                await retry.BringForwardAsync(packet, CancellationToken.None);
                return Results.Json(PacketReply.Of((await access.PacketAsync(context.PartnerCode(), id, context.RequestAborted))!, context.PartnerCode()), ApiJson.Default.PacketReply);
            })
            .Describes("retryPacket", "Ask for another attempt", "For the sender of the packet: what of it waits for a later attempt (scheduled) is tried now, once a minute at most. What was rejected, is in doubt or parked stays as it is. The answer is the packet with its deliveries.", ApiSpeech.Reply<PacketReply>());

        api.MapPost("/receipts/reconcile", (HttpContext context, ReceiptRoutes receipts) => receipts.ReconcileAsync(context))
            .Describes("reconcileReceipts", "Compare receipts after a restore", "When the hub tells that it was restored (a packet of kind reconciliation), ask about the receipts of the period that it names: {\"receipts\": [receiptId, …], \"packets\": [packetId, …]}, at most 500 ids at once. Send those that are missing again, under the same packet ids: what a destination has already gets no second effect.", ApiSpeech.Question<ReconciliationReply>());

        api.MapPut("/documents/{sha256}", (HttpContext context, DocumentRoutes documents, string sha256) => documents.PutAsync(context, sha256))
            .Describes("putDocument", "Upload a file", "The file's bytes, before the packet that refers to them. 201 when it is new for this partner, 200 when it was there. It is on stable storage when the answer comes. A large file may come in pieces, each with Content-Range: bytes first-last/total; 308 tells by its Range header how much is here, and a piece that breaks off is gone on with from there, at any node. Without a body, Content-Range: bytes */total asks how far the upload is. Pieces are forgotten a day after the last.", ApiSpeech.Upload());

        Inbox(api);

        api.MapPost("/queries/identity", (HttpContext context, QueryRoutes queries) => queries.IdentityAsync(context))
            .Describes("verifyIdentity", "Look up an identity", "Is this the person of this number? Asked at the population database on behalf of an officer, for an open dossier to which the partner is a party, of the officer's unit, where the dossier's procedure allows it. Each look-up is written down: officer, unit, dossier, purpose, time and verdict, never about whom. 429: the officer's day has as many as it may have. 503: the authority cannot be reached now.", ApiSpeech.LookUp<IdentityReply>(QueryRoutes.Question));

        api.MapGet("/documents/{sha256}", (HttpContext context, DocumentRoutes documents, string sha256, string? dossier, string? delivery) => documents.GetAsync(context, sha256, dossier, delivery))
            .Describes("getDocument", "Download a file", "For the partner that uploaded it; or, with ?dossier=number, for a party to a dossier one of whose packets refers to it; or, with ?delivery=id, for the partner that fetched a packet that refers to it, while it holds that or has it. A download that broke off is gone on with by a Range header (206).", ApiSpeech.Download());
    }

    private static void Later(RouteGroupBuilder api, string name, PacketKind? kind, string id, string summary, string description) =>
        api.MapPost($"/dossiers/{{number}}{name}", (HttpContext context, PacketDoor door, string number) =>
                // The dossier is not part of the operation: a key must not mean two things at one partner.
                ApiNumbers.Read(number) is { Length: > 0 and <= 64 } trimmed
                    ? door.TakeAsync(context, new PacketRoute($"POST dossiers{name}", kind, trimmed))
                    : Task.FromResult<IResult>(Problem.NotFound))
            .Describes(id, summary, description, ApiSpeech.PacketIn(multipart: true, kind));

    private static void Inbox(RouteGroupBuilder api)
    {
        api.MapGet("/inbox", (HttpContext context, InboxRoutes inbox, int? wait, int? max) => inbox.FetchAsync(context, wait, max))
            .Describes("fetchInbox", "Fetch what waits", "For a partner that cannot be called. Hands out at most max deliveries (1 to 50, 10 if left out), of each dossier the next one; while there is none it waits up to wait seconds (0 to 60). Each is this partner's until leaseUntil: say by ack or reject what became of it, or it is handed out again. A delivery is known again by its deliveryId.", ApiSpeech.Reply<InboxReply>(422));

        api.MapGet("/inbox/waiting", (HttpContext context, InboxRoutes inbox, int? max) => inbox.ListAsync(context, max))
            .Describes("listInbox", "See what waits", "What may be fetched now, without taking it: how many (counted up to 10,000), and the first max (0 to 100) of them.", ApiSpeech.Reply<InboxListReply>(422));

        api.MapPost("/inbox/{deliveryId}/ack", (HttpContext context, InboxRoutes inbox, string deliveryId) => inbox.AcknowledgeAsync(context, deliveryId))
            .Describes("acknowledgeDelivery", "Acknowledge a delivery", "The partner has it; the dossier's next may be fetched. Said again it is answered again. 409: the token is of an earlier hand-out, or the delivery is closed.", ApiSpeech.Word(InboxSpeech.Acknowledgement));

        api.MapPost("/inbox/{deliveryId}/reject", (HttpContext context, InboxRoutes inbox, string deliveryId) => inbox.RejectAsync(context, deliveryId))
            .Describes("rejectDelivery", "Reject a delivery", "The partner refuses the packet's data, for good: its sender is told, and the dossier's later packets wait until it is corrected.", ApiSpeech.Word(InboxSpeech.Rejection));
    }

    private static bool TryScheme(string? scheme, string? issuer, out IdentifierScheme? s, out OrganisationCode? i)
    {
        s = null;
        i = null;
        if (scheme is not null)
        {
            if (!IdentifierText.TryScheme(scheme, out var parsed))
            {
                return false;
            }

            s = parsed;
        }

        if (issuer is null)
        {
            return true;
        }

        if (!OrganisationCode.TryParse(issuer, out var code))
        {
            return false;
        }

        i = code;
        return true;
    }
}

/// <summary>Dossier numbers in addresses.</summary>
internal static class ApiNumbers
{
    /// <summary>Any letter case; a slash inside a number stays encoded by the server and is read here.</summary>
    public static string Read(string number) => number.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase).Trim().ToUpperInvariant();
}
