using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Interop.Bench.Figures;

namespace Interop.Bench.Running;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    private const int Syncs = 200;

    public static string Describe(string folder)
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor";
        var memory = File.ReadLines("/proc/meminfo").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        var mount = Mount(folder);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores ({model}), {long.Parse(memory, CultureInfo.InvariantCulture) / 1024} MiB, Linux {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}, .NET {Environment.Version} {RuntimeInformation.ProcessArchitecture}; disk {mount}, a synced 4 KiB write takes {SyncMilliseconds(folder):0.00} ms (median); load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} before the start");
    }

    private static string Mount(string folder)
    {
        var best = File.ReadLines("/proc/mounts").Select(l => l.Split(' '))
            .Where(m => folder.StartsWith(m[1], StringComparison.Ordinal))
            .MaxBy(m => m[1].Length);
        return best is null ? "unknown" : $"{best[0]} ({best[2]})";
    }

    private static double SyncMilliseconds(string folder)
    {
        var path = Path.Combine(folder, "sync.probe");
        var took = new double[Syncs];
        var page = new byte[4096];
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1))
        {
            for (var i = 0; i < Syncs; i++)
            {
                var began = Stopwatch.GetTimestamp();
                file.Write(page);
                file.Flush(flushToDisk: true);
                took[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            }
        }

        File.Delete(path);
        return Statistics.Median(took);
    }
}
