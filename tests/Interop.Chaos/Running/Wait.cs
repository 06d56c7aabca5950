using System.Diagnostics;

namespace Interop.Chaos.Running;

/// <summary>Waits for a condition, never for a time.</summary>
internal static class Wait
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    /// <summary>False when it did not hold within the limit. What cannot be asked just now counts as "not yet".</summary>
    public static async Task<bool> UntilAsync(Func<CancellationToken, Task<bool>> condition, TimeSpan limit, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < limit)
        {
            try
            {
                if (await condition(cancellationToken))
                {
                    return true;
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // Not reachable yet.
            }

            await Task.Delay(s_pause, TimeProvider.System, cancellationToken);
        }

        return false;
    }
}
