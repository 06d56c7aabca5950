using System.Text;
using System.Xml.Linq;
using Interop.Adapters.Soap.Reading;
using Interop.Adapters.Tests.Soap.Attachments;

namespace Interop.Adapters.Tests.Soap.Files;

/// <summary>A document with files in it, read as it comes in: the same document as if it were read whole, and the same files.</summary>
public sealed class StreamedXmlTests
{
    private const long Mebibyte = 1 << 20;
    private static readonly XName F = XName.Get("f", "urn:t");

    /// <summary>What came, and the files; a text where it was not read.</summary>
    private sealed record Came(string Words, XDocument? Document, IReadOnlyList<byte[]> Files, IReadOnlyList<XElement> Lifted);

    [Test]
    public async Task Any_document_reads_as_it_does_whole_in_whatever_pieces_it_comes()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var random = new Random(seed);
            List<byte[]> files = [];
            var text = Document(random, files);
            var encoding = random.Next(3) switch { 0 => Encoding.Unicode, 1 => new UTF8Encoding(true), _ => new UTF8Encoding(false) };
            byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
            var whole = ((XmlReading.Read)SafeXml.Read(bytes)).Document;
            var came = await ReadAsync(new PieceStream(bytes, () => random.Next(1, 400)));

            Assert.That(came.Words, Is.Empty, $"seed {seed}: {text}");
            Assert.That(came.Files, Is.EqualTo(files), $"seed {seed}");
            Assert.That(came.Lifted, Is.EqualTo(came.Document!.Descendants(F).Where(f => !f.IsEmpty)), $"seed {seed}");
            foreach (var file in whole.Descendants(F).Where(f => !f.IsEmpty))
            {
                file.Value = string.Empty;
            }

            Assert.That(XNode.DeepEquals(came.Document, whole), Is.True, $"seed {seed}: {came.Document}");
        }
    }

    [TestCase("<r xmlns='urn:t'><f>QU*D</f></r>", "Malformed")]
    [TestCase("<r xmlns='urn:t'><f>QUJ</f></r>", "Malformed", TestName = "base64 cut short")]
    [TestCase("<r xmlns='urn:t'><f>QUJD=</f></r>", "Malformed", TestName = "base64 padded without need")]
    [TestCase("<r xmlns='urn:t'><f>QUI=QUJD</f></r>", "Malformed", TestName = "base64 after its end")]
    [TestCase("<r xmlns='urn:t'><f>QUJD<g/></f></r>", "Malformed")]
    [TestCase("<r xmlns='urn:t'><f>QUJD</r>", "Malformed")]
    [TestCase("<r xmlns='urn:t'><f>QUJD", "Malformed")]
    [TestCase("<r xmlns='urn:t'><f>QUJD</f>", "Malformed")]
    [TestCase("<!DOCTYPE r><r/>", "DocumentType")]
    [TestCase("", "Malformed")]
    [TestCase("<r xmlns='urn:t'><f>QUJDREVGR0hJSktM</f></r>", "LimitExceeded", TestName = "a long file")]
    [TestCase("<r xmlns='urn:t'><f>QQ==</f><f>QQ==</f><f>QQ==</f><f>QQ==</f></r>", "LimitExceeded", TestName = "many files")]
    [TestCase("<r><a><a><a><a><a/></a></a></a></r>", "LimitExceeded", TestName = "deep")]
    [TestCase("<?xml version='1.0' encoding='koi8-r'?><r/>", "Encoding")]
    [TestCase("<r>\u00ff</r>", "Encoding", TestName = "not UTF-8")]
    public async Task What_cannot_be_read_is_told_as_it_is_whole(string xml, string kind)
    {
        var came = await ReadAsync(
            new PieceStream(Encoding.Latin1.GetBytes(xml), () => 7), new XmlLimits { MaxDepth = 4 }, maxFiles: 3, maxFileBytes: 11);
        Assert.That(came.Words, Does.StartWith(kind));
        Assert.That(came.Document, Is.Null);
    }

    [TestCase(0, "TooLarge", TestName = "text")]
    [TestCase(1, "TooLarge", TestName = "an attribute")]
    [TestCase(2, "TooLarge", TestName = "blanks between elements")]
    [TestCase(3, "TooLarge", TestName = "a comment")]
    [TestCase(4, "TooLarge", TestName = "blanks in a file past the whole message's limit")]
    [TestCase(5, "OverBudget", TestName = "more than the budget has left")]
    public async Task What_stays_in_memory_is_held_to_its_limit(int where, string outcome)
    {
        var much = 64 * Mebibyte;
        Stream message = where switch
        {
            0 or 5 => new RepeatedStream("<r>", "văn bản ", much, "</r>"),
            1 => new RepeatedStream("<r a='", "0123456789abcdef", much, "'/>"),
            2 => new RepeatedStream("<r>", "    \r\n    \t", much, "</r>"),
            3 => new RepeatedStream("<r><!--", "0123456789abcdef", much, "--></r>"),
            _ => new RepeatedStream("<r xmlns='urn:t'><f>", "        ", much, "</f></r>"),
        };
        using var budget = new Held(where == 5 ? Mebibyte : 1 << 30);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var came = await ReadAsync(message, maxHeld: 2 * Mebibyte, maxTotal: 32 * Mebibyte, budget: budget);
        Assert.That(came.Words, Is.EqualTo(outcome));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(24 * Mebibyte));
    }

    [Test]
    public async Task A_large_file_leaves_the_XML_through_a_buffer_and_its_bytes_are_free()
    {
        var message = new RepeatedStream("<r xmlns='urn:t'><f>", "QUJDREVGR0hJSktM", 256 * Mebibyte, "</f><g>sau</g></r>");
        var before = GC.GetAllocatedBytesForCurrentThread();
        long bytes = 0;
        var came = await ReadAsync(message, maxHeld: Mebibyte, take: async (content, stop) =>
        {
            var piece = new byte[80_000];
            for (int read; (read = await content.ReadAsync(piece, stop)) > 0;)
            {
                bytes += read;
            }

            return true;
        });
        Assert.That((came.Words, bytes, came.Document?.Root?.Element(XName.Get("g", "urn:t"))?.Value), Is.EqualTo(("", 256 * Mebibyte / 4 * 3, "sau")));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(8 * Mebibyte));
    }

    /// <summary>A sender without line ends, on a line that brings as much as fits.</summary>
    [TestCase(3_000_000)]
    [TestCase(700_000)]
    public async Task A_file_comes_in_pieces_of_any_size(int length)
    {
        var file = new byte[length];
        file.AsSpan().Fill((byte)'x');
        foreach (var piece in new[] { 1000, 4096, 65_536, int.MaxValue })
        {
            var came = await ReadAsync(new PieceStream(Encoding.UTF8.GetBytes($"<r xmlns='urn:t'><f>{Convert.ToBase64String(file)}</f><g/></r>"), () => piece));
            Assert.That((came.Words, came.Files.Single().Length, came.Files.Single().All(b => b == 'x')), Is.EqualTo(("", length, true)), $"in pieces of {piece}");
        }
    }

    [Test]
    public async Task Who_wants_no_more_ends_it_and_giving_up_and_a_broken_line_are_the_callers()
    {
        var xml = Encoding.UTF8.GetBytes("<r xmlns='urn:t'><f>QUJD</f><f>QUJD</f></r>");
        var asked = 0;
        var came = await ReadAsync(new PieceStream(xml, () => 5), take: (_, _) =>
        {
            asked++;
            return Task.FromResult(false);
        });
        Assert.That((came.Words, asked), Is.EqualTo(("Stopped", 1)));

        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        Assert.That(async () => await ReadAsync(new PieceStream(xml, () => 5), cancellationToken: cancel.Token), Throws.InstanceOf<OperationCanceledException>());
        var broken = new PieceStream(xml.AsMemory(0, 24), () => 5) { AtEnd = _ => throw new IOException("the line") };
        Assert.That(async () => await ReadAsync(broken), Throws.InstanceOf<IOException>());
    }

    private static string Document(Random random, List<byte[]> files)
    {
        var text = new StringBuilder(random.Next(2) == 0 ? "<?xml version='1.0'?>\r\n" : "").Append("<r xmlns='urn:t' xmlns:p='urn:t' xmlns:q='urn:q'>");
        for (var i = random.Next(12); i > 0; i--)
        {
            var bytes = new byte[random.Next(4) switch { 0 => 0, 1 => random.Next(5), 2 => random.Next(300), _ => random.Next(90_000) }];
            random.NextBytes(bytes);
            var base64 = Convert.ToBase64String(bytes, random.Next(2) == 0 ? Base64FormattingOptions.None : Base64FormattingOptions.InsertLineBreaks);
            switch (random.Next(9))
            {
                case 0:
                    text.Append("<f/>");
                    break;
                case 1:
                    text.Append($"<p:f a='{i}'>{base64}</p:f>");
                    files.Add(bytes);
                    break;
                case 2:
                    text.Append($"<f><![CDATA[{base64}]]></f>");
                    files.Add(bytes);
                    break;
                case 3:
                    text.Append($"<file><f>\r\n  {base64[..(base64.Length / 2)]}<!-- giữa -->{base64[(base64.Length / 2)..]}\r\n</f><f>{base64}</f>\r\n</file>");
                    files.AddRange([bytes, bytes]);
                    break;
                case 4:
                    text.Append($"<q:f>{base64}</q:f>");
                    break;
                case 5:
                    text.Append("<tên a='&lt;1&gt;'>Nguyễn &amp; <![CDATA[<Con>]]></tên>");
                    break;
                default:
                    text.Append($"<f>{base64}</f>");
                    files.Add(bytes);
                    break;
            }
        }

        return text.Append("</r>").ToString();
    }

    private static async Task<Came> ReadAsync(
        Stream bytes, XmlLimits? limits = null, int maxFiles = 100, long maxFileBytes = 1L << 40, long maxHeld = 32 << 20, long maxTotal = 1L << 40, Held? budget = null,
        Func<Stream, CancellationToken, Task<bool>>? take = null, CancellationToken cancellationToken = default)
    {
        List<byte[]> files = [];
        var xml = new StreamedXml([F], async (number, content, stop) =>
        {
            if (take is not null)
            {
                return await take(content, stop);
            }

            Assert.That(number, Is.EqualTo(files.Count));
            using var all = new MemoryStream();
            await content.CopyToAsync(all, stop);
            files.Add(all.ToArray());
            return true;
        }) { MaxFiles = maxFiles, MaxFileBytes = maxFileBytes, Limits = limits ?? XmlLimits.Default };
        await using var message = new MeteredStream(bytes, maxHeld, maxTotal, budget?.Budget ?? new BodyBudget(long.MaxValue), limits ?? XmlLimits.Default);
        var reading = await xml.ReadAsync(message, null, cancellationToken);
        budget?.Budget.Return(message.Taken);
        return reading switch
        {
            StreamedReading.Read read => new Came(string.Empty, read.Document, files, read.Lifted),
            StreamedReading.Unreadable unreadable => new Came($"{unreadable.Problem.Kind}", null, files, []),
            StreamedReading.TooMuch much => new Came($"{much.Outcome}", null, files, []),
            _ => new Came(reading.GetType().Name, null, files, []),
        };
    }

    /// <summary>A budget of which everything must be given back.</summary>
    private sealed class Held(long bytes) : IDisposable
    {
        public BodyBudget Budget { get; } = new(bytes);

        public void Dispose() => Assert.That(Budget.TryTake((int)Math.Min(bytes, int.MaxValue)), Is.True, "all of it was given back");
    }
}
