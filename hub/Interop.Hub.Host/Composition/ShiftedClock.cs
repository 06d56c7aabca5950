using Interop.Adapters.Configuration;

namespace Interop.Hub.Host.Composition;

/// <summary>
/// A clock that is ahead of the machine's by what a file says, and follows the file: so a partner's absence of days is
/// tried in a minute. Never in production, and it never goes back. Waiting and measuring go by the machine's clock.
/// </summary>
internal sealed class ShiftedClock : TimeProvider, IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private readonly string _file;
    private readonly ITimer _looking;
    private long _ahead;

    /// <param name="file">Holds one duration, such as <c>3d</c>; read ten times a second. One that is not there shifts nothing.</param>
    public ShiftedClock(string file)
    {
        _file = file;
        Look();
        _looking = System.CreateTimer(static clock => ((ShiftedClock)clock!).Look(), this, LookEvery, LookEvery);
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + new TimeSpan(Volatile.Read(ref _ahead));

    /// <inheritdoc/>
    public void Dispose() => _looking.Dispose();

    /// <summary>Reads the file now.</summary>
    internal void Look()
    {
        try
        {
            // Half a file is no duration, and the next look finds the whole.
            if (File.Exists(_file) && Durations.TryParse(File.ReadAllText(_file).Trim(), out var ahead) && ahead.Ticks > Volatile.Read(ref _ahead))
            {
                Volatile.Write(ref _ahead, ahead.Ticks);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Being written, or gone: the clock stays where it is.
        }
    }
}
