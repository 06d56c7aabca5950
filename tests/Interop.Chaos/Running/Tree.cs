namespace Interop.Chaos.Running;

/// <summary>Where things stand in the repository.</summary>
internal static class Tree
{
    // …/tests/SUITE/bin/Release/net10.0, whichever suite runs this.
    private static readonly DirectoryInfo s_here = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    public static string Root { get; } = s_here.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;

    /// <summary>What a red run leaves: one folder a run.</summary>
    public static string Artifacts { get; } = Path.Combine(Root, "artifacts", "chaos");

    /// <summary>The hub, built as this was.</summary>
    public static string Hub
    {
        get
        {
            var path = Path.Combine(Root, "hub", "Interop.Hub.Host", "bin", s_here.Parent!.Name, s_here.Name, "Interop.Hub.Host.dll");
            return File.Exists(path) ? path : throw new FileNotFoundException("Build the hub first; tests/chaos does.", path);
        }
    }
}
