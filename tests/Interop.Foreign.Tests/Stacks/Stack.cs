namespace Interop.Foreign.Tests.Stacks;

/// <summary>SOAP software that is not ours.</summary>
/// <param name="Name">As its users call it.</param>
/// <param name="Client">The command that runs its client.</param>
public sealed record Stack(string Name, IReadOnlyList<string> Client)
{
    public static Stack Zeep { get; } = new("zeep", ["/usr/bin/python3", Script("Python", "client.py")]);

    public static Stack Php { get; } = new("PHP", ["php", Script("Php", "client.php")]);

    public static Stack Node { get; } = new("Node soap", ["node", Script("Node", "client.js")]);

    public static IReadOnlyList<Stack> All { get; } = [Zeep, Php, Node];

    /// <summary>What all of them run in: no proxy between two ports of one machine, nothing written beside the scripts.</summary>
    public static IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["NODE_PATH"] = NodeModules(),
        ["NO_PROXY"] = "127.0.0.1",
        ["no_proxy"] = "127.0.0.1",
        ["PYTHONDONTWRITEBYTECODE"] = "1",
    };

    /// <summary>The command that runs its server on a port of this machine; null: it has none.</summary>
    public IReadOnlyList<string>? Server(string port) => this switch
    {
        _ when this == Php => ["php", "-S", $"127.0.0.1:{port}", Script("Php", "server.php")],
        _ when this == Node => ["node", Script("Node", "server.js"), port],
        _ => null,
    };

    public static string Script(string folder, string name) => Path.Combine(AppContext.BaseDirectory, folder, name);

    public override string ToString() => Name;

    private static string NodeModules()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var modules = Path.Combine(folder.FullName, "artifacts", "foreign", "node_modules");
            if (Directory.Exists(modules))
            {
                return modules;
            }
        }

        throw new DirectoryNotFoundException("Node's soap is not in artifacts/foreign: tests/run installs it there, by npm.");
    }
}
