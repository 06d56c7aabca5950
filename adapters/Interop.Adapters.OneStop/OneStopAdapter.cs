using System.Collections.Frozen;
using Interop.Adapters.Configuration;
using Interop.Adapters.Delivery;
using Interop.Adapters.Http;
using Interop.Contracts.Codecs;
using Interop.Contracts.Faults;
using Interop.Contracts.Packets;

namespace Interop.Adapters.OneStop;

/// <summary>Sends packets to a one-stop system's web hook, and asks it what arrived where it can be asked.</summary>
internal sealed class OneStopAdapter(IOneStop oneStop, OneStopOptions options) : IDeliveryAdapter, IDeliveryProbe, IReachabilityCheck
{
    public AdapterManifest Manifest { get; } = new()
    {
        Kinds = Enum.GetValues<PacketKind>().ToFrozenSet(),
        FilePassing = FilePassing.SignedLink,
        Idempotent = options.Idempotent,
        SettleTime = options.SettleTime,
    };

    public async Task<DeliveryOutcome> DeliverAsync(DeliveryRequest request, CancellationToken cancellationToken)
    {
        var links = new List<string>();
        try
        {
            foreach (var file in OneStopMapping.LinkedFiles(request.Packet))
            {
                links.Add(OneStopMapping.Link(file, await request.Documents.LinkAsync(file, cancellationToken)));
            }
        }
        catch (DocumentUnavailableException)
        {
            return HttpOutcomes.DocumentUnavailable();
        }

        var body = request.Body.IsEmpty || !OneStopMapping.NamesAll(request.Packet, request.Identifiers)
            ? PacketJson.Write(OneStopMapping.Numbered(request.Packet, request.Identifiers))
            : request.Body;
        var exchange = await oneStop.PushAsync(body, request.DeliveryId, request.Attempt, links, cancellationToken);
        return HttpOutcomes.Settle(exchange, out var reply) ?? OneStopFaults.Of(reply!);
    }

    public async Task<ProbeOutcome> ProbeAsync(DeliveryRequest request, CancellationToken cancellationToken) =>
        options.ProbeUrl is not { } probe
            ? new ProbeOutcome.CannotTell(FaultCodes.WrongEndpoint("Hệ thống một cửa này không có địa chỉ tra cứu (ProbeUrl)."))
            : await oneStop.AskAsync(probe, request.DeliveryId, cancellationToken) switch
            {
                HttpExchange.Replied replied => OneStopFaults.Told(replied.Answer),
                HttpExchange.NotSent notSent => new ProbeOutcome.CannotTell(notSent.Fault),
                HttpExchange.NoAnswer noAnswer => new ProbeOutcome.CannotTell(noAnswer.Fault),
                _ => throw new InvalidOperationException("The family of exchanges is closed."),
            };

    public async Task<Fault?> CheckAsync(CancellationToken cancellationToken) =>
        await oneStop.AskAsync(options.ProbeUrl ?? options.Url, "kiem-tra-ket-noi", cancellationToken) switch
        {
            HttpExchange.Replied replied => OneStopFaults.Unreachable(replied.Answer),
            HttpExchange.NotSent notSent => notSent.Fault,
            HttpExchange.NoAnswer noAnswer => noAnswer.Fault,
            _ => throw new InvalidOperationException("The family of exchanges is closed."),
        };
}
