using System.Buffers;
using System.Globalization;

namespace Interop.Hub.Host.Logging;

/// <summary>
/// Writes finished lines to a stream from a thread of its own: all that has gathered in a moment goes out in one call, and
/// while it goes the next gathers. Two lines for every dossier, each with a call of its own, were a twentieth of the hub's
/// work; a thread woken for each, half of that.
/// Nobody waits for a log: when the reader of the stream stops reading, lines are dropped and counted.
/// </summary>
internal sealed class LogLines : IDisposable
{
    private const int Most = 4 << 20;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);
    private readonly Lock _lock = new();
    private readonly Stream _output;
    private readonly AutoResetEvent _signal = new(false);
    private readonly Thread _thread;
    private ArrayBufferWriter<byte> _filling = new(64 * 1024);
    private ArrayBufferWriter<byte> _writing = new(64 * 1024);
    private bool _asleep;
    private bool _closed;
    private long _dropped;

    public LogLines(Stream output)
    {
        _output = output;
        _thread = new Thread(Loop) { IsBackground = true, Name = "log" };
        _thread.Start();
    }

    /// <summary>Adds one line, its end included.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            if (_filling.WrittenCount + line.Length > Most)
            {
                _dropped++;
                return;
            }

            _filling.Write(line);
            if (_asleep)
            {
                _asleep = false;
                _signal.Set();
            }
        }
    }

    /// <summary>Writes what is there and ends; a reader that does not read is not waited for.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            _signal.Set();
        }

        if (_thread.Join(Farewell))
        {
            _signal.Dispose();
        }
    }

    private void Loop()
    {
        while (Swap() is { } ready)
        {
            if (ready.WrittenCount == 0)
            {
                _signal.WaitOne();

                // Only the end comes sooner: who adds a line signals no thread that is awake.
                _signal.WaitOne(Moment);
                continue;
            }

            try
            {
                _output.Write(ready.WrittenSpan);
                _output.Flush();
            }
            catch (IOException)
            {
                // Nobody reads any longer: there is no one left to be told.
            }

            ready.ResetWrittenCount();
        }
    }

    /// <summary>What has gathered, or nothing yet; null when it is over.</summary>
    private ArrayBufferWriter<byte>? Swap()
    {
        lock (_lock)
        {
            (_filling, _writing) = (_writing, _filling);
            if (_dropped > 0)
            {
                _filling.Write(System.Text.Encoding.UTF8.GetBytes(string.Create(
                    CultureInfo.InvariantCulture, $"{{\"LogLevel\":\"Warning\",\"Category\":\"Interop.Hub.Host.Logging\",\"Message\":\"{_dropped} log lines were dropped: their reader was too slow\"}}\n")));
                _dropped = 0;
            }

            _asleep = _writing.WrittenCount == 0;
            return _asleep && _closed ? null : _writing;
        }
    }
}
