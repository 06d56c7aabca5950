using Interop.Contracts.Documents;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>
/// A ministry's calls as canonical packets. Pure. The packets carry no identifiers: the call names the dossier by a
/// number that somebody else issued, so it is handed to the intake beside the packet, as a route would name it
/// (<see cref="ExchangeCall.DossierNumber"/>), and attaches nothing.
/// </summary>
public static class ExchangeMapping
{
    /// <summary>A step. Its time and content identify it: the packet's id is new when a ministry sends the same event again.</summary>
    public static Packet Progress(ProgressCall call) => Envelope(call, PacketKind.Progress, new Progress
    {
        Steps =
        [
            new ProcessingStep
            {
                Handler = call.Handler,
                Title = call.Title,
                Unit = call.Unit,
                At = call.OccurredAt,
                Content = call.Content,
                Status = call.Status,
                StartedAt = call.StartedAt,
                DueAt = call.DueAt,
            },
        ],
    });

    /// <summary>The decision. Its files were kept before.</summary>
    public static Packet Result(ResultCall call) => Envelope(call, PacketKind.Result, new Result
    {
        Step = new ProcessingStep
        {
            Handler = call.Handler,
            Title = call.Title,
            Unit = call.Unit,
            At = call.OccurredAt,

            // A result without a word says what its status says, in the code list's own words.
            Content = call.Content ?? NameOf(call.Status),
            Status = call.Status,
        },
        Papers = [.. call.Papers.Select(Paper)],
        Attributes = call.Attributes,
    });

    /// <summary>The request for papers.</summary>
    public static Packet Supplement(SupplementCall call) => Envelope(call, PacketKind.SupplementRequest, new SupplementRequest
    {
        Id = call.Id,
        RequestedBy = call.RequestedBy,
        Content = call.Content,
        RequestedAt = call.OccurredAt,
        Deadline = call.Deadline,
        Papers = [.. call.Papers.Select(paper => new RequestedPaper { Name = paper.Name, Quantity = paper.Quantity })],
    });

    private static Packet Envelope(ExchangeCall call, PacketKind kind, PacketContent content) =>
        new() { PacketId = call.PacketId, Kind = kind, Content = content };

    private static ResultPaper Paper(IssuedPaper paper) => new()
    {
        Code = paper.Code,
        Name = paper.Name,
        Number = paper.Number,
        IssuedAt = paper.IssuedAt,
        File = paper.File is { } file
            ? new DocumentReference { Name = file.Name, MediaType = file.MediaType, Size = file.Size, Sha256 = file.Sha256 }
            : null,
    };

    private static string NameOf(BusinessStatus status) => status switch
    {
        BusinessStatus.Registered => "Mới đăng ký",
        BusinessStatus.Received => "Được tiếp nhận",
        BusinessStatus.Refused => "Không được tiếp nhận",
        BusinessStatus.Processing => "Đang xử lý",
        BusinessStatus.SupplementRequested => "Yêu cầu bổ sung giấy tờ",
        BusinessStatus.PaymentRequested => "Yêu cầu thực hiện nghĩa vụ tài chính",
        BusinessStatus.Withdrawn => "Công dân yêu cầu rút hồ sơ",
        BusinessStatus.Stopped => "Dừng xử lý",
        BusinessStatus.Finished => "Đã xử lý xong",
        BusinessStatus.Returned => "Đã trả kết quả",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such business status."),
    };
}
