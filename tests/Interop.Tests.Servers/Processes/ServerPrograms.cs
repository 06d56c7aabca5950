namespace Interop.Tests.Servers.Processes;

/// <summary>Where a server's programs are on this machine.</summary>
internal static class ServerPrograms
{
    /// <summary>The folder that holds all of the programs: on the path (links followed), else the newest of the known places.</summary>
    /// <exception cref="FileNotFoundException">They are nowhere; the message says where was looked and what to install.</exception>
    public static string FolderOf(string package, IReadOnlyList<string> programs, params string[] places)
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, programs[0]))
            .Where(File.Exists)
            .Select(found => Path.GetDirectoryName(File.ResolveLinkTarget(found, returnFinalTarget: true)?.FullName ?? found)!);
        return onPath.Concat(places).FirstOrDefault(folder => programs.All(p => File.Exists(Path.Combine(folder, p))))
            ?? throw new FileNotFoundException($"{string.Join(", ", programs)} are neither on the path nor in {string.Join(", ", places)}: install {package} (tests/run does it on Debian).");
    }

    /// <summary>The folders <c>parent/*/bin</c>, the highest version first.</summary>
    public static string[] VersionsUnder(string parent) => !Directory.Exists(parent)
        ? []
        : [.. new DirectoryInfo(parent).EnumerateDirectories()
            .OrderByDescending(d => int.TryParse(d.Name, out var version) ? version : 0)
            .Select(d => Path.Combine(d.FullName, "bin"))];
}
