using System.Collections.Concurrent;
using System.Globalization;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Exchange;
using Interop.Contracts.Documents;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;

namespace Interop.Foreign.Tests.Hub;

/// <summary>A hub that keeps what arrived; packet ids and dossier numbers tell it what to answer.</summary>
internal sealed partial class RecordingExchange : IDossierExchange
{
    public static readonly DateTimeOffset AcceptedAt = new(2024, 6, 3, 3, 0, 1, TimeSpan.Zero);

    private readonly ConcurrentDictionary<string, ExchangeCall> _calls = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<Sha256Digest, byte[]> _files = new();

    /// <summary>A file that was kept.</summary>
    public byte[] Kept(Sha256Digest digest) => _files[digest];

    /// <summary>What arrived under a packet id.</summary>
    public ExchangeCall? Arrived(string packetId) => _calls.GetValueOrDefault(packetId);

    public Task<ExchangeAnswer> ProgressAsync(ProgressCall call, ExchangeCaller caller, CancellationToken cancellationToken) => Keep(call);

    public async Task<KeepAnswer> KeepAsync(ExchangeCaller caller, Sha256Digest? stated, Stream content, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        await content.CopyToAsync(all, cancellationToken);
        var digest = Sha256Digest.Of(all.ToArray());
        _files[digest] = all.ToArray();
        return new KeepAnswer.Kept(digest, all.Length);
    }

    public Task<ExchangeAnswer> ResultAsync(ResultCall call, ExchangeCaller caller, CancellationToken cancellationToken) => Keep(call);

    public Task<ExchangeAnswer> SupplementAsync(SupplementCall call, ExchangeCaller caller, CancellationToken cancellationToken) => Keep(call);

    public Task<GetAnswer> GetAsync(GetCall call, ExchangeCaller caller, CancellationToken cancellationToken) => Task.FromResult<GetAnswer>(
        call.DossierNumber.Split('-') is ["STEPS", var count]
            ? new GetAnswer.Found(call.DossierNumber, BusinessStatus.Processing, AcceptedAt, [.. Enumerable.Range(1, int.Parse(count, CultureInfo.InvariantCulture)).Select(Step)])
            : new GetAnswer.Refused(new Refusal(RefusalKind.NotFound, "Không có hồ sơ này.", [new RefusalError("/dossierNumber", "Kiểm tra lại mã hồ sơ.")])));

    private static ProcessingStep Step(int number) => new()
    {
        At = AcceptedAt.AddHours(number),
        Status = BusinessStatus.Processing,
        Handler = number == 1 ? "Nguyễn Thị Mẫu" : null,
        Content = $"Bước {number.ToString(CultureInfo.InvariantCulture)} <đã ký>",
    };

    private Task<ExchangeAnswer> Keep(ExchangeCall call)
    {
        _calls[call.PacketId] = call;
        return Task.FromResult<ExchangeAnswer>(call.PacketId switch
        {
            "tu-choi" => new ExchangeAnswer.Refused(new Refusal(
                RefusalKind.Conflict,
                "Hồ sơ đã kết thúc.",
                [new RefusalError("/content/steps/0", "Bước đến sau kết quả.", 3), new RefusalError("/content/steps/0/at", "Thời điểm < kết quả.")])),
            "ban" => new ExchangeAnswer.Refused(new Refusal(RefusalKind.Overloaded, "Hệ thống đang bận.", [], TimeSpan.FromSeconds(7))),
            "hong" => throw new InvalidOperationException("A bug, with what nobody outside may read."),
            _ => new ExchangeAnswer.Accepted(new Receipt
            {
                ReceiptId = $"BN-{call.PacketId}",
                PacketId = call.PacketId,
                DossierNumber = call.DossierNumber,
                AcceptedAt = AcceptedAt,
                Disposition = call.PacketId == "bo-sung-1" ? Disposition.Held : Disposition.Update,
            }),
        });
    }
}
