using System.Text.Json;
using Interop.Adapters.CivilStatus.Wire;
using Interop.Adapters.Delivery;
using Interop.Adapters.Times;
using Interop.Contracts.Documents;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Faults;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;

namespace Interop.Adapters.CivilStatus;

/// <summary>The canonical dossier as the content of NhanHoSo. Pure: files' bytes are given.</summary>
internal static class CivilStatusMapping
{
    private const string BirthFormId = "birth-registration";

    /// <summary>The dossier that the packet makes us push; null for a packet without one.</summary>
    public static Dossier? DossierOf(DeliveryRequest request) => request.Packet.Content switch
    {
        Submission submission => submission.Dossier,
        Correction correction => correction.Dossier,
        SupplementReply => request.Dossier,
        _ => null,
    };

    /// <summary>The papers' files in the order in which they are numbered; those of a supplement behind those of the dossier.</summary>
    public static IReadOnlyList<(string PaperName, DocumentReference File)> Files(DeliveryRequest request, Dossier dossier)
    {
        var added = request.Packet.Content is SupplementReply reply ? reply.Components : [];
        return
        [
            .. dossier.Components.Concat(added).SelectMany(c => c.Files.Select(file => (c.Name, file))),
            .. dossier.OtherPapers.SelectMany(p => p.Files.Select(file => (p.Name, file))),
        ];
    }

    /// <summary>The fault that forbids sending; null when the packet fits the ministry.</summary>
    public static Fault? Obstacle(DeliveryRequest request, CivilStatusOptions options)
    {
        if (request.DossierNumber is null)
        {
            return FaultCodes.NotDeliverable("Gói tin không có mã hồ sơ; phần mềm hộ tịch nhận theo mã hồ sơ một cửa.") with { Pointer = "/identifiers" };
        }

        if (request.Packet.Kind == PacketKind.Withdrawal)
        {
            return null;
        }

        if (DossierOf(request) is not { } dossier)
        {
            return FaultCodes.NotDeliverable("Trục chưa có nội dung hồ sơ, trong khi phần mềm hộ tịch đòi gửi lại toàn bộ hồ sơ khi bổ sung. Gửi hồ sơ trước rồi gửi lại gói tin này.");
        }

        if (!options.Modules.TryGetValue(dossier.Procedure.Code.Short, out var module))
        {
            return FaultCodes.NotDeliverable("Thủ tục này không thuộc phân hệ nào của phần mềm hộ tịch (khai sinh, khai tử, kết hôn). Kiểm tra định tuyến hoặc thiết lập Modules.")
                with { Pointer = "/content/dossier/procedure/code" };
        }

        if (dossier.EForm is not { Data.ValueKind: JsonValueKind.Object } form || (module == "LTKS" && form.SchemaId != BirthFormId))
        {
            return FaultCodes.NotDeliverable(module == "LTKS"
                ? $"Hồ sơ khai sinh phải kèm tờ khai điện tử {BirthFormId}."
                : "Hồ sơ hộ tịch phải kèm tờ khai điện tử.") with { Pointer = "/content/dossier/eForm" };
        }

        return Files(request, dossier).Sum(f => f.File.Size) > options.MaxFileBytes
            ? FaultCodes.NotDeliverable(FormattableString.Invariant(
                $"Tổng dung lượng tệp vượt giới hạn {options.MaxFileBytes / (1024 * 1024)} MiB của phần mềm hộ tịch. Giảm dung lượng tệp rồi gửi lại.")) with { Pointer = "/content/dossier/components" }
            : null;
    }

    public static PushedDossier Push(DeliveryRequest request, Dossier dossier, CivilStatusOptions options, IReadOnlyList<PushedFile> files)
    {
        var module = options.Modules[dossier.Procedure.Code.Short];
        var form = dossier.EForm!;
        return new PushedDossier
        {
            Unit = Unit(dossier.Organisations, options),
            Module = module,
            InterLinkedNumber = request.Identifiers.FirstOrDefault(i => i.Scheme == IdentifierScheme.InterLinked)?.Value ?? string.Empty,
            Number = request.DossierNumber!,
            ReceivedAt = PartnerTime.Format(dossier.Times.Received, "dd/MM/yyyy HH:mm:ss"),
            Data = form.SchemaId == BirthFormId
                ? new BirthForm(form.Data, request.Findings).Write()

                // There is no canonical death or marriage form yet: such a form carries the ministry's own names and goes as it stands.
                : form.Data.GetRawText(),
            Files = files,
        };
    }

    private static string Unit(DossierOrganisations units, CivilStatusOptions options)
    {
        var code = (units.Competent ?? units.Receiving).Value;
        return options.Units.TryGetValue(code, out var unit) ? unit : code;
    }
}
