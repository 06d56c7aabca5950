using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Interop.Chaos.Running;

/// <summary>The clock of all nodes, as far as it is ahead of the machine's: a file that each of them follows.</summary>
internal sealed class HubTime : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("interop-chaos-clock-");
    private readonly ConcurrentQueue<long> _leaps = new();
    private readonly Lock _lock = new();
    private TimeSpan _ahead;

    /// <summary>Setting <c>Node:ClockOffsetFile</c>.</summary>
    public string File => Path.Combine(_folder.FullName, "ahead");

    /// <summary>When it leapt, as <see cref="Stopwatch"/> tells. A lease that it leapt over ended under its attempt's feet.</summary>
    public IReadOnlyList<long> Leaps => [.. _leaps];

    /// <summary>Leaps forward.</summary>
    public void Leap(TimeSpan by)
    {
        lock (_lock)
        {
            _ahead += by;
            _leaps.Enqueue(Stopwatch.GetTimestamp());
            var next = File + ".next";
            System.IO.File.WriteAllText(next, string.Create(CultureInfo.InvariantCulture, $"{(long)_ahead.TotalSeconds}s"));
            System.IO.File.Move(next, File, overwrite: true);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
