using System.Text;
using System.Text.Json;
using Interop.Hub.Host.Logging;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Host.Tests.Logging;

/// <summary>A log is written whole and in order, and nobody waits for whoever reads it.</summary>
[TestFixture]
internal sealed class LogLinesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Test]
    public void EveryLineIsWrittenOnceAndInTheOrderOfItsThread()
    {
        const int Threads = 4, Each = 5000;
        using var output = new MemoryStream();
        using (var lines = new LogLines(output))
        {
            var writers = Enumerable.Range(0, Threads).Select(t => new Thread(() =>
            {
                for (var i = 0; i < Each; i++)
                {
                    lines.Add(Encoding.ASCII.GetBytes($"{t} {i}\n"));
                }
            })).ToArray();
            Array.ForEach(writers, w => w.Start());
            Array.ForEach(writers, w => w.Join());
        }

        var written = Encoding.ASCII.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(written, Has.Length.EqualTo(Threads * Each));
        Assert.That(written.GroupBy(l => l[0]).Select(g => g.Select(l => int.Parse(l[2..]))), Has.All.EqualTo(Enumerable.Range(0, Each)));
    }

    [Test]
    public void WhoeverDoesNotReadLosesLinesAndHoldsUpNobody()
    {
        var line = Encoding.ASCII.GetBytes(new string('x', 1023) + "\n");
        using var output = new StuckStream();
        using (var lines = new LogLines(output))
        {
            for (var i = 0; i < 16 * 1024; i++)
            {
                lines.Add(line);
            }

            Assert.That(output.Written, Is.Zero, "the first write is still under way");
            output.Release();
            Assert.That(() => output.Written, Is.GreaterThan(4 << 20).After((int)Patience.TotalMilliseconds, 10));
            lines.Add(line);
        }

        var text = output.Text;
        Assert.That(text.Length, Is.LessThan(9 << 20), "one buffer under way and one behind it, of the sixteen MiB");
        Assert.That(text, Does.Match("\"[0-9]+ log lines were dropped: their reader was too slow\""));
    }

    [Test]
    public void ALineIsJsonWithWhatWasSaidAndItsParts()
    {
        using var output = new MemoryStream();
        using (var provider = new JsonLineProvider(output, TimeProvider.System))
        {
            provider.CreateLogger("Interop.Test").LogWarning(new EventId(42), new InvalidOperationException("why\nnot"), "Hồ sơ {Number} sau {Ms} ms", "H40-1", 1.5);
        }

        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var parsed = JsonDocument.Parse(lines.Single());
        var root = parsed.RootElement;
        Assert.Multiple(() =>
        {
            Assert.That(root.GetProperty("EventId").GetInt32(), Is.EqualTo(42));
            Assert.That(root.GetProperty("LogLevel").GetString(), Is.EqualTo("Warning"));
            Assert.That(root.GetProperty("Category").GetString(), Is.EqualTo("Interop.Test"));
            Assert.That(root.GetProperty("Message").GetString(), Is.EqualTo("Hồ sơ H40-1 sau 1.5 ms"));
            Assert.That(root.GetProperty("Exception").GetString(), Does.Contain("why\nnot"));
            Assert.That(root.GetProperty("State").GetProperty("Number").GetString(), Is.EqualTo("H40-1"));
            Assert.That(root.GetProperty("State").GetProperty("Ms").GetDouble(), Is.EqualTo(1.5));
            Assert.That(root.GetProperty("State").GetProperty("{OriginalFormat}").GetString(), Is.EqualTo("Hồ sơ {Number} sau {Ms} ms"));
            Assert.That(DateTimeOffset.TryParse(root.GetProperty("Timestamp").GetString(), out _), Is.True);
        });
    }

    /// <summary>A reader that has stopped reading until it is released.</summary>
    private sealed class StuckStream : MemoryStream
    {
        private readonly ManualResetEventSlim _released = new();
        private long _written;

        public long Written => Interlocked.Read(ref _written);

        public string Text => Encoding.ASCII.GetString(ToArray());

        public void Release() => _released.Set();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _released.Wait(Patience);
            base.Write(buffer);
            Interlocked.Add(ref _written, buffer.Length);
        }

        protected override void Dispose(bool disposing)
        {
            _released.Set();
            base.Dispose(disposing);
        }
    }
}
