using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Interop.Hub.Ledger.Documents.Local;

/// <summary>
/// Syncs a folder: on Unix a file's name is safe only when its folder was synced. .NET opens no folders, hence these
/// three calls.
/// </summary>
internal static partial class DirectorySync
{
    public static void Sync(string folder)
    {
        // NTFS journals names; there is no such call, and none is needed.
        if (!OperatingSystem.IsWindows())
        {
            SyncUnix(folder);
        }
    }

    /// <summary>Makes a folder with its parents, each synced into its own parent.</summary>
    public static void Create(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        var parent = Path.GetDirectoryName(folder);
        if (!string.IsNullOrEmpty(parent))
        {
            Create(parent);
        }

        Directory.CreateDirectory(folder);
        if (!string.IsNullOrEmpty(parent))
        {
            Sync(parent);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static void SyncUnix(string folder)
    {
        const int ReadOnly = 0;
        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
        {
            throw Failure(folder);
        }

        try
        {
            if (FSync(descriptor) != 0)
            {
                throw Failure(folder);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(string folder) =>
        new($"The folder {folder} could not be synced: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
