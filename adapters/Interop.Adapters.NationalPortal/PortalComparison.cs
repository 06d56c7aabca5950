using System.Text.Json;
using Interop.Adapters.NationalPortal.Wire;

namespace Interop.Adapters.NationalPortal;

/// <summary>Whether the portal has something that we meant to send.</summary>
internal enum Presence
{
    CannotTell,
    No,
    Yes,
}

/// <summary>
/// Compares what we would send with the row that TraCuuHoSo shows. Pure. The row's shape was not found in any source
/// beyond the number, so every field it happens to show is compared, and what it does not show proves nothing.
/// </summary>
internal static class PortalComparison
{
    // Fewer equal fields than this could be chance: an update that changed something else would look the same.
    private const int EnoughFields = 5;

    private static readonly (string List, string Id)[] Lists =
    [
        ("TaiLieuNop", "TepDinhKemId"), ("DanhSachGiayToKetQua", "GiayToId"), ("DanhSachHoSoBoSung", "HoSoBoSungId"),
    ];

    /// <summary>The dossier's own row; null when the portal shows none.</summary>
    public static JsonElement? RowOf(PortalReply reply, string number) =>
        reply.Rows.Where(row => Same(PortalReply.Scalar(row, "MaHoSo") ?? PortalReply.Scalar(row, "MAHOSO"), number))
            .Select(row => (JsonElement?)row)
            .FirstOrDefault();

    /// <summary>Whether the portal's row is what the item would make it.</summary>
    public static Presence OfItem(JsonElement? row, DossierItem item, bool update)
    {
        if (row is not { } there)
        {
            return Presence.No;
        }

        var sent = JsonSerializer.SerializeToElement(item, PortalWire.Readable.DossierItem);
        var compared = 0;
        foreach (var field in sent.EnumerateObject().Where(f => f.Value.ValueKind == JsonValueKind.String && f.Name != "MaHoSo"))
        {
            if (PortalReply.Scalar(there, field.Name) is { } shown)
            {
                compared++;
                if (!Same(shown, field.Value.GetString()))
                {
                    return Presence.No;
                }
            }
        }

        if (Lists.Any(list => Ids(there, list) is { } shown && !shown.SetEquals(Ids(sent, list)!)))
        {
            return Presence.No;
        }

        return compared >= EnoughFields || !update ? Presence.Yes : Presence.CannotTell;
    }

    /// <summary>The steps that the row does not show; null when it shows no steps at all.</summary>
    public static IReadOnlyList<ProgressItem>? Missing(JsonElement? row, IReadOnlyList<ProgressItem> steps)
    {
        if (row is not { } there)
        {
            return steps;
        }

        return there.TryGetProperty("DanhSachTienDo", out var shown) && shown.ValueKind == JsonValueKind.Array
            ? [.. steps.Where(step => !shown.EnumerateArray().Any(s => IsSame(s, step)))]
            : null;
    }

    public static Presence OfSteps(JsonElement? row, IReadOnlyList<ProgressItem> steps) => Missing(row, steps) switch
    {
        null => steps.Count == 0 ? Presence.Yes : Presence.CannotTell,
        { Count: 0 } => Presence.Yes,
        _ => Presence.No,
    };

    private static bool IsSame(JsonElement shown, ProgressItem step) =>
        Same(PortalReply.Scalar(shown, "ThoiDiemXuLy"), step.ThoiDiemXuLy)
        && Same(PortalReply.Scalar(shown, "TrangThai"), step.TrangThai)
        && Same(PortalReply.Scalar(shown, "NoiDungXuLy"), step.NoiDungXuLy);

    private static bool Same(string? shown, string? sent)
    {
        if (string.Equals(shown, sent, StringComparison.Ordinal))
        {
            return true;
        }

        try
        {
            return shown is not null && sent is not null
                && string.Equals(shown.Trim().Normalize(), sent.Trim().Normalize(), StringComparison.OrdinalIgnoreCase);
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair in the portal's text: certainly not ours.
            return false;
        }
    }

    private static HashSet<string>? Ids(JsonElement row, (string List, string Id) of) =>
        row.TryGetProperty(of.List, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(entry => PortalReply.Scalar(entry, of.Id) ?? string.Empty)]
            : null;
}
