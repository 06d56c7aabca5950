using Interop.Tests.Servers.Processes;

namespace Interop.Chaos.Running;

/// <summary>
/// One node as provincial IT runs it: <c>serve</c> under a supervisor that starts it again whenever it ends. A node that
/// is struck stays down as long as the fault says.
/// </summary>
internal sealed class HubNode : IAsyncDisposable
{
    private static readonly HttpClient s_health = new() { Timeout = TimeSpan.FromSeconds(2) };
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_restart = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_end = TimeSpan.FromSeconds(60);
    private readonly ServerFolder _folder;
    private readonly string _work;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _supervisor;
    private ServerProcess? _life;
    private volatile bool _held;
    private volatile bool _struck;
    private volatile bool _leaving;
    private volatile bool _isReady;

    private HubNode(string name, Uri address, string configuration, ServerFolder folder, string work)
    {
        (Name, Address, Configuration, _folder, _work) = (name, address, configuration, folder, work);
        _supervisor = Task.Run(SuperviseAsync);
    }

    public string Name { get; }

    public Uri Address { get; }

    /// <summary>Its configuration file.</summary>
    public string Configuration { get; }

    /// <summary>How often it was started.</summary>
    public int Lives { get; private set; }

    /// <summary>How often it ended although nobody had struck it and it had been ready.</summary>
    public int EndedByItself { get; private set; }

    /// <summary>How often it would not start, as it should not while what it stands on is missing.</summary>
    public int RefusedToStart { get; private set; }

    /// <summary>Everything it wrote.</summary>
    public string LogFile => Path.Combine(_folder.Path, "dotnet.log");

    /// <summary>Starts a node in a folder of its own.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="address">Where it will listen.</param>
    /// <param name="configure">Writes its configuration into the folder and gives the file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<HubNode> StartAsync(string name, Uri address, Func<string, Task<string>> configure, CancellationToken cancellationToken)
    {
        var folder = await ServerFolder.CreateAsync($"chaos-{name}", new ServerUser(Name: null), parent: null, cancellationToken);
        var work = Directory.CreateDirectory(Path.Combine(folder.Path, "work")).FullName;
        return new HubNode(name, address, await configure(work), folder, work);
    }

    /// <summary>Waits until it says that it is ready.</summary>
    public Task<bool> ReadyAsync(TimeSpan limit, CancellationToken cancellationToken) =>
        Wait.UntilAsync(async stop => _life is { IsRunning: true } && await AnswersAsync(stop), limit, cancellationToken);

    /// <summary>
    /// Ends it by a signal, and it is started again after the time given. After SIGKILL no handler runs and no buffer is
    /// flushed; on SIGTERM it has <see cref="s_end"/> to end in order.
    /// </summary>
    public async Task EndAsync(int signal, TimeSpan down, CancellationToken cancellationToken)
    {
        _held = true;
        _struck = true;
        try
        {
            if (_life is { IsRunning: true } life)
            {
                life.Signal(signal);
                await life.GoneAsync(s_end, cancellationToken);
            }

            await Task.Delay(down, TimeProvider.System, cancellationToken);
        }
        finally
        {
            _held = false;
        }
    }

    /// <summary>SIGSTOP, and SIGCONT after the time given.</summary>
    public async Task PauseAsync(TimeSpan asleep, CancellationToken cancellationToken)
    {
        if (_life is not { IsRunning: true } life)
        {
            return;
        }

        life.Signal(Signals.Stop);
        try
        {
            await Task.Delay(asleep, TimeProvider.System, cancellationToken);
        }
        finally
        {
            life.Signal(Signals.Continue);
        }
    }

    /// <summary>SIGTERM, and no new life: it ends in order.</summary>
    /// <returns>False when it had to be killed.</returns>
    public async Task<bool> LeaveAsync(CancellationToken cancellationToken)
    {
        _leaving = true;
        await _stop.CancelAsync();
        await _supervisor;
        if (_life is not { IsRunning: true } life)
        {
            return true;
        }

        life.Signal(Signals.Terminate);
        try
        {
            await life.GoneAsync(s_end, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            life.Kill();
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _leaving = true;
        await _stop.CancelAsync();
        await _supervisor;
        // The folder's keeper kills what still works in it.
        await _folder.DisposeAsync();
        _stop.Dispose();
    }

    private async Task SuperviseAsync()
    {
        try
        {
            while (!_leaving)
            {
                await LiveAsync();
                await Task.Delay(_struck ? s_pause : s_restart, TimeProvider.System, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // It leaves.
        }
    }

    private async Task LiveAsync()
    {
        while (_held)
        {
            await Task.Delay(s_pause, TimeProvider.System, _stop.Token);
        }

        (_struck, _isReady) = (false, false);
        var life = ServerProcess.Start(
            _folder, _work, ["dotnet", Tree.Hub, "serve", "--config", Configuration], new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_gcServer"] = "0" });
        _life = life;
        Lives++;
        while (life.IsRunning)
        {
            if (!_isReady)
            {
                _isReady = await AnswersAsync(_stop.Token);
            }

            await Task.Delay(s_pause, TimeProvider.System, _stop.Token);
        }

        if (!_struck && !_leaving)
        {
            (EndedByItself, RefusedToStart) = _isReady ? (EndedByItself + 1, RefusedToStart) : (EndedByItself, RefusedToStart + 1);
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await s_health.GetAsync(new Uri(Address, "health/ready"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
