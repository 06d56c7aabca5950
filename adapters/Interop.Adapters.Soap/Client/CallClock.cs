namespace Interop.Adapters.Soap.Client;

/// <summary>One timer, two phases: until the first byte, and from the last sign of life to the end of the answer.</summary>
internal sealed class CallClock : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly ITimer _timer;
    private readonly TimeSpan _answerTimeout;
    private volatile bool _expired;

    public CallClock(SoapProfile profile, TimeProvider time, CancellationToken caller)
    {
        _answerTimeout = profile.AnswerTimeout;
        _source = CancellationTokenSource.CreateLinkedTokenSource(caller);
        _timer = time.CreateTimer(static state => ((CallClock)state!).Expire(), this, profile.ConnectTimeout, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _source.Token;

    public bool Expired => _expired;

    /// <summary>The first byte goes out; or a piece of a file went through, which may take as long as its length wants.</summary>
    public void Progress() => _timer.Change(_answerTimeout, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private void Expire()
    {
        _expired = true;
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call ended while the timer was ringing.
        }
    }
}
