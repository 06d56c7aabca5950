namespace Interop.Hub.Core.Delivery;

/// <summary>This node, as leases and attempts name it. From configuration: two nodes may share a host.</summary>
/// <param name="Name">1 to 64 letters, digits, <c>- _ .</c>.</param>
public sealed record NodeIdentity(string Name);

/// <summary>The source of jitter, -1 to 1. Seeded in tests.</summary>
/// <param name="random">The source of randomness.</param>
public sealed class Jitter(Random random)
{
    private readonly Lock _lock = new();

    /// <summary>The next value.</summary>
    public double Next()
    {
        lock (_lock)
        {
            // Spreads retries; nothing secret depends on it.
            return (random.NextDouble() * 2) - 1;
        }
    }
}
