using System.Text;

namespace Interop.Adapters.Tests.Soap;

/// <summary>A message by MTOM with one file.</summary>
internal static class XopPackage
{
    /// <summary>Stands where the file's base64 belongs.</summary>
    public const string Reference = "<x:Include xmlns:x='http://www.w3.org/2004/08/xop/include' href='cid:f1'/>";

    public static ByteArrayContent Of(string request, byte[] file)
    {
        byte[] package =
        [
            .. Encoding.UTF8.GetBytes($"--b\r\nContent-Type: application/xop+xml; charset=UTF-8; type=\"text/xml\"\r\nContent-ID: <root>\r\n\r\n{Http.Envelope(request)}\r\n--b\r\nContent-Type: application/pdf\r\nContent-ID: <f1>\r\n\r\n"),
            .. file,
            .. "\r\n--b--\r\n"u8,
        ];
        var content = new ByteArrayContent(package);
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/related; type=\"application/xop+xml\"; boundary=\"b\"; start=\"<root>\"; start-info=\"text/xml\"");
        return content;
    }
}
