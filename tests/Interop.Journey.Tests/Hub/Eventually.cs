using System.Diagnostics;

namespace Interop.Journey.Tests.Hub;

/// <summary>Waits for a condition, never for a time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns when the condition holds; fails with what was waited for after the limit.</summary>
    public static Task HoldsAsync(Func<bool> condition, TimeSpan limit, Func<string> what) =>
        Async(() => Task.FromResult(condition()), limit, what);

    /// <summary>The same for a condition that must be asked for; a connection that fails counts as "not yet".</summary>
    public static async Task Async(Func<Task<bool>> condition, TimeSpan limit, Func<string> what)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if (await condition())
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
            {
                // Not reachable yet.
            }

            if (clock.Elapsed > limit)
            {
                Assert.Fail($"Waited {limit.TotalSeconds:0} s for {what()}");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
