using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Interop.Hub.Host.Composition;

/// <summary>
/// Reloads when the file changes or on SIGHUP. Editors and deployments write a file in several strokes, so it waits
/// until the strokes have ended.
/// </summary>
internal sealed class ConfigurationWatch(ConfigurationHolder holder, string path, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    private readonly Channel<bool> _strokes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            _strokes.Writer.TryWrite(true);
        });

        // The folder and not the file: a deployment replaces the file, or the link that it is.
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!);
        watcher.Changed += Stroke;
        watcher.Created += Stroke;
        watcher.Renamed += Stroke;
        watcher.EnableRaisingEvents = true;
        while (await _strokes.Reader.WaitToReadAsync(stoppingToken))
        {
            do
            {
                _strokes.Reader.TryRead(out _);
                await Task.Delay(Quiet, time, stoppingToken);
            }
            while (_strokes.Reader.TryPeek(out _));

            holder.Reload();
        }
    }

    private void Stroke(object sender, FileSystemEventArgs e)
    {
        // Everything beside the file may belong to it (organisations, secrets); the ledger's own files do not, and a log
        // that the hub itself writes there would make it reload for ever: each reload is a line of the log.
        if (e.Name is { } name && !name.Contains("ledger", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".log", StringComparison.OrdinalIgnoreCase))
        {
            _strokes.Writer.TryWrite(true);
        }
    }
}
