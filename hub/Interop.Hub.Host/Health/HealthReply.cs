namespace Interop.Hub.Host.Health;

/// <summary>What a health check answers.</summary>
internal sealed record HealthReply(string Status, IReadOnlyDictionary<string, string> Checks);
