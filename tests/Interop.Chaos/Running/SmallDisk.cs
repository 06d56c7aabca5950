using System.Diagnostics;
using System.Globalization;

namespace Interop.Chaos.Running;

/// <summary>
/// A small file system in memory, to be filled up. A shell keeps it, and unmounts it when its input ends: also when
/// this process is killed.
/// </summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const string Keeper = """
        trap '' INT TERM HUP
        mount -t tmpfs -o "size=$1,mode=777" chaos "$0" || exit 1
        echo mounted
        cat >/dev/null
        umount -l "$0"
        """;

    private readonly Process _keeper;

    private SmallDisk(string path, Process keeper) => (Path, _keeper) = (path, keeper);

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    /// <summary>Mounts one at an empty folder.</summary>
    /// <exception cref="InvalidOperationException">This user may not mount: be root to fill a disk.</exception>
    public static async Task<SmallDisk> MountAsync(string path, long bytes, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(path);
        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])["sh", "-c", Keeper, path, bytes.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        var keeper = Process.Start(start) ?? throw new InvalidOperationException("The disk's keeper did not start.");
        return await keeper.StandardOutput.ReadLineAsync(cancellationToken) == "mounted"
            ? new SmallDisk(path, keeper)
            : throw new InvalidOperationException($"No small file system can be mounted here, so no disk can be filled: {await keeper.StandardError.ReadToEndAsync(cancellationToken)}");
    }

    /// <summary>Takes all the room that is left, holds it, and gives it back.</summary>
    public async Task FillAsync(TimeSpan full, CancellationToken cancellationToken)
    {
        var filler = System.IO.Path.Combine(Path, "filler");
        try
        {
            await WriteAsync(filler, cancellationToken);
            await Task.Delay(full, TimeProvider.System, cancellationToken);
        }
        finally
        {
            File.Delete(filler);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        _keeper.Dispose();
    }

    private static async Task WriteAsync(string filler, CancellationToken cancellationToken)
    {
        // Down to the last page: what is left after a large block does not fit takes smaller ones.
        for (var size = 1 << 20; size >= 4096; size >>= 4)
        {
            try
            {
                await using var file = new FileStream(filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
                var block = new byte[size];
                while (true)
                {
                    await file.WriteAsync(block, cancellationToken);
                }
            }
            catch (IOException)
            {
                // No room for so much.
            }
        }
    }
}
