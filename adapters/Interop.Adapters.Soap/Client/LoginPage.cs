using System.Text;
using System.Text.RegularExpressions;

namespace Interop.Adapters.Soap.Client;

/// <summary>
/// Knows the page that gateways and single sign-on put in front of a service when a session or account has ended. Any
/// other page proves nothing, and stays an answer that was not understood.
/// </summary>
internal static partial class LoginPage
{
    private const int Looked = 64 * 1024;

    public static bool IsOne(Answer answer)
    {
        // U+FFFE is the one character that Normalize throws on.
        var page = Encoding.UTF8.GetString(answer.Body.Span[..Math.Min(answer.Body.Length, Looked)]).Replace('\uFFFE', '?');
        var isHtml = answer.MediaType is "text/html" or "application/xhtml+xml" || Html().IsMatch(page);
        return isHtml && AsksToLogIn().IsMatch(page.Normalize(NormalizationForm.FormC));
    }

    [GeneratedRegex(@"^\s*(<\?xml[^>]*>\s*)?(<!doctype\s+html|<html)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Html();

    [GeneratedRegex("""type\s*=\s*["']?password|<title>[^<]*(đăng nhập|dang nhap|log\s?in|sign\s?in)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AsksToLogIn();
}
