namespace Interop.Hub.Core.Intake;

/// <summary>Local time of every partner: a fixed offset, never a zone name (Asia/Ho_Chi_Minh was +08:00 in 1960).</summary>
public static class BusinessTime
{
    /// <summary>UTC+07:00.</summary>
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(7);
}
