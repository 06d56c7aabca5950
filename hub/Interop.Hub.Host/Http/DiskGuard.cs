using Interop.Hub.Core.Configuration;

namespace Interop.Hub.Host.Http;

/// <summary>
/// Turns packets away before the disk is full: what was accepted needs room for its attempts. Asked at most once a
/// second.
/// </summary>
internal sealed partial class DiskGuard(HubSettings settings, TimeProvider time, ILogger<DiskGuard> log)
{
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private long _askedAt = long.MinValue;
    private volatile bool _low;

    /// <summary>True when nothing more is taken in.</summary>
    public bool IsLow
    {
        get
        {
            var last = Volatile.Read(ref _askedAt);
            var now = time.GetTimestamp();
            if ((last == long.MinValue || time.GetElapsedTime(last, now) >= Every) && Interlocked.CompareExchange(ref _askedAt, now, last) == last)
            {
                Ask();
            }

            return _low;
        }
    }

    private void Ask()
    {
        bool low;
        try
        {
            low = new DriveInfo(settings.Ledger.Directory).AvailableFreeSpace < settings.Limits.MinFreeDiskBytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            low = true;
        }

        if (low != _low)
        {
            _low = low;
            if (low)
            {
                LogLow(settings.Limits.MinFreeDiskBytes);
            }
            else
            {
                LogRecovered();
            }
        }
    }

    [LoggerMessage(EventId = LogEvents.DiskLow, Level = LogLevel.Critical, Message = "The ledger's disk has less than {Limit} bytes free: packets are turned away with 503 until there is room")]
    private partial void LogLow(long limit);

    [LoggerMessage(EventId = LogEvents.DiskRecovered, Level = LogLevel.Information, Message = "The ledger's disk has room again: packets are taken")]
    private partial void LogRecovered();
}
