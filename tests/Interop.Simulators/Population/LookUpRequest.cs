using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace Interop.Simulators.Population;

/// <summary>A question to the database, from either form.</summary>
internal sealed record LookUpRequest(string RequestId, string Number, string Name, string Born)
{
    // The order of the SOAP form, in which it matters.
    private static readonly (string Name, bool Required)[] s_fields =
    [
        ("MaYeuCau", true), ("MaDVC", true), ("MaTichHop", true), ("MaCanBo", true), ("MaDonVi", false), ("TaiKhoan", false),
        ("SoDienThoai", false), ("SoDinhDanh", false), ("SoCMND", false), ("HoVaTen", true), ("NgayThangNamSinh", true),
    ];

    public static (LookUpRequest? Request, string? Problem) Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return (null, "Nội dung phải là một đối tượng JSON");
        }

        var problems = new List<string>();
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var born = "";
        foreach (var property in body.EnumerateObject())
        {
            if (!s_fields.Any(f => f.Name == property.Name))
            {
                problems.Add($"Trường {property.Name} không có trong đặc tả");
            }
            else if (property.Name == "NgayThangNamSinh" && property.Value.ValueKind == JsonValueKind.Object)
            {
                born = BirthOf(property.Value.EnumerateObject().Select(p => (p.Name, p.Value.ToString())), problems);
            }
            else
            {
                values[property.Name] = property.Value.ToString();
            }
        }

        return Judge(values, born, problems);
    }

    public static (LookUpRequest? Request, string? Problem) Read(XElement body)
    {
        var problems = new List<string>();
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var born = "";
        var reached = -1;
        foreach (var element in body.Elements())
        {
            var name = element.Name.LocalName;
            var place = Array.FindIndex(s_fields, f => f.Name == name);
            if (place < 0 || element.Name.Namespace != body.Name.Namespace)
            {
                problems.Add($"Phần tử {name} không có trong đặc tả");
            }
            else if (place <= reached)
            {
                problems.Add($"Phần tử {name} không đúng thứ tự");
            }
            else if (name == "NgayThangNamSinh")
            {
                born = BirthOf(element.Elements().Select(e => (e.Name.LocalName, e.Value)), problems);
            }
            else
            {
                values[name] = element.Value;
            }

            reached = Math.Max(reached, place);
        }

        return Judge(values, born, problems);
    }

    private static string BirthOf(IEnumerable<(string Name, string Value)> parts, List<string> problems)
    {
        var given = parts.ToArray();
        if (given is [("Nam", { Length: 4 } year)] && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return year;
        }

        if (given is [("NgayThangNam", var date)] && DateOnly.TryParseExact(date, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return date;
        }

        problems.Add("NgayThangNamSinh phải có đúng một trong hai: Nam (yyyy) hoặc NgayThangNam (yyyyMMdd)");
        return "";
    }

    private static (LookUpRequest?, string?) Judge(Dictionary<string, string> values, string born, List<string> problems)
    {
        string Of(string name) => values.GetValueOrDefault(name, "");
        foreach (var (name, required) in s_fields)
        {
            if (required && name != "NgayThangNamSinh" && Of(name).Length == 0)
            {
                problems.Add($"Thiếu trường {name}");
            }
        }

        if (born.Length == 0 && !problems.Exists(p => p.StartsWith("NgayThangNamSinh", StringComparison.Ordinal)))
        {
            problems.Add("Thiếu trường NgayThangNamSinh");
        }

        if (Of("MaTichHop") is { Length: > 0 } and not "037")
        {
            problems.Add("MaTichHop phải là 037");
        }

        var (number, old) = (Of("SoDinhDanh"), Of("SoCMND"));
        if (number.Length == 0 == (old.Length == 0))
        {
            problems.Add("Phải có đúng một trong hai: SoDinhDanh hoặc SoCMND");
        }
        else if (number.Length > 0 ? !Digits(number, 12) : !Digits(old, 9))
        {
            problems.Add(number.Length > 0 ? "SoDinhDanh phải gồm 12 chữ số" : "SoCMND phải gồm 9 chữ số");
        }

        return problems.Count > 0
            ? (null, string.Join("; ", problems))
            : (new LookUpRequest(Of("MaYeuCau"), number.Length > 0 ? number : old, Of("HoVaTen"), born), null);
    }

    private static bool Digits(string text, int length) => text.Length == length && text.All(char.IsAsciiDigit);
}
