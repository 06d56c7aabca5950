namespace Interop.Bench.Load;

/// <summary>What one window of load showed.</summary>
/// <param name="Sent">Posts that were made.</param>
/// <param name="Failed">Posts that were not answered with success.</param>
/// <param name="RelayedPerSecond">Arrivals per second, from the first post to the last arrival.</param>
/// <param name="AcceptedPerSecond">Answers per second, from the first post to the last answer.</param>
/// <param name="P50">Accept latency, ms.</param>
/// <param name="P99">Accept latency, ms.</param>
/// <param name="CpuMicroseconds">Processor time of the relay per dossier, µs.</param>
internal sealed record Window(long Sent, long Failed, double RelayedPerSecond, double AcceptedPerSecond, double P50, double P99, double CpuMicroseconds);
