using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Interop.Bench.Floor;

/// <summary>Posts bodies over so many connections and waits until the sink has them all: the floor by itself, without the bench.</summary>
internal static class Load
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task RunAsync(Uri url, int count, int connections, int size, string sink)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections });
        using var counter = new HttpClient();
        using (await counter.PostAsync(new Uri(sink + "/reset"), null))
        {
        }

        var body = Encoding.UTF8.GetBytes("{\"x\":\"" + new string('d', size - 8) + "\"}");
        var run = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
        var latencies = new double[count];
        var next = -1;
        var failed = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            int i;
            while ((i = Interlocked.Increment(ref next)) < count)
            {
                var began = Stopwatch.GetTimestamp();
                using var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
                message.Headers.Add("X-Id", string.Create(CultureInfo.InvariantCulture, $"{run}-{i}"));
                using var answer = await http.SendAsync(message);
                if (!answer.IsSuccessStatusCode)
                {
                    Interlocked.Increment(ref failed);
                }

                latencies[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            }
        })));
        var accepted = clock.Elapsed.TotalSeconds;
        while (await AskAsync("/count") < count - failed && clock.Elapsed < Patience)
        {
            await Task.Delay(Pause, TimeProvider.System);
        }

        var all = clock.Elapsed.TotalSeconds;
        var (twice, arrived) = (await AskAsync("/dup"), await AskAsync("/count"));
        Array.Sort(latencies);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"n={count} conc={connections} size={size} failed={failed} accepted/s={count / accepted:F0} end-to-end/s={count / all:F0} accept p50={latencies[count / 2]:F2}ms p99={latencies[(int)(count * .99)]:F2}ms dup={twice} arrived={arrived}"));

        async Task<int> AskAsync(string what) => int.Parse(await counter.GetStringAsync(new Uri(sink + what)), CultureInfo.InvariantCulture);
    }
}
