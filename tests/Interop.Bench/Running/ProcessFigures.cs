using System.Globalization;

namespace Interop.Bench.Running;

/// <summary>What Linux tells of a process.</summary>
internal static class ProcessFigures
{
    // USER_HZ, which is 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>Processor time so far, user and system.</summary>
    public static TimeSpan Cpu(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((Number(fields[11]) + Number(fields[12])) / TicksPerSecond);
    }

    /// <summary>Most memory that it ever held in RAM, in MiB (VmHWM).</summary>
    public static double PeakMiB(int process) => Status(process, "VmHWM:");

    /// <summary>Memory that it holds in RAM, in MiB (VmRSS).</summary>
    public static double ResidentMiB(int process) => Status(process, "VmRSS:");

    /// <summary>Begins the peak anew.</summary>
    public static void ForgetPeak(int process) => File.WriteAllText($"/proc/{process}/clear_refs", "5");

    private static double Status(int process, string name)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return Number(line[name.Length..].Replace("kB", string.Empty, StringComparison.Ordinal).Trim()) / 1024;
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
