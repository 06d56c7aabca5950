namespace Interop.Hub.Host.Telemetry;

/// <summary>Event ids of telemetry, 5050 to 5059.</summary>
internal static class TelemetryEvents
{
    public const int Exporting = 5050;
    public const int NotFlushed = 5051;
    public const int BacklogNotRead = 5052;
}
