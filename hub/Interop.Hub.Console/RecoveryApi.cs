using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Recovery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Interop.Hub.Console;

/// <summary>What holds the hub after a restore, and an operator's word that it may go on: <c>GET recovery</c>, <c>POST recovery/release</c>.</summary>
internal static class RecoveryApi
{
    public static void MapRecovery(this IEndpointRouteBuilder api)
    {
        api.MapGet("/recovery", static async ([FromServices] IHubRecovery recovery, HttpContext http) =>
        {
            await recovery.RefreshAsync(http.RequestAborted);
            return TypedResults.Ok(RecoveryReply.Of(recovery));
        });
        api.MapPost("/recovery/release", ReleaseAsync);
    }

    private static async Task<IResult> ReleaseAsync(ReleaseBody body, HttpContext http, [FromServices] IHubRecovery recovery, TimeProvider time)
    {
        if (OperatorApi.Operator(http) is not { } who)
        {
            return OperatorApi.NoOperator();
        }

        if (OperatorApi.Reason(body.Reason) is not { } reason)
        {
            return OperatorApi.NoReason();
        }

        // Finished what was begun: a release that is recorded must not be cut off by a closed browser.
        return await recovery.ReleaseAsync(new HoldRelease(who, reason, time.GetUtcNow(), body.Unstated == true), CancellationToken.None) switch
        {
            ReleaseVerdict.Released => TypedResults.Ok(RecoveryReply.Of(recovery)),
            ReleaseVerdict.Unfinished => Conflict("The statement of the restore was cut short: stop the hub, run \"ledger restored\" again, and start it."),
            ReleaseVerdict.Unstated => Conflict(
                "Nobody stated a restore. When there was one, stop the hub and run \"ledger restored\": else what partners have already is sent to them again. When nothing was restored, release it with \"unstated\": true."),
            _ => Conflict("Nothing holds the hub."),
        };
    }

    private static IResult Conflict(string detail) => OperatorApi.Problem(StatusCodes.Status409Conflict, detail);
}

/// <summary>An operator's word.</summary>
/// <param name="Reason">Why it may go on, 1 to 500 characters; kept in the evidence, so it names no citizen.</param>
/// <param name="Unstated">True when nothing was restored, or a restore shall stay unstated.</param>
public sealed record ReleaseBody(string? Reason, bool? Unstated);

/// <summary>Whether the hub is held.</summary>
/// <param name="Held">True while nothing is taken and nothing is sent.</param>
/// <param name="Holds">What holds it.</param>
/// <param name="Epoch">The newest restore.</param>
/// <param name="Told">Senders that are told by a packet which receipts to compare.</param>
/// <param name="Untold">Senders that a person must tell.</param>
public sealed record RecoveryReply(bool Held, IReadOnlyList<HoldReply> Holds, EpochReply? Epoch, IReadOnlyList<string> Told, IReadOnlyList<string> Untold)
{
    internal static RecoveryReply Of(IHubRecovery recovery)
    {
        var (told, untold) = recovery.Senders;
        return new RecoveryReply(
            recovery.IsHeld, [.. recovery.Current.Holds.Select(h => new HoldReply(h.Since, h.Detail))], recovery.Current.Epoch is { } epoch ? EpochReply.Of(epoch) : null, told, untold);
    }
}

/// <summary>What holds the hub.</summary>
/// <param name="Since">Since when.</param>
/// <param name="Detail">Why, and what to do.</param>
public sealed record HoldReply(DateTimeOffset Since, string Detail);

/// <summary>A stated restore.</summary>
/// <param name="Number">Its number.</param>
/// <param name="StatedAt">When it was stated.</param>
/// <param name="StatedBy">By whom.</param>
/// <param name="Reason">Why.</param>
/// <param name="LostFrom">Receipts given before this are all there.</param>
/// <param name="Doubted">Deliveries that were taken into doubt.</param>
/// <param name="Finished">False: the statement was cut short.</param>
/// <param name="ReleasedAt">When the hub was released.</param>
/// <param name="ReleasedBy">By whom.</param>
/// <param name="SendersTold">True when the notices are under way.</param>
public sealed record EpochReply(
    long Number, DateTimeOffset StatedAt, string StatedBy, string Reason, DateTimeOffset LostFrom, long Doubted, bool Finished, DateTimeOffset? ReleasedAt, string? ReleasedBy, bool SendersTold)
{
    internal static EpochReply Of(RecoveryEpoch epoch) => new(
        epoch.Statement.Epoch, epoch.Statement.At, epoch.Statement.By, epoch.Statement.Reason, epoch.Statement.LostFrom, epoch.Doubted, epoch.Finished, epoch.ReleasedAt, epoch.ReleasedBy, epoch.SendersTold);
}
