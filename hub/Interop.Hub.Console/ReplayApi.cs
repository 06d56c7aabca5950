using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Interop.Hub.Console;

/// <summary>
/// What is stuck, in groups, and orders to send a group again: <c>GET failures</c>; <c>POST replays</c> (with
/// <c>?preview=true</c> it only says how many are meant), <c>GET replays</c>, <c>POST replays/{id}/pause</c>,
/// <c>/resume</c>, <c>/cancel</c>.
/// </summary>
internal static class ReplayApi
{
    /// <summary>When nobody says: a partner that has just been mended should not be stormed.</summary>
    private const double UsualRate = 5;
    private const double HighestRate = 1000;

    public static void MapReplays(this IEndpointRouteBuilder api)
    {
        api.MapGet("/failures", static async ([FromServices] IReplayLedger replays, HttpContext http) =>
            TypedResults.Ok((await replays.FailuresAsync(http.RequestAborted)).Select(FailureReply.Of)));
        api.MapGet("/replays", static async ([FromServices] IReplayLedger replays, HttpContext http) =>
            TypedResults.Ok((await replays.OrdersAsync(100, http.RequestAborted)).Select(ReplayReply.Of)));
        api.MapPost("/replays", OrderAsync);
        api.MapPost("/replays/{id}/pause", (string id, HttpContext http, [FromServices] IReplayLedger replays) => TurnAsync(id, ReplayState.Running, ReplayState.Paused, http, replays));
        api.MapPost("/replays/{id}/resume", (string id, HttpContext http, [FromServices] IReplayLedger replays) => TurnAsync(id, ReplayState.Paused, ReplayState.Running, http, replays));
        api.MapPost("/replays/{id}/cancel", (string id, HttpContext http, [FromServices] IReplayLedger replays) => TurnAsync(id, null, ReplayState.Cancelled, http, replays));
    }

    private static async Task<IResult> OrderAsync(
        ReplayBody body, bool? preview, HttpContext http, [FromServices] IReplayLedger replays, [FromServices] IDestinationOperations doors, TimeProvider time)
    {
        if (OperatorApi.Operator(http) is not { } who)
        {
            return OperatorApi.NoOperator();
        }

        var wrong = Wrong(body, doors).ToList();
        if (wrong.Count > 0)
        {
            return OperatorApi.Problem(StatusCodes.Status422UnprocessableEntity, string.Join(' ', wrong));
        }

        var now = time.GetUtcNow();
        var filter = new ReplayFilter(
            body.Destination!, [.. (body.States ?? ["rejected", "parked"]).Select(s => Enum.Parse<DeliveryState>(s, ignoreCase: true)).Distinct().Order()],
            body.Fault, body.Kind is { } kind ? Enum.Parse<PacketKind>(kind, ignoreCase: true) : null);
        var meant = await replays.CountAsync(filter, now, http.RequestAborted);
        if (preview == true)
        {
            return TypedResults.Ok(new ReplayPreview(meant));
        }

        if (OperatorApi.Reason(body.Reason) is not { } reason)
        {
            return OperatorApi.NoReason();
        }

        var order = new ReplayOrder
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Filter = filter,
            RatePerSecond = body.RatePerSecond ?? UsualRate,
            Operator = who,
            Reason = reason,
            CreatedAt = now,
            Meant = meant,
        };
        return TypedResults.Created($"/api/v1/operator/replays/{order.Id}", ReplayReply.Of(await replays.OrderAsync(order, CancellationToken.None)));
    }

    /// <summary>Everything that is wrong with an order, at once.</summary>
    private static IEnumerable<string> Wrong(ReplayBody body, IDestinationOperations doors)
    {
        if (doors.Doors.All(d => d.Destination != body.Destination))
        {
            yield return "/destination: write the code of a configured destination.";
        }

        if (body.States is { } states && (states.Count == 0 || states.Any(s => !Enum.TryParse<DeliveryState>(s, ignoreCase: true, out var state) || !ReplayFilter.Possible.Contains(state))))
        {
            yield return "/states: write some of scheduled, unknown, rejected, parked; or leave it out for rejected and parked.";
        }

        if (body.Kind is { } kind && !Enum.TryParse<PacketKind>(kind, ignoreCase: true, out _))
        {
            yield return "/kind: write a packet kind, such as submission or progress; or leave it out for all.";
        }

        if (body.RatePerSecond is { } rate && rate is not (> 0 and <= HighestRate))
        {
            yield return "/ratePerSecond: write more than 0 and at most 1000; or leave it out for 5.";
        }
    }

    private static async Task<IResult> TurnAsync(string id, ReplayState? from, ReplayState to, HttpContext http, IReplayLedger replays)
    {
        if (OperatorApi.Operator(http) is null)
        {
            return OperatorApi.NoOperator();
        }

        // The runner saves its progress all the time: who turns the order tries until the version is his.
        var order = (await replays.OrdersAsync(1000, http.RequestAborted)).FirstOrDefault(o => o.Id == id);
        while (order is not null)
        {
            if (order.State is ReplayState.Finished or ReplayState.Cancelled || (from is { } needed && order.State != needed))
            {
                return OperatorApi.Problem(StatusCodes.Status409Conflict, $"The order is {order.State.ToString().ToLowerInvariant()}.");
            }

            var saved = await replays.SaveAsync(order with { State = to }, CancellationToken.None);
            if (saved is { } stored && stored.State == to && stored.Version == order.Version + 1)
            {
                return TypedResults.Ok(ReplayReply.Of(stored));
            }

            order = saved;
        }

        return OperatorApi.NoSuch("order");
    }
}

/// <summary>An order to send stuck deliveries again.</summary>
/// <param name="Destination">The destination's code.</param>
/// <param name="States">Some of <c>scheduled</c>, <c>unknown</c>, <c>rejected</c>, <c>parked</c>; default rejected and parked. What is unknown may have an effect already: it goes only where named.</param>
/// <param name="Fault">Only those whose latest attempt met this fault code.</param>
/// <param name="Kind">Only packets of this kind.</param>
/// <param name="RatePerSecond">Deliveries a second at most, up to 1000; default 5.</param>
/// <param name="Reason">Why, 1 to 500 characters; not needed for a preview.</param>
public sealed record ReplayBody(string? Destination, IReadOnlyList<string>? States, string? Fault, string? Kind, double? RatePerSecond, string? Reason);

/// <summary>How many deliveries an order would mean now.</summary>
/// <param name="Meant">How many.</param>
public sealed record ReplayPreview(long Meant);

/// <summary>One order.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Destination">The destination.</param>
/// <param name="State"><c>running</c>, <c>paused</c>, <c>finished</c> or <c>cancelled</c>.</param>
/// <param name="Operator">Who ordered it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="RatePerSecond">Deliveries a second at most.</param>
/// <param name="Meant">How many it meant when it was ordered.</param>
/// <param name="Sent">How many were sent again.</param>
/// <param name="LeftAlone">How many had moved on meanwhile.</param>
public sealed record ReplayReply(string Id, string Destination, string State, string Operator, DateTimeOffset CreatedAt, double RatePerSecond, long Meant, long Sent, long LeftAlone)
{
    internal static ReplayReply Of(ReplayOrder order) => new(
        order.Id, order.Filter.Destination, order.State.ToString().ToLowerInvariant(), order.Operator, order.CreatedAt, order.RatePerSecond, order.Meant, order.Sent, order.LeftAlone);
}

/// <summary>Deliveries that are stuck for one reason.</summary>
/// <param name="Destination">The destination.</param>
/// <param name="State"><c>unknown</c>, <c>rejected</c> or <c>parked</c>.</param>
/// <param name="Park">Why, when parked.</param>
/// <param name="Fault">Fault code of the latest attempt.</param>
/// <param name="Count">How many.</param>
/// <param name="First">Since when the longest has been so.</param>
/// <param name="Last">Since when the latest has been so.</param>
/// <param name="Sample">Id of one of them.</param>
public sealed record FailureReply(string Destination, string State, string? Park, string? Fault, long Count, DateTimeOffset First, DateTimeOffset Last, string Sample)
{
    internal static FailureReply Of(FailureGroup group) => new(
        group.Destination, group.State.ToString().ToLowerInvariant(), group.Park == ParkReason.None ? null : group.Park.ToString(), group.FaultCode, group.Count, group.First, group.Last, group.Sample);
}
