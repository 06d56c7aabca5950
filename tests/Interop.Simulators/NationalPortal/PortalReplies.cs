using System.Globalization;
using Interop.Simulators.Hosting;

namespace Interop.Simulators.NationalPortal;

/// <summary>
/// The portal's answers: HTTP 200 whatever it says, the verdict in <c>error_code</c>, which is a number in one answer and text in the next.
/// Codes 0, 1 and -3 are from observed replies; 2 and -1 are this simulator's choice.
/// </summary>
internal sealed class PortalReplies
{
    public const int Failed = 1;
    public const int UnknownDossier = 2;
    public const int NoSession = -1;
    public const int AlreadyThere = -3;
    private int _answers;

    public Answer Ok(object? result = null) => Build(0, "Thành công", result ?? Array.Empty<object>());

    public Answer Session(string id) => Build(0, null, null, id) with { Kind = CallKind.LogIn };

    public Answer Refused(int code, string message) => Build(code, message, null) with { IsRefusal = true };

    private Answer Build(int code, string? message, object? result, string? session = null)
    {
        var asText = (Interlocked.Increment(ref _answers) & 1) == 0;
        var body = new Dictionary<string, object?> { ["error_code"] = asText ? code.ToString(CultureInfo.InvariantCulture) : code };
        foreach (var (name, value) in new[] { ("message", message), ("result", result), ("session", (object?)session) })
        {
            if (value is not null)
            {
                body[name] = value;
            }
        }

        return Answer.Json(200, body);
    }
}
