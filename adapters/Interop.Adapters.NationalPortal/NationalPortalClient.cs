using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Interop.Adapters.Delivery;
using Interop.Adapters.Http;
using Interop.Adapters.NationalPortal.Wire;
using Interop.Contracts.Faults;

namespace Interop.Adapters.NationalPortal;

/// <summary>The portal over HTTP.</summary>
internal sealed class NationalPortalClient(HttpClient http, NationalPortalOptions options, TimeProvider time) : INationalPortal
{
    private readonly Uri _logIn = Under(options.Address, options.LogInPath);
    private readonly Uri _service = Under(options.Address, options.ServicePath);

    public Task<PortalAnswer> LogInAsync(CancellationToken cancellationToken) =>
        CallAsync(_logIn, new LogInCall(options.Username, options.Password), PortalWire.Readable.LogInCall, null, cancellationToken);

    public Task<PortalAnswer> SyncDossierAsync(SyncDossierCall call, string deliveryId, CancellationToken cancellationToken) =>
        CallAsync(_service, call, PortalWire.Readable.SyncDossierCall, deliveryId, cancellationToken);

    public Task<PortalAnswer> UpdateProgressAsync(UpdateProgressCall call, string deliveryId, CancellationToken cancellationToken) =>
        CallAsync(_service, call, PortalWire.Readable.UpdateProgressCall, deliveryId, cancellationToken);

    public Task<PortalAnswer> LookUpDossierAsync(LookUpDossierCall call, CancellationToken cancellationToken) =>
        CallAsync(_service, call, PortalWire.Readable.LookUpDossierCall, null, cancellationToken);

    private async Task<PortalAnswer> CallAsync<T>(Uri address, T call, JsonTypeInfo<T> shape, string? deliveryId, CancellationToken cancellationToken)
    {
        var exchange = await new HttpCall
        {
            Address = address,
            Body = JsonSerializer.SerializeToUtf8Bytes(call, shape),
            MediaType = "application/json",
            Headers =
            [
                new("Charset", "utf-8"),
                new("dstcode", options.DestinationCode),
                .. deliveryId is null ? Array.Empty<KeyValuePair<string, string>>() : [new("X-Interop-Delivery", deliveryId)],
            ],
            Timeout = options.Timeout,
        }.SendAsync(http, time, cancellationToken);
        var settled = HttpOutcomes.Settle(exchange, out var reply);
        return settled is not null ? new PortalAnswer.None(settled) : Read(reply!);
    }

    private static PortalAnswer Read(HttpReply reply) =>
        PortalReply.Read(reply.Body) switch
        {
            { } word when reply.IsSuccess || !word.IsOk => new PortalAnswer.Word(word),
            _ when reply.IsSuccess => new PortalAnswer.None(HttpOutcomes.NotUnderstood(reply)),
            _ => new PortalAnswer.None(new DeliveryOutcome.Rejected(HttpRefusals.Noted(
                reply,
                FaultCodes.RejectedData("Cổng DVCQG từ chối gói tin. Xem lời giải thích của Cổng.")))),
        };

    private static Uri Under(Uri address, string path) => new(address.AbsoluteUri.TrimEnd('/') + "/" + path.TrimStart('/'));
}
