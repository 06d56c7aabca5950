namespace Interop.Bench.Running;

/// <summary>Where things stand in the repository.</summary>
internal static class Tree
{
    // …/tests/Interop.Bench/bin/Release/net10.0
    private static readonly DirectoryInfo Here = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    public static string Root { get; } = Here.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;

    public static string Artifacts { get; } = Path.Combine(Root, "artifacts", "bench");

    public static string Hub => Built("hub", "Interop.Hub.Host");

    public static string Floor => Built("tests", "Interop.Bench.Floor");

    private static string Built(string room, string project)
    {
        var path = Path.Combine(Root, room, project, "bin", Here.Parent!.Name, Here.Name, project + ".dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"Build {project} first; tests/bench does.", path);
    }
}
