using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Retention;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Interop.Hub.Console;

/// <summary>
/// Lawful erasure of one dossier: <c>POST dossiers/{number}/erasure</c> with <c>{ "reason": "…", "cancelOpen": false }</c>.
/// The number is one of a unique scheme; of another, with <c>?scheme=&amp;issuer=</c>. Ordered again, it answers what the
/// first order did.
/// </summary>
internal static class ErasureApi
{
    public static void MapErasure(this IEndpointRouteBuilder api) => api.MapPost("/dossiers/{number}/erasure", EraseAsync);

    private static async Task<IResult> EraseAsync(
        string number,
        ErasureBody body,
        string? scheme,
        string? issuer,
        HttpContext http,
        [FromServices] ILedgerReader reader,
        [FromServices] IErasureLedger ledger,
        [FromServices] CollectionSignal collection,
        TimeProvider time)
    {
        if (OperatorApi.Operator(http) is not { } who)
        {
            return OperatorApi.NoOperator();
        }

        if (OperatorApi.Reason(body.Reason) is not { } reason)
        {
            return OperatorApi.NoReason();
        }

        var value = number.Trim().ToUpperInvariant();
        IdentifierScheme? named = null;
        if (scheme is not null)
        {
            if (!Enum.TryParse<IdentifierScheme>(scheme, ignoreCase: true, out var s) || int.TryParse(scheme, out _))
            {
                return OperatorApi.Problem(StatusCodes.Status422UnprocessableEntity, "Write one of local, national, interLinked, receipt, other in \"scheme\".");
            }

            named = s;
        }

        OrganisationCode? by = null;
        if (issuer is not null)
        {
            if (!OrganisationCode.TryParse(issuer, null, out var code))
            {
                return OperatorApi.Problem(StatusCodes.Status422UnprocessableEntity, "Write an organisation code such as H40.18 in \"issuer\".");
            }

            by = code;
        }

        if (value.Length is 0 or > 64 || await reader.ResolveAsync(value, named, by, http.RequestAborted) is not { } key)
        {
            return OperatorApi.NoSuch("dossier, or the number names several");
        }

        // Finished what was begun: half an erasure does not exist, and the answer must not be lost to a closed window.
        switch (await ledger.EraseAsync(new ErasureOrder(key, body.CancelOpen ?? false, who, reason, time.GetUtcNow()), CancellationToken.None))
        {
            case ErasureResult.Erased erased:
                collection.Wake();
                return TypedResults.Ok(new ErasureReply(value, erased.Erasure.At, erased.Erasure.Operator, erased.Erasure.Reason, erased.Erasure.Packets, erased.Erasure.Cancelled, erased.Before));
            case ErasureResult.Open open:
                return OperatorApi.Problem(
                    StatusCodes.Status409Conflict, $"Nothing was erased: {open.Count} deliveries are not through. Wait until they are, or say \"cancelOpen\": true: then they are never sent.");
            case ErasureResult.InFlight flying:
                return OperatorApi.Problem(
                    StatusCodes.Status409Conflict, $"Nothing was erased: {flying.Count} deliveries are being sent at this moment and cannot be called back. Order it again in a minute.");
            default:
                return OperatorApi.NoSuch("dossier");
        }
    }
}

/// <summary>An order to erase a dossier.</summary>
/// <param name="Reason">Why: number and date of the order. 1 to 500 characters; kept for life in the clear, so it may name nobody.</param>
/// <param name="CancelOpen">True: deliveries that are not through are cancelled. Default false: they stand in the way.</param>
public sealed record ErasureBody(string? Reason, bool? CancelOpen);

/// <summary>What was erased.</summary>
/// <param name="Number">The number asked for.</param>
/// <param name="ErasedAt">When.</param>
/// <param name="Operator">Who ordered it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Packets">How many packets' contents it took.</param>
/// <param name="Cancelled">How many deliveries it cancelled.</param>
/// <param name="Before">True: an earlier order did it; this one changed nothing.</param>
public sealed record ErasureReply(string Number, DateTimeOffset ErasedAt, string Operator, string Reason, int Packets, int Cancelled, bool Before);
