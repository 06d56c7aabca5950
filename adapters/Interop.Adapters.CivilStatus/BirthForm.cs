using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Interop.Adapters.Delivery;

namespace Interop.Adapters.CivilStatus;

/// <summary>
/// The canonical form <c>birth-registration</c> as the ministry's HoTichKhaiSinh, in its names and order. Pure.
/// XacThucThongTin is "1" only for a person whom the population database confirmed.
/// </summary>
internal sealed class BirthForm(JsonElement data, IReadOnlyList<Finding> findings)
{
    private const string Base = "/content/dossier/eForm/data/";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly FormReader _form = new(data);

    /// <summary>The form as a string of JSON.</summary>
    public string Write()
    {
        using var buffer = new MemoryStream(2048);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            Registration(json);
            Child(json, _form["child"]);
            Parent(json, "me", "mother");
            Parent(json, "cha", "father");
            Requester(json, _form["requester"]);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private void Registration(Utf8JsonWriter json)
    {
        json.WriteString("maGCS", _form["certificate"].Text("number"));
        json.WriteString("ngayCapGCS", _form["certificate"].Date("issuedOn"));
        json.WriteString("loaiDangKy", _form.Text("registrationType"));
        json.WriteString("noiDangKy", _form.Text("registrationPlace"));
        json.WriteString("soLuongBanSao", _form.Text("copies"));
    }

    private static void Child(Utf8JsonWriter json, FormReader child)
    {
        json.WriteString("nksHoTen", child.Text("fullName"));
        json.WriteString("nksGioiTinh", child.Text("gender"));
        json.WriteString("nksNgaySinh", child.Date("birthDate"));
        json.WriteString("nksNgaySinhBangChu", child.Text("birthDateInWords"));
        Place(json, "nksNoiSinh", child["birthPlace"]);
        Place(json, "nksQueQuan", child["hometown"]);
        json.WriteString("nksDanToc", child.Text("ethnicity"));
        json.WriteString("nksQuocTich", child.Text("nationality"));
        json.WriteString("nksLoaiKhaiSinh", child.Text("birthType"));
    }

    private void Parent(Utf8JsonWriter json, string prefix, string name)
    {
        var parent = _form[name];
        json.WriteString(prefix + "HoTen", parent.Text("fullName"));
        json.WriteString(prefix + "NgaySinh", parent.Date("birthDate"));
        json.WriteString(prefix + "DanToc", parent.Text("ethnicity"));
        json.WriteString(prefix + "QuocTich", parent.Text("nationality"));
        json.WriteString(prefix + "LoaiCuTru", parent.Text("residenceType"));
        Place(json, prefix + "NoiCuTru", parent["residence"]);
        json.WriteString(prefix + "LoaiGiayToTuyThan", parent.Text("paperType"));
        json.WriteString(prefix + "SoGiayToTuyThan", parent.Text("paperNumber"));
        json.WriteString(prefix + "SoDDCN", parent.Text("citizenNumber"));
        json.WriteString(prefix + "XacThucThongTin", Mark(IsConfirmed(name)));
    }

    private void Requester(Utf8JsonWriter json, FormReader requester)
    {
        json.WriteString("nycHoTen", requester.Text("fullName"));
        json.WriteString("nycQuanHe", requester.Text("relation"));
        json.WriteString("nycLoaiGiayToTuyThan", requester.Text("paperType"));
        if (requester.Text("citizenNumber") is { Length: > 0 } number)
        {
            json.WriteString("nycSoDDCN", number);
        }

        json.WriteString("nycSoGiayToTuyThan", requester.Text("paperNumber"));
        json.WriteString("nycNgayCapGiayToTuyThan", requester.Date("paperIssuedOn"));
        json.WriteString("nycNoiCapGiayToTuyThan", requester.Text("paperIssuedBy"));
        json.WriteString("nycSoDienThoai", requester.Text("phone"));
        json.WriteString("nycEmail", requester.Text("email"));
        json.WriteString("nycXacThucThongTin", Mark(IsConfirmed("requester") || IsConfirmedAsParent(requester, "mother") || IsConfirmedAsParent(requester, "father")));
    }

    private static void Place(Utf8JsonWriter json, string name, FormReader place)
    {
        json.WriteStartObject(name);
        json.WriteString("maTinh", place.Text("province"));
        json.WriteString("maHuyen", place.Text("district"));
        json.WriteString("maXa", place.Text("commune"));
        json.WriteString("dcChiTiet", place.Text("detail"));
        json.WriteEndObject();
    }

    private static string Mark(bool confirmed) => confirmed ? "1" : "0";

    private bool IsConfirmed(string subject) =>
        findings.Any(f => f.Subject == Base + subject && f.Verdict == Verdict.Confirmed)
        && !findings.Any(f => f.Subject == Base + subject && f.Verdict is Verdict.Contradicted or Verdict.NotFound);

    // Mostly a parent asks: then the same name and number were verified already, under the parent.
    private bool IsConfirmedAsParent(FormReader requester, string name)
    {
        var parent = _form[name];
        return IsConfirmed(name)
            && requester.Text("fullName") == parent.Text("fullName")
            && Number(requester) is { Length: > 0 } number && number == Number(parent);
    }

    private static string Number(FormReader person) =>
        person.Text("citizenNumber") is { Length: > 0 } number ? number : person.Text("paperNumber");
}
