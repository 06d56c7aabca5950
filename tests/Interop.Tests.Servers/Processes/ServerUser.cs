namespace Interop.Tests.Servers.Processes;

/// <summary>The user a server runs as. Both servers refuse to be root, or should.</summary>
/// <param name="Name">Its name; null: as whoever runs the tests.</param>
internal sealed record ServerUser(string? Name)
{
    /// <summary>For root the first of the users that this machine has; for anybody else himself.</summary>
    public static ServerUser Choose(params string[] names)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new ServerUser(Name: null);
        }

        var known = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        return new ServerUser(names.First(known.Contains));
    }

    /// <summary>What to put before a command so that it runs as this user. It replaces itself, so the process id is the server's.</summary>
    public IReadOnlyList<string> Prefix => Name is null ? [] : ["setpriv", $"--reuid={Name}", $"--regid={Name}", "--init-groups"];
}
