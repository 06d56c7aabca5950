using Interop.Adapters.Delivery;
using Interop.Adapters.NationalPortal.Wire;
using Interop.Contracts.Documents;
using Interop.Contracts.Faults;
using Interop.Contracts.Packets;

namespace Interop.Adapters.NationalPortal;

/// <summary>What one packet makes us send: the dossier's item, its steps, or both. Pure.</summary>
/// <param name="Item">For DongBoHoSoMC; null: none.</param>
/// <param name="Update">True: as an update; false: as a new dossier.</param>
/// <param name="Steps">For CapNhatTienDoHoSoMC, in order.</param>
internal sealed record PortalDispatch(DossierItem? Item, bool Update, IReadOnlyList<ProgressItem> Steps)
{
    /// <summary>NguoiXuLy: the longest that a vendor found to pass (contracts/README.md, table of sources).</summary>
    private const int MaxHandler = 50;

    /// <summary>The files whose addresses the packet's item needs.</summary>
    public static IEnumerable<Sha256Digest> Files(DeliveryRequest request, string number)
    {
        var view = DossierView.Of(request, number);
        return view is null
            ? []
            : view.Dossier.Components.Concat(view.AddedComponents).SelectMany(c => c.Files)
                .Concat(view.Dossier.OtherPapers.SelectMany(p => p.Files))
                .Concat(view.ResultPapers.Select(p => p.File).OfType<DocumentReference>())
                .Select(file => file.Sha256)
                .Distinct();
    }

    /// <summary>The fault that forbids sending; null when the packet fits the portal.</summary>
    public static Fault? Obstacle(DeliveryRequest request, string? number)
    {
        if (number is null)
        {
            return FaultCodes.NotDeliverable("Gói tin không có mã hồ sơ; Cổng DVCQG nhận theo mã hồ sơ.") with { Pointer = "/identifiers" };
        }

        var kind = request.Packet.Kind;
        if (kind is not PacketKind.Progress && DossierView.Of(request, number) is null)
        {
            return FaultCodes.NotDeliverable("Trục chưa có nội dung hồ sơ, trong khi Cổng DVCQG đòi gửi lại toàn bộ hồ sơ khi cập nhật. Gửi hồ sơ trước rồi gửi lại gói tin này.");
        }

        var tooLong = StepsOf(request.Packet)
            .Where(step => step.Step.Handler?.Length > MaxHandler)
            .Select(step => step.Pointer + "/handler")
            .ToList();
        return tooLong.Count == 0
            ? null
            : FaultCodes.NotDeliverable($"Cổng DVCQG chỉ nhận người xử lý (NguoiXuLy) tối đa {MaxHandler} ký tự; dài quá ở: {Listed(tooLong)}.") with { Pointer = tooLong[0] };
    }

    public static PortalDispatch Of(DeliveryRequest request, string number, string filingPlace, IReadOnlyDictionary<Sha256Digest, Uri> links)
    {
        var view = DossierView.Of(request, number);
        return new PortalDispatch(
            view is null ? null : NationalPortalMapping.Item(view, filingPlace, links),
            Update: request.KnownToDestination || request.Packet.Kind is not (PacketKind.Submission or PacketKind.Correction),
            [.. StepsOf(request.Packet).Select(step => NationalPortalMapping.Step(number, step.Step))]);
    }

    private static IEnumerable<(ProcessingStep Step, string Pointer)> StepsOf(Packet packet) => packet.Content switch
    {
        Progress progress => progress.Steps.Select((step, index) => (step, FormattableString.Invariant($"/content/steps/{index}"))),
        Result result => [(result.Step, "/content/step")],
        _ => [],
    };

    private static string Listed(List<string> pointers) =>
        pointers.Count <= 5 ? string.Join(", ", pointers) : $"{string.Join(", ", pointers.Take(5))} và {pointers.Count - 5} chỗ khác";
}
