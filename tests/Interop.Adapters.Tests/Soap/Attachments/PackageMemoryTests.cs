using System.Text;
using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Messages;

namespace Interop.Adapters.Tests.Soap.Attachments;

/// <summary>A file of any size passes through a buffer; giving up and a broken line are not the package's trouble.</summary>
public sealed class PackageMemoryTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private const string Type = "multipart/related; type=\"application/xop+xml\"; boundary=b";
    private const long Mebibyte = 1 << 20;

    [TestCase("binary", 256)]
    [TestCase("base64", 64)]
    public async Task A_large_file_comes_in_through_a_buffer(string encoding, int mebibytes)
    {
        var head = $"--b\r\nContent-Type: application/xop+xml\r\n\r\n{Packages.Envelope("a")}\r\n--b\r\nContent-ID: <a>\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n";
        var message = new RepeatedStream(head, encoding == "binary" ? "\r\n--c\r\n\n-=0123\0" : "QUJDREVGR0hJSktM", mebibytes * Mebibyte, "\r\n--b--\r\n");
        long count = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        await using (var reader = Packages.Open(message, Type))
        {
            Assert.That(await reader.ReadRootAsync(null, null, default), Is.TypeOf<RootReading.Read>());
            var part = ((PartReading.Part)await reader.NextAsync(default)).Value;
            Assert.That(await part.TakeAsync(CountAsync, default), Is.TypeOf<PartTaking<long>.Taken>());
            Assert.That(await reader.NextAsync(default), Is.TypeOf<PartReading.End>());
        }

        // The stream never waits, so all of it ran on this thread.
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(Mebibyte));
        Assert.That(count, Is.EqualTo(encoding == "binary" ? mebibytes * Mebibyte : mebibytes * Mebibyte / 4 * 3));

        async Task<long> CountAsync(Stream stream, CancellationToken token)
        {
            var piece = new byte[80_000];
            for (int read; (read = await stream.ReadAsync(piece, token)) > 0;)
            {
                count += read;
            }

            return count;
        }
    }

    [Test]
    public async Task A_large_file_goes_out_through_a_buffer()
    {
        var file = new RepeatedStream("", "0123456789abcdef", 256 * Mebibyte, "");
        var package = OutgoingPackage.Of(
            PackageKind.Xop, SoapVersion.Soap11, OutgoingContent.Of("<e/>"u8.ToArray()), [new OutgoingPart("a", "a/b", OutgoingContent.Of(file, 256 * Mebibyte))], span => span.Fill(1));
        var before = GC.GetAllocatedBytesForCurrentThread();
        await package.WriteToAsync(Stream.Null, default);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(Mebibyte));
    }

    [TestCase("")]
    [TestCase("--b\r\nContent-Type: x/y\r\n")]
    [TestCase("--b\r\n\r\n<a")]
    public void Giving_up_ends_the_wait_for_the_root(string begun)
    {
        using var cancel = new CancellationTokenSource();
        var reader = Packages.Open(Stalled(begun, cancel), Type);
        Assert.That(async () => await reader.ReadRootAsync(null, null, cancel.Token).WaitAsync(Limit), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Giving_up_ends_the_wait_for_a_file()
    {
        using var cancel = new CancellationTokenSource();
        await using var reader = Packages.Open(Stalled($"--b\r\n\r\n{Packages.Envelope("a")}\r\n--b\r\nContent-ID: a\r\n\r\nhalf", cancel), Type);
        await reader.ReadRootAsync(null, null, cancel.Token);
        var part = ((PartReading.Part)await reader.NextAsync(cancel.Token)).Value;
        Assert.That(async () => await part.TakeAsync((stream, token) => Packages.AllAsync(stream, () => 10, token), cancel.Token).WaitAsync(Limit), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_line_that_breaks_is_the_transports_trouble()
    {
        var message = Encoding.UTF8.GetBytes($"--b\r\n\r\n{Packages.Envelope("a")}\r\n--b\r\nContent-ID: a\r\n\r\nhalf");
        await using var reader = Packages.Open(new PieceStream(message, () => 100) { AtEnd = _ => throw new IOException("reset") }, Type);
        await reader.ReadRootAsync(null, null, default);
        var part = ((PartReading.Part)await reader.NextAsync(default)).Value;
        Assert.That(async () => await part.TakeAsync((stream, token) => Packages.AllAsync(stream, () => 10, token), default), Throws.TypeOf<IOException>().With.Message.EqualTo("reset"));
    }

    // Gives up as soon as the sender falls silent.
    private static PieceStream Stalled(string begun, CancellationTokenSource cancel) => new(Encoding.UTF8.GetBytes(begun), () => 100)
    {
        AtEnd = async token =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return 0;
        },
    };
}
