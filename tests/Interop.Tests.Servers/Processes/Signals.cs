using System.Globalization;
using System.Runtime.InteropServices;

namespace Interop.Tests.Servers.Processes;

/// <summary>Signals, and who is to get them.</summary>
internal static class Signals
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>Sends a signal. A process that is gone already is no error.</summary>
    public static void Send(int processId, int signal) => _ = SendSignal(processId, signal);

    /// <summary>Every process that works in the folder or below it: a server with all it has started.</summary>
    public static IReadOnlyList<int> WorkingIn(string folder)
    {
        var found = new List<int>();
        foreach (var entry in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(entry), CultureInfo.InvariantCulture, out var id) && WorksIn(entry, folder))
            {
                found.Add(id);
            }
        }

        return found;
    }

    private static bool WorksIn(string process, string folder)
    {
        try
        {
            var works = new FileInfo(Path.Combine(process, "cwd")).LinkTarget;
            return works is not null && (works == folder || works.StartsWith(folder + "/", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone meanwhile, or somebody else's.
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SendSignal(int processId, int signal);
}
