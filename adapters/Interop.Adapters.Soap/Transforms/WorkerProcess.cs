using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Interop.Adapters.Soap.Transforms;

/// <summary>One worker, seen from the hub. Leased to one transform at a time; after a fault it is ended and never used again.</summary>
internal sealed class WorkerProcess : IDisposable
{
    // All that a program needs to start; whatever else the hub's environment holds, secrets among it, stays here.
    private static readonly string[] s_inherited =
        ["PATH", "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "LD_LIBRARY_PATH", "SystemRoot"];

    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly TimeProvider _time;
    private readonly Task<string> _complaint;
    private readonly HashSet<string> _sets = new(StringComparer.Ordinal);

    private WorkerProcess(Process process, TimeProvider time)
    {
        _process = process;
        _time = time;
        _complaint = ComplaintAsync(process.StandardError.BaseStream);
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>False once it is of no use any more.</summary>
    public bool IsFit { get; private set; } = true;

    /// <summary>When it was last given back, by the clock's timestamp.</summary>
    public long Since { get; set; }

    public bool HasExited => _process.HasExited;

    /// <summary>Starts one; null when it cannot be started or does not say that it is a worker.</summary>
    public static async Task<WorkerProcess?> StartAsync(WorkerCommand command, TransformPoolOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        Process? process;
        try
        {
            process = Process.Start(Info(command, options));
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException or PlatformNotSupportedException)
        {
            return null;
        }

        if (process is null)
        {
            return null;
        }

        var worker = new WorkerProcess(process, time);
        var hello = await worker.AnswerAsync(TransformWire.Hello.Length, options.Start, cancellationToken);
        if (hello is { Frame: { } frame } && frame.AsSpan().SequenceEqual(TransformWire.Hello))
        {
            return worker;
        }

        worker.Dispose();
        cancellationToken.ThrowIfCancellationRequested();
        return null;
    }

    /// <summary>Runs one transform to its end, or to its limit.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up; the worker is ended with it.</exception>
    public async Task<TransformOutcome> RunAsync(TransformJob job, int maxOutputBytes, TimeSpan limit, CancellationToken cancellationToken)
    {
        var request = new WorkerRequest
        {
            Key = job.Sheets.Key,
            Sheets = IsNew(job.Sheets.Key) ? job.Sheets : null,
            Entry = job.Entry,
            MaxOutputBytes = maxOutputBytes,
            Facts = job.Facts,
            Input = job.Input,
        }.Write();

        // The reader on the other side takes requests at any time: writing cannot wait for the transform.
        var sending = SendAsync(request, cancellationToken);
        var (frame, timedOut) = await AnswerAsync(maxOutputBytes + (1 << 20), limit, cancellationToken);
        await sending;
        if (frame is not null)
        {
            var outcome = WorkerReply.Read(frame);
            IsFit &= outcome is not TransformOutcome.Stopped { Reason: StopReason.TooMuchMemory };
            return outcome;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return timedOut
            ? new TransformOutcome.Stopped(StopReason.TimedOut, string.Create(CultureInfo.InvariantCulture, $"The stylesheet {job.Entry} ran longer than {limit.TotalSeconds:0.#} s and was ended."))
            : await DeathAsync(job.Entry);
    }

    public void Dispose()
    {
        IsFit = false;
        try
        {
            _process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It is gone already.
        }

        _process.Dispose();
    }

    private static ProcessStartInfo Info(WorkerCommand command, TransformPoolOptions options)
    {
        var info = new ProcessStartInfo(command.FileName, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        info.Environment.Clear();
        foreach (var name in s_inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                info.Environment[name] = value;
            }
        }

        info.Environment["DOTNET_GCHeapHardLimit"] = options.MemoryBytes.ToString("X", CultureInfo.InvariantCulture);
        info.Environment["DOTNET_gcServer"] = "0";
        info.Environment["DOTNET_gcConcurrent"] = "0";
        info.Environment["DOTNET_TieredPGO"] = "0";

        // No dump of a dossier's memory, and no door through which another program could read it.
        info.Environment["DOTNET_EnableDiagnostics"] = "0";
        info.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        info.Environment["DOTNET_NOLOGO"] = "1";
        return info;
    }

    private bool IsNew(string key)
    {
        if (_sets.Contains(key))
        {
            return false;
        }

        if (_sets.Count >= WorkerRequest.SetsKept)
        {
            _sets.Clear();
        }

        return _sets.Add(key);
    }

    private async Task SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        try
        {
            await TransformWire.WriteAsync(_process.StandardInput.BaseStream, request, cancellationToken);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Its death, or the caller's, is told by the answer that does not come.
        }
    }

    /// <summary>The next frame; without one it is ended, so that it never answers the next question with this answer.</summary>
    private async Task<(byte[]? Frame, bool TimedOut)> AnswerAsync(int limit, TimeSpan within, CancellationToken cancellationToken)
    {
        using var clock = new CancellationTokenSource(within, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);

        // The pipe's end ends the reading: a stuck worker is killed first, and read to its end afterwards.
        var end = either.Token.Register(static process => End((Process)process!), _process);
        byte[]? frame = null;
        try
        {
            frame = await TransformWire.ReadAsync(_process.StandardOutput.BaseStream, limit, CancellationToken.None);
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException or ObjectDisposedException)
        {
            // As good as no answer.
        }

        // It may have been killed just as it answered.
        await end.DisposeAsync();
        IsFit &= !either.IsCancellationRequested;
        if (frame is null)
        {
            IsFit = false;
            End(_process);
        }

        return (frame, clock.IsCancellationRequested);
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It is gone already.
        }
    }

    private async Task<TransformOutcome> DeathAsync(string entry)
    {
        var complaint = string.Empty;
        try
        {
            complaint = await _complaint.WaitAsync(LastWords, _time);
        }
        catch (TimeoutException)
        {
            // It died without a word.
        }

        return complaint switch
        {
            _ when complaint.Contains("Stack overflow", StringComparison.OrdinalIgnoreCase) =>
                new TransformOutcome.Stopped(StopReason.Crashed, $"The stylesheet {entry} calls itself without end, and its worker died of it."),
            _ when complaint.Contains("Out of memory", StringComparison.OrdinalIgnoreCase) || complaint.Contains("OutOfMemory", StringComparison.Ordinal) =>
                new TransformOutcome.Stopped(StopReason.TooMuchMemory, $"The stylesheet {entry} needed more memory than its worker has."),
            _ => new TransformOutcome.Stopped(StopReason.Crashed, $"The worker died while it ran {entry}."),
        };
    }

    // The beginning is kept, the rest is read and dropped: a full pipe would hold up a dying worker.
    private static async Task<string> ComplaintAsync(Stream errors)
    {
        var head = new byte[512];
        var kept = 0;
        var piece = new byte[4096];
        try
        {
            for (int read; (read = await errors.ReadAsync(piece)) > 0;)
            {
                var keep = Math.Min(read, head.Length - kept);
                piece.AsSpan(0, keep).CopyTo(head.AsSpan(kept));
                kept += keep;
            }
        }
        catch (Exception over) when (over is IOException or ObjectDisposedException)
        {
            // Ended.
        }

        return Encoding.UTF8.GetString(head, 0, kept);
    }
}
