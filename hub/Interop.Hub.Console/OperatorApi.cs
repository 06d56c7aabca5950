using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Interop.Hub.Console;

/// <summary>
/// The operator HTTP API, on the operators' listener only: the doors of destinations, and one delivery at a time.
/// Every act names its operator in the header <c>X-Interop-Operator</c>. A page of another site cannot send that header
/// without asking first, and is never allowed to: so the header is the protection against forged requests too.
/// </summary>
public static class OperatorApi
{
    /// <summary>Who acts: 1 to 64 characters, kept with the act.</summary>
    public const string OperatorHeader = "X-Interop-Operator";

    /// <summary>
    /// Maps <c>GET /api/v1/operator/destinations</c>, <c>POST …/destinations/{code}/pause</c> and <c>/resume</c>, and
    /// <c>POST /api/v1/operator/deliveries/{id}</c> with <c>{ "to": "ready|delivered|cancelled|skipped", "reason": "…" }</c>.
    /// </summary>
    public static IEndpointConventionBuilder MapOperatorApi(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var api = endpoints.MapGroup("/api/v1/operator").WithTags("operator").DisableAntiforgery();
        api.MapGet("/destinations", static ([FromServices] IDestinationOperations doors) => TypedResults.Ok(doors.Doors.Select(d => DoorReply.Of(d, doors.TrafficOf(d.Destination)))));
        api.MapPost("/destinations/{code}/pause", PauseAsync);
        api.MapPost("/destinations/{code}/resume", ResumeAsync);
        api.MapPost("/deliveries/{id}", ActAsync);
        api.MapReplays();
        api.MapRecovery();
        api.MapErasure();
        return api;
    }

    private static async Task<IResult> PauseAsync(string code, ReasonBody body, HttpContext http, [FromServices] IDestinationOperations doors)
    {
        if (Operator(http) is not { } who)
        {
            return NoOperator();
        }

        return Reason(body.Reason) is not { } reason ? NoReason()
            : await doors.PauseAsync(code, who, reason, http.RequestAborted) ? TypedResults.NoContent()
            : NoSuch("destination");
    }

    private static async Task<IResult> ResumeAsync(string code, ReasonBody? body, HttpContext http, [FromServices] IDestinationOperations doors) =>
        Operator(http) is not { } who ? NoOperator()
        : await doors.ResumeAsync(code, who, Reason(body?.Reason) ?? string.Empty, http.RequestAborted) ? TypedResults.NoContent()
        : NoSuch("destination");

    private static async Task<IResult> ActAsync(string id, ActBody body, HttpContext http, [FromServices] ILedger ledger, [FromServices] IDeliveryOffers offers, TimeProvider time)
    {
        if (Operator(http) is not { } who)
        {
            return NoOperator();
        }

        if (Reason(body.Reason) is not { } reason)
        {
            return NoReason();
        }

        if (!Guid.TryParseExact(id, "N", out _))
        {
            return NoSuch("delivery");
        }

        DeliveryState? to = body.To switch
        {
            "ready" => DeliveryState.Ready,
            "delivered" => DeliveryState.Delivered,
            "cancelled" => DeliveryState.Cancelled,
            "skipped" => DeliveryState.Skipped,
            _ => null,
        };
        if (to is not { } state)
        {
            return Problem(StatusCodes.Status422UnprocessableEntity, "Write one of ready, delivered, cancelled, skipped in \"to\".");
        }

        // Finished what was begun: an act that is recorded must not be cut off by a closed browser.
        switch (await ledger.ActAsync(new OperatorAct(id, state, who, reason, time.GetUtcNow()), CancellationToken.None))
        {
            case ActResult.Done done:
                offers.Offer(done.Ready);
                return TypedResults.NoContent();
            case ActResult.Locked locked:
                return Problem(StatusCodes.Status409Conflict, $"Nothing can be done to this delivery while its records do not open. {locked.Why} Put the missing line back into the key file, and do it again.");
            default:
                return Problem(StatusCodes.Status409Conflict, "There is no such delivery, or its state does not allow the act: look at it again.");
        }
    }

    internal static string? Operator(HttpContext http) =>
        http.Request.Headers[OperatorHeader].ToString().Trim() is { Length: > 0 and <= 64 } who ? who : null;

    internal static string? Reason(string? reason) => reason?.Trim() is { Length: > 0 and <= 500 } text ? text : null;

    internal static IResult NoOperator() => Problem(StatusCodes.Status400BadRequest, $"Say who acts in the header {OperatorHeader}, 1 to 64 characters.");

    internal static IResult NoReason() => Problem(StatusCodes.Status422UnprocessableEntity, "Write a reason of 1 to 500 characters; for delivered, the proof.");

    internal static IResult NoSuch(string what) => Problem(StatusCodes.Status404NotFound, $"There is no such {what}.");

    internal static IResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status, type: "urn:interop:problem:operator");
}

/// <summary>Why a door is closed.</summary>
/// <param name="Reason">1 to 500 characters.</param>
public sealed record ReasonBody(string? Reason);

/// <summary>What is done to a delivery.</summary>
/// <param name="To"><c>ready</c>, <c>delivered</c>, <c>cancelled</c> or <c>skipped</c>.</param>
/// <param name="Reason">Why; for <c>delivered</c>, the proof. 1 to 500 characters.</param>
public sealed record ActBody(string? To, string? Reason);

/// <summary>One door.</summary>
/// <param name="Destination">The destination's code.</param>
/// <param name="Door"><c>open</c>, <c>broken</c>, <c>returning</c>, <c>pausedByFault</c> or <c>pausedByOperator</c>.</param>
/// <param name="Since">Since when.</param>
/// <param name="FaultCode">The fault that closed it.</param>
/// <param name="Reason">Why, in our words.</param>
/// <param name="AtOnce">How many attempts this node may have under way at once: while the destination returns, its stage; 0 behind a closed door.</param>
/// <param name="UnderWay">How many are.</param>
/// <param name="Hints">Hints of this node in the bus, those under way with them; the rest waits in the ledger.</param>
/// <param name="OpensAt">Outside its service hours: when they begin again.</param>
public sealed record DoorReply(string Destination, string Door, DateTimeOffset Since, string? FaultCode, string? Reason, int AtOnce, int UnderWay, int Hints, DateTimeOffset? OpensAt)
{
    internal static DoorReply Of(DestinationControl control, DoorTraffic? traffic)
    {
        var name = control.Door.ToString();
        return new DoorReply(control.Destination, char.ToLowerInvariant(name[0]) + name[1..], control.Since, control.FaultCode, control.Reason, traffic?.AtOnce ?? 0, traffic?.UnderWay ?? 0, traffic?.Hints ?? 0, traffic?.OpensAt);
    }
}
