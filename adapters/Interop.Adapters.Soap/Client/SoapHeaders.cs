using Interop.Adapters.Soap.Messages;

namespace Interop.Adapters.Soap.Client;

/// <summary>Pure: the HTTP headers that say what a message is, as a partner's profile wants them.</summary>
internal static class SoapHeaders
{
    /// <summary>The action as it is told; in SOAP 1.2 a parameter, in 1.1 a header.</summary>
    public static string Action(SoapProfile profile, string action) => profile.ActionStyle == SoapActionStyle.Empty ? string.Empty : action;

    /// <summary>The value of <c>SOAPAction</c>; null: no such header.</summary>
    public static string? ActionHeader(SoapProfile profile, string action) => profile.Version == SoapVersion.Soap12 ? null : profile.ActionStyle switch
    {
        SoapActionStyle.Unquoted => action,
        SoapActionStyle.Absent => null,
        _ => $"\"{Action(profile, action)}\"",
    };

    /// <summary>The Content-Type of an envelope alone. SOAP 1.2 part 2, appendix A: the action is a parameter of it.</summary>
    public static string ContentType(SoapProfile profile, string action) =>
        profile.Version != SoapVersion.Soap12 || profile.ActionStyle == SoapActionStyle.Absent
            ? $"{profile.Version.MediaType}; charset=utf-8"
            : $"{profile.Version.MediaType}; charset=utf-8; action=\"{Quoted(Action(profile, action))}\"";

    private static string Quoted(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
