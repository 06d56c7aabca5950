using System.Threading.RateLimiting;
using Interop.Hub.Core.Cluster;

namespace Interop.Hub.Core.Delivery;

/// <summary>This node's share of a destination's rate; made anew when nodes come or go. The caller locks.</summary>
/// <param name="perSecond">The rate of all nodes together; null: no limit.</param>
/// <param name="cluster">Who shares it.</param>
/// <param name="follows">True when it follows another: then it begins empty, for that one may just have been used up.</param>
internal sealed class RateShare(double? perSecond, Membership cluster, bool follows) : IDisposable
{
    private TokenBucketRateLimiter? _limiter;
    private int _madeFor;

    /// <summary>True when nothing limits the rate.</summary>
    public bool IsUnlimited => perSecond is null;

    /// <summary>How many attempts the rate allows now.</summary>
    public int Free => Limiter() is not { } rate ? int.MaxValue : (int)Math.Clamp(rate.GetStatistics()?.CurrentAvailablePermits ?? 0, 0, int.MaxValue);

    /// <summary>Takes one attempt of the rate.</summary>
    public bool TryTake()
    {
        if (Limiter() is not { } rate)
        {
            return true;
        }

        using var lease = rate.AttemptAcquire();
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter?.Dispose();

    private TokenBucketRateLimiter? Limiter()
    {
        if (perSecond is not { } all || _madeFor == cluster.Count)
        {
            return _limiter;
        }

        var again = follows || _limiter is not null;
        _limiter?.Dispose();
        _madeFor = cluster.Count;
        var share = cluster.ShareOf(all);
        var limit = Math.Max(1, (int)Math.Ceiling(share));
        _limiter = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = limit,
            TokensPerPeriod = Math.Max(1, (int)Math.Ceiling(share / 10)),
            ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(share / 10)) / share),
            QueueLimit = 0,
            AutoReplenishment = true,
        });

        if (again)
        {
            // Empty: of full ones, made by every node whenever one comes or goes, the partner would have a second's worth more.
            _limiter.AttemptAcquire(limit).Dispose();
        }

        return _limiter;
    }
}
