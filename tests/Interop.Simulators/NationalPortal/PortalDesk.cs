using System.Globalization;
using System.Text;
using System.Text.Json;
using Interop.Simulators.Hosting;

namespace Interop.Simulators.NationalPortal;

/// <summary>The portal's services. A call is taken whole or not at all: one bad item, and none has its effect.</summary>
internal sealed class PortalDesk(PartnerSimulator portal, NationalPortalOptions options, PortalReplies reply, PortalFiles files)
{
    // Judging and entering are one step, as in any database: two copies of a create that arrive together are one create.
    private readonly Lock _oneAtATime = new();

    public PortalBooks Books { get; } = new(options.KeepItems);

    public static string Text(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? PortalField.Text(value) : "";

    public Answer Serve(Call call, string service, JsonElement body) => service switch
    {
        "DongBoHoSoMC" => Write(call, service, body, PortalFields.Dossier, int.MaxValue),
        "CapNhatTienDoHoSoMC" => Write(call, service, body, PortalFields.Step, options.MaxSteps),
        "DongBoTrangThaiHoSo" when Text(body, "type") != "2" => reply.Refused(PortalReplies.Failed, "Trường type phải là 2"),
        "DongBoTrangThaiHoSo" => Write(call, service, body, PortalFields.State, int.MaxValue),
        "TraCuuHoSo" => LookUp(Text(body, "mahoso")),
        "LayThuTuc" => reply.Ok(PortalCatalogue.Procedures(Text(body, "maTTHC"))),
        "LayDanhSachTTHC" => reply.Ok(PortalCatalogue.Procedures(null)),
        "LayDanhMucCoQuan" => reply.Ok(PortalCatalogue.Agencies()),
        "LayDanhMucLinhVuc" => reply.Ok(PortalCatalogue.Fields()),
        _ => reply.Refused(PortalReplies.Failed, "Dịch vụ không tồn tại"),
    };

    private Answer LookUp(string number) =>
        portal.Temper == Temper.Neither ? reply.Refused(PortalReplies.Failed, "Dịch vụ không được hỗ trợ")
        : reply.Ok(Books.Describe(number) is { } row ? new[] { row } : []) with { DossierNumber = number };

    private Answer Write(Call call, string service, JsonElement body, PortalField[] fields, int most)
    {
        var isUpdating = Text(body, "isUpdating");
        if (service == "DongBoHoSoMC" && isUpdating is not ("True" or "False"))
        {
            return reply.Refused(PortalReplies.Failed, "Trường isUpdating phải là True hoặc False");
        }

        if (!body.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array || data.GetArrayLength() is 0 || data.GetArrayLength() > most)
        {
            return reply.Refused(PortalReplies.Failed, $"Trường data phải là danh sách từ 1 đến {Math.Min(most, 1000)} bản ghi");
        }

        var problems = new List<string>();
        var index = 0;
        foreach (var item in data.EnumerateArray())
        {
            PortalField.Check(item, fields, $"data[{index++}]", problems);
        }

        var number = data[0].ValueKind == JsonValueKind.Object ? Text(data[0], "MaHoSo") : "";
        if (problems.Count > 0)
        {
            return reply.Refused(PortalReplies.Failed, string.Join("; ", problems)) with { DossierNumber = number };
        }

        lock (_oneAtATime)
        {
            return Enter(call, service, data, creates: isUpdating == "False") with { DossierNumber = number };
        }
    }

    private Answer Enter(Call call, string service, JsonElement data, bool creates)
    {
        var drafts = data.EnumerateArray().Select(item => (Item: item, Draft: Draft(call, service, item))).ToArray();
        var honours = portal.Temper == Temper.Honours;
        if (honours && call.Record.DeliveryId.Length > 0 && drafts.All(d => portal.Records.Has(d.Draft.Key)))
        {
            return portal.Repeats == RepeatAnswer.Same ? reply.Ok() : reply.Refused(PortalReplies.AlreadyThere, "Hồ sơ đã tồn tại");
        }

        foreach (var (_, draft) in drafts)
        {
            var known = Books.Knows(draft.DossierNumber);
            if (creates && known && portal.Temper != Temper.Neither)
            {
                return reply.Refused(PortalReplies.AlreadyThere, "Hồ sơ đã tồn tại");
            }

            if (!creates && !known)
            {
                return reply.Refused(PortalReplies.UnknownDossier, $"Không tìm thấy hồ sơ {draft.DossierNumber}");
            }
        }

        var applied = 0;
        foreach (var (item, draft) in drafts)
        {
            if (portal.Records.Apply(draft, portal.Temper, call.Record.Ordinal).Applied)
            {
                Keep(service, draft.DossierNumber, item);
                applied++;
            }
        }

        return reply.Ok() with { Effects = applied };
    }

    private void Keep(string service, string number, JsonElement item)
    {
        if (service == "DongBoHoSoMC")
        {
            Books.Put(number, item);
            if (options.FetchFiles || portal.Faults.FetchFiles)
            {
                files.FetchAllOf(number, item);
            }
        }
        else
        {
            Books.AddStep(number, item);
        }
    }

    private static EffectDraft Draft(Call call, string service, JsonElement item)
    {
        var digest = Digest.Sha256(Encoding.UTF8.GetBytes(item.GetRawText()));
        var status = Text(item, service == "DongBoHoSoMC" ? "TrangThaiHoSo" : "TrangThai");
        return new EffectDraft(call.Record.DeliveryId, service, Text(item, "MaHoSo"), digest, int.Parse(status, CultureInfo.InvariantCulture))
        {
            // A delivery's one dossier entry is one effect whatever addresses it carries; its steps are told apart by what they say.
            Part = service == "CapNhatTienDoHoSoMC" ? digest : "",
        };
    }
}
