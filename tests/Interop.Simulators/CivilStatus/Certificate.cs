using System.Globalization;
using System.Text;

namespace Interop.Simulators.CivilStatus;

/// <summary>The paper the ministry issues: its codes, its register entry, and a small PDF with an empty signature in it.</summary>
internal sealed record Certificate(string Code, string Name, string FileName, byte[] Pdf, string RegisterNumber, string Book, string Day, string? CitizenNumber)
{
    /// <summary>Makes the certificate of a dossier. Only the first code was seen in use; the other two are invented.</summary>
    public static Certificate Of(MinistryDossier dossier, DateTimeOffset at)
    {
        var local = at.ToOffset(TimeSpan.FromHours(7));
        var (code, name, file) = dossier.Push.Module switch
        {
            "LTKS" => ("KQ.G15.000031", "Giấy khai sinh", "giay-khai-sinh.pdf"),
            "LTKT" => ("KQ.G15.000032", "Trích lục khai tử", "trich-luc-khai-tu.pdf"),
            _ => ("KQ.G15.000033", "Giấy chứng nhận kết hôn", "giay-chung-nhan-ket-hon.pdf"),
        };
        var citizen = dossier.Push.Module == "LTKS" ? string.Create(CultureInfo.InvariantCulture, $"0013{local:yy}{dossier.Entry % 1_000_000:D6}") : null;
        return new(
            code, name, file, Draw(dossier.Push.Number, dossier.Entry), dossier.Entry.ToString(CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"01/{local:yyyy}"), local.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), citizen);
    }

    private static byte[] Draw(string number, int entry)
    {
        // Letters without diacritics: the fonts every reader has need no embedding that way.
        var page = $"BT /F1 14 Tf 72 760 Td (BAN MAU - KHONG CO GIA TRI PHAP LY) Tj 0 -24 Td (Ho so {Escaped(number)} - so {entry}) Tj ET";
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /SigFlags 3 /Fields [6 0 R] >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /Annots [6 0 R] >>",
            $"<< /Length {Encoding.ASCII.GetByteCount(page)} >>\nstream\n{page}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            "<< /Type /Annot /Subtype /Widget /FT /Sig /T (ChuKySo) /Rect [0 0 0 0] /P 3 0 R /V 7 0 R >>",
            // A signature in form only: the digest of nothing, by nobody.
            $"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 0 0 0] /Contents <{new string('0', 128)}> >>",
        ];
        var text = new StringBuilder("%PDF-1.7\n");
        var offsets = new int[objects.Length];
        for (var i = 0; i < objects.Length; i++)
        {
            offsets[i] = text.Length;
            text.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var table = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
        {
            text.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        }

        text.Append(CultureInfo.InvariantCulture, $"trailer << /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal);
}
