namespace Interop.Chaos.Judging;

/// <summary>Where each kind of packet goes, as the chaos hub's routes say.</summary>
internal static class Routes
{
    public const string Ministry = "HOTICH";
    public const string Portal = "DVCQG";
    public const string OneStop = "MCDT";
    public const string Population = "CSDLDC";

    private static readonly string[] s_both = [Ministry, Portal];
    private static readonly string[] s_portal = [Portal];

    /// <summary>Destinations of a packet that the one-stop sends.</summary>
    public static IReadOnlyList<string> Of(string kind) => kind == "progress" ? s_portal : s_both;
}
