using Interop.Adapters.Soap.Exchange;
using Interop.Contracts.Documents;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;

namespace Interop.Hub.Host.Soap;

/// <summary>
/// Ministries' SOAP calls as canonical packets. Pure. The dossier stands in the call and not in the packet's
/// identifiers: a ministry names it by a number it did not issue.
/// </summary>
internal static class ExchangePackets
{
    public static Packet Of(ProgressCall call) => Make(call, PacketKind.Progress, new Progress
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

    public static Packet Of(ResultCall call) => Make(call, PacketKind.Result, new Result
    {
        Step = new ProcessingStep
        {
            Handler = call.Handler,
            Title = call.Title,
            Unit = call.Unit,
            At = call.OccurredAt,
            // The canonical step says what was done; a ministry that says nothing more than the status is taken at that.
            Content = call.Content is { Length: > 0 } content ? content : StatusNames.Of(call.Status),
            Status = call.Status,
        },
        Papers = [.. call.Papers.Select(Paper)],
        Attributes = call.Attributes,
    });

    public static Packet Of(SupplementCall call) => Make(call, PacketKind.SupplementRequest, new SupplementRequest
    {
        Id = call.Id,
        RequestedBy = call.RequestedBy,
        Content = call.Content,
        RequestedAt = call.OccurredAt,
        Deadline = call.Deadline,
        Papers = [.. call.Papers.Select(p => new RequestedPaper { Name = p.Name, Quantity = p.Quantity })],
    });

    private static Packet Make(ExchangeCall call, PacketKind kind, PacketContent content) => new() { PacketId = call.PacketId, Kind = kind, Content = content };

    private static ResultPaper Paper(IssuedPaper paper) => new()
    {
        Code = paper.Code,
        Name = paper.Name,
        Number = paper.Number,
        IssuedAt = paper.IssuedAt,
        File = paper.File is { } file
            ? new DocumentReference { Name = file.Name, MediaType = file.MediaType, Size = file.Data.Length, Sha256 = file.Sha256 }
            : null,
    };
}

/// <summary>The official names of the business statuses (vietnam.md §1.4).</summary>
internal static class StatusNames
{
    public static string Of(BusinessStatus status) => status switch
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
        _ => "Đã trả kết quả",
    };
}
