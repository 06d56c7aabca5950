using System.Diagnostics;

namespace Interop.Tests.Servers.Processes;

/// <summary>
/// A server's temporary folder, and the keeper that clears it: a shell that waits for the end of its input, then kills
/// every process that works in the folder and removes it. Its input ends when the folder is disposed of, and also when
/// the tests are killed: no server outlives them.
/// </summary>
internal sealed class ServerFolder : IAsyncDisposable
{
    private const string Keeper = """
        trap '' INT TERM HUP
        cat >/dev/null
        for round in 1 2 3 4 5; do
          found=no
          for process in /proc/[0-9]*; do
            case "$(readlink "$process/cwd" 2>/dev/null)" in
              "$0" | "$0"/*) kill -9 "${process#/proc/}" 2>/dev/null; found=yes ;;
            esac
          done
          [ $found = no ] && break
          sleep 0.1
        done
        rm -rf "$0"
        """;

    private readonly Process _keeper;

    private ServerFolder(string path, ServerUser user, Process keeper) => (Path, User, _keeper) = (path, user, keeper);

    public string Path { get; }

    public ServerUser User { get; }

    public static async Task<ServerFolder> CreateAsync(string name, ServerUser user, string? parent, CancellationToken cancellationToken)
    {
        var path = System.IO.Path.Combine(parent ?? Parent(user), $"interop-{name}-{System.IO.Path.GetRandomFileName()}");
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (user.Name is not null)
        {
            await ShellCommand.RunAsync(["chown", $"{user.Name}:", path], cancellationToken);
        }

        // In a session of its own: what is sent to the tests' group must not stop it before it has cleared.
        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = "/" };
        foreach (var argument in (string[])["sh", "-c", Keeper, path])
        {
            start.ArgumentList.Add(argument);
        }

        return new ServerFolder(path, user, Process.Start(start) ?? throw new InvalidOperationException("The folder's keeper did not start."));
    }

    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        _keeper.Dispose();
    }

    /// <summary>The temporary folder, unless the server's user may not pass through it.</summary>
    private static string Parent(ServerUser user)
    {
        var temporary = new DirectoryInfo(System.IO.Path.GetTempPath());
        for (var folder = temporary; user.Name is not null && folder is not null; folder = folder.Parent)
        {
            if (!folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                return "/tmp";
            }
        }

        return temporary.FullName;
    }
}
