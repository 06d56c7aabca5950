using System.Net.Http.Headers;
using Interop.Adapters.Inbound;
using Interop.Contracts.Codecs;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Intake;
using Interop.Hub.Host.Auth;
using Interop.Hub.Host.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Interop.Hub.Host.Api;

/// <summary>The route that a packet came by.</summary>
/// <param name="Operation">Half of the request key's scope; the same for every dossier.</param>
/// <param name="Kind">The kind that the route demands; null: the body says it.</param>
/// <param name="Number">The dossier in the address; null: the body names it.</param>
internal sealed record PacketRoute(string Operation, PacketKind? Kind, string? Number);

/// <summary>The HTTP door for packets: reads the body within its bounds and hands it to intake.</summary>
internal sealed class PacketDoor(IPacketIntake intake, HubSettings settings, DiskGuard disk, MultipartSubmission multipart)
{
    private const string Accepted = "application/json, application/xml or multipart/form-data";

    public async Task<IResult> TakeAsync(HttpContext context, PacketRoute route)
    {
        if (disk.IsLow)
        {
            return Problem.Overloaded("The hub's disk is nearly full: it takes nothing more and keeps what it has. Send again later.", DiskGuard.RetryAfter);
        }

        if (IdempotencyKey(context, out var key) is { } wrong)
        {
            return wrong;
        }

        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || context.Request.Headers.ContentEncoding.Count > 0)
        {
            return Problem.UnsupportedMedia(Accepted);
        }

        return type.MediaType?.ToLowerInvariant() switch
        {
            "application/json" when type.CharSet is null || type.CharSet.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase) =>
                await WholeAsync(context, route, key, static (body, _) => (body, null)),
            "application/xml" or "text/xml" => await WholeAsync(context, route, key, FromXml),
            "multipart/form-data" => await multipart.TakeAsync(context, route, key, type),
            _ => Problem.UnsupportedMedia($"{Accepted}, in UTF-8"),
        };
    }

    private async Task<IResult> WholeAsync(HttpContext context, PacketRoute route, string? key, Func<ReadOnlyMemory<byte>, PacketRoute, (ReadOnlyMemory<byte> Json, Problem? Problem)> read)
    {
        var limit = settings.Limits.MaxPacketBytes;
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = limit;
        var body = await PooledBody.ReadAsync(context.Request.Body, context.Request.ContentLength, limit, context.RequestAborted);
        if (body is null)
        {
            return Problem.TooLarge(limit);
        }

        var (json, problem) = read(body.Memory, route);
        var answer = problem ?? ReceiptAnswer.Of(await AcceptAsync(context, route, key, json), settings.PublicBaseUrl);
        body.GiveBack();
        return answer;
    }

    private Task<IntakeOutcome> AcceptAsync(HttpContext context, PacketRoute route, string? key, ReadOnlyMemory<byte> json) =>
        // Not the request's token: once the whole body is here it is accepted or refused, whether or not the sender
        // stays to hear it; and a commit under way must not lose its buffer.
        intake.AcceptAsync(
            new InboundPacket
            {
                Partner = context.PartnerCode(),
                Operation = route.Operation,
                IdempotencyKey = key,
                Json = json,
                ExpectedKind = route.Kind,
                DossierNumber = route.Number,
            },
            CancellationToken.None);

    private (ReadOnlyMemory<byte> Json, Problem? Problem) FromXml(ReadOnlyMemory<byte> body, PacketRoute route)
    {
        var reading = PacketXml.Read(body, new ReadOptions { ExpectedKind = route.Kind, IdentifiersFromPath = route.Number is not null, MaxBytes = settings.Limits.MaxPacketBytes });
        return reading.IsValid
            ? (reading.Json, null)
            : (default, Problem.Of(ReadingRefusal.Of(reading)));
    }

    internal static Problem? IdempotencyKey(HttpContext context, out string? key)
    {
        key = null;
        var header = context.Request.Headers["Idempotency-Key"];
        if (header.Count == 0)
        {
            return null;
        }

        key = header[0]?.Trim().Trim('"');
        return header.Count == 1 && key is { Length: > 0 and <= 255 } && key.All(c => c is > ' ' and < (char)127)
            ? null
            : Problem.Malformed("The Idempotency-Key must be one header of 1 to 255 visible ASCII characters without blanks.");
    }
}
