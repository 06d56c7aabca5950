using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Interop.Simulators.Hosting;

namespace Interop.Simulators.CivilStatus;

/// <summary>A <c>NhanHoSo</c> request that follows the contract, read.</summary>
internal sealed record PushedDossier(
    string Unit, string Module, string LinkedNumber, string Number, string Delivery, string ContentDigest, IReadOnlyList<ReceivedFile> Files)
{
    private static readonly Dictionary<string, string[]> s_required = new(StringComparer.Ordinal)
    {
        ["LTKS"] = ["nksHoTen", "nksGioiTinh", "nksNgaySinh", "nycHoTen"],
        ["LTKT"] = ["nktHoTen", "nycHoTen"],
        ["LTKH"] = ["chongHoTen", "voHoTen"],
    };

    /// <summary>Reads what the schema cannot judge; the second value names the field that is wrong.</summary>
    public static (PushedDossier? Dossier, string? Problem) Read(XElement body)
    {
        string Of(XElement holder, string name) => holder.Element(MinistryContract.Namespace + name)?.Value ?? "";
        if (!DateTime.TryParseExact(Of(body, "ngayTiepNhan"), "dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return (null, "ngayTiepNhan không đúng định dạng dd/MM/yyyy HH:mm:ss");
        }

        var module = Of(body, "module");
        var data = Of(body, "data");
        if (DataProblem(module, data) is { } problem)
        {
            return (null, problem);
        }

        var files = new List<ReceivedFile>();
        foreach (var file in body.Elements(MinistryContract.Namespace + "fileDinhKem"))
        {
            var bytes = Convert.FromBase64String(Of(file, "duLieuTepDinhKem"));
            if (bytes.Length == 0)
            {
                return (null, $"fileDinhKem[{files.Count}].duLieuTepDinhKem rỗng");
            }

            files.Add(new ReceivedFile(Of(file, "tenTepDinhKem"), Digest.Sha256(bytes), bytes.LongLength));
        }

        var content = string.Join('\n', files.Select(f => f.Sha256).Prepend(data));
        return (
            new PushedDossier(
                Of(body, "maDonVi"), module, Of(body, "maHoSoLT"), Of(body, "maHoSoMCDT"), Of(body, "maGiaoDich"),
                Digest.Sha256(System.Text.Encoding.UTF8.GetBytes(content)), files),
            null);
    }

    private static string? DataProblem(string module, string data)
    {
        try
        {
            using var form = JsonDocument.Parse(data);
            if (form.RootElement.ValueKind != JsonValueKind.Object)
            {
                return "data phải là một đối tượng JSON";
            }

            var missing = s_required[module]
                .Where(name => !form.RootElement.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String || value.GetString()!.Length == 0)
                .ToArray();
            return missing.Length == 0 ? null : $"data thiếu trường {string.Join(", ", missing)}";
        }
        catch (JsonException)
        {
            return "data không phải chuỗi JSON";
        }
    }
}
