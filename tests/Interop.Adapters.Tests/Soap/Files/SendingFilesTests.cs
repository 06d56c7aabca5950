using System.Text;
using System.Xml.Linq;
using Interop.Adapters.Soap.Client;
using Interop.Adapters.Soap.Messages;
using Interop.Adapters.Tests.Soap.Attachments;

namespace Interop.Adapters.Tests.Soap.Files;

/// <summary>Files on their way to a partner, as it receives them.</summary>
public sealed class SendingFilesTests
{
    private static readonly XNamespace T = "urn:t";

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase((48 << 10) - 1)]
    [TestCase((48 << 10) + 1)]
    [TestCase(300_001)]
    public async Task A_file_in_the_XML_is_its_base64_and_the_length_is_told(int bytes)
    {
        var file = File(bytes);
        var message = await SendAsync(new SoapProfile(), [file], new XElement(T + "f", file.Mark));
        Assert.That(message.Length, Is.EqualTo(message.Parts[0].Bytes.Length));
        Assert.That(Body(message).Value, Is.EqualTo(Convert.ToBase64String(Content(bytes))));
    }

    /// <summary>The contracts of 2009: one string parameter, and all the rest in it.</summary>
    [Test]
    public async Task A_file_may_stand_in_a_text_of_escaped_XML_or_JSON_and_in_any_order()
    {
        var (one, other) = (File(10_000), File(77));
        var inner = new XElement("HoSo", new XElement("Tep", other.Mark), new XElement("Ten", "giấy chứng sinh & khác.pdf")).ToString(SaveOptions.DisableFormatting);
        var message = await SendAsync(new SoapProfile(), [one, other], new XElement(T + "f", new XElement(T + "xml", inner), new XElement(T + "json", $$"""{"tep":"{{one.Mark}}","ten":"a"}""")));
        Assert.That(XElement.Parse(Body(message).Element(T + "xml")!.Value).Element("Tep")!.Value, Is.EqualTo(Convert.ToBase64String(Content(77))));
        Assert.That(Body(message).Element(T + "json")!.Value, Is.EqualTo($$"""{"tep":"{{Convert.ToBase64String(Content(10_000))}}","ten":"a"}"""));
    }

    [TestCase(SoapFilePassing.Mtom, "11")]
    [TestCase(SoapFilePassing.Mtom, "12")]
    [TestCase(SoapFilePassing.Attachment, "11")]
    [TestCase(SoapFilePassing.Attachment, "12")]
    public async Task Files_beside_the_XML_are_parts_that_it_refers_to(SoapFilePassing passing, string soap)
    {
        var version = soap == "11" ? SoapVersion.Soap11 : SoapVersion.Soap12;
        var (one, other) = (File(100_000) with { MediaType = "application/pdf" }, File(0));
        var message = await SendAsync(
            new SoapProfile { Version = version, Files = passing }, [one, other], new XElement(T + "f", new XElement(T + "b", new XAttribute("ten", "a>b"), other.Mark), new XElement(T + "a", one.Mark)));

        Assert.That(message.Parts.Select(part => part.Bytes.Length), Is.EqualTo(new[] { message.Parts[0].Bytes.Length, 100_000, 0 }));
        Assert.That(message.Parts[1].Bytes, Is.EqualTo(Content(100_000)));
        Assert.That((message.Parts[1].Type, message.SoapAction), Is.EqualTo(("application/pdf", soap == "11" ? "\"urn:t/Gui\"" : null)));
        Assert.That(message.Type.Parameters.Any(p => p.Name == "action"), Is.EqualTo(soap == "12"));
        Assert.That(message.Type.MediaType.Value, Is.EqualTo("multipart/related"));

        var body = Body(message);
        string?[] references = passing == SoapFilePassing.Mtom
            ? [.. body.Descendants(XName.Get("Include", "http://www.w3.org/2004/08/xop/include")).Select(include => include.Attribute("href")?.Value)]
            : [.. body.Elements().Select(element => element.Attribute("href")?.Value)];
        Assert.That(references, Is.EqualTo(new[] { message.Parts[2], message.Parts[1] }.Select(part => $"cid:{part.ContentId!.Trim('<', '>')}")));
        Assert.That((body.Value, body.Element(T + "b")!.Attribute("ten")!.Value), Is.EqualTo(("", "a>b")));
    }

    private static readonly TestCaseData[] s_unwritable =
    [
        new TestCaseData(SoapFilePassing.Inline, (Func<string, XElement>)(_ => new XElement(T + "f"))).SetName("no mark"),
        new TestCaseData(SoapFilePassing.Inline, (Func<string, XElement>)(mark => new XElement(T + "f", mark, new XElement("b", mark)))).SetName("twice"),
        new TestCaseData(SoapFilePassing.Mtom, (Func<string, XElement>)(mark => new XElement(T + "f", "x" + mark))).SetName("behind text"),
        new TestCaseData(SoapFilePassing.Mtom, (Func<string, XElement>)(mark => new XElement(T + "f", mark + "x"))).SetName("before text"),
        new TestCaseData(SoapFilePassing.Mtom, (Func<string, XElement>)(mark => new XElement(T + "f", new XElement("b"), mark))).SetName("behind an element"),
        new TestCaseData(SoapFilePassing.Attachment, (Func<string, XElement>)(mark => new XElement(T + "f", new XElement("b", "x"), mark))).SetName("behind an end tag"),
        new TestCaseData(SoapFilePassing.Mtom, (Func<string, XElement>)(mark => new XElement(T + "f", mark, new XElement("b")))).SetName("before an element"),
        new TestCaseData(SoapFilePassing.Attachment, (Func<string, XElement>)(mark => new XElement(T + "f", new XCData(mark)))).SetName("CDATA"),
        new TestCaseData(SoapFilePassing.Attachment, (Func<string, XElement>)(mark => new XElement(T + "f", new XAttribute("a", mark)))).SetName("an attribute"),
    ];

    [TestCaseSource(nameof(s_unwritable))]
    public async Task Where_a_file_has_no_place_nothing_is_sent(SoapFilePassing passing, Func<string, XElement> body)
    {
        await using var peer = await FilePeer.StartAsync();
        var file = File(1);
        var exchange = await CallAsync(peer, new SoapProfile { Files = passing }, [file], body(file.Mark));
        Assert.That((exchange as SoapExchange.NotSent)?.Reason, Is.EqualTo(NotSentReason.NotWritable));
        Assert.That(peer.HasReceived, Is.False);
    }

    [Test]
    public async Task A_store_that_is_down_is_known_before_anything_is_sent()
    {
        await using var peer = await FilePeer.StartAsync();
        var file = File(1) with { Open = _ => throw new IOException("down") };
        var exchange = await CallAsync(peer, new SoapProfile(), [file], new XElement("f", file.Mark));
        Assert.That((exchange as SoapExchange.NotSent)?.Reason, Is.EqualTo(NotSentReason.FileUnavailable));
        Assert.That(peer.HasReceived, Is.False);
    }

    /// <summary>The partner must not take half a file for a whole one, nor the rest for another message.</summary>
    [TestCase(SoapFilePassing.Inline, -1)]
    [TestCase(SoapFilePassing.Mtom, -1)]
    [TestCase(SoapFilePassing.Inline, 1)]
    [TestCase(SoapFilePassing.Mtom, 1)]
    [TestCase(SoapFilePassing.Attachment, null)]
    public async Task A_file_that_is_not_as_announced_breaks_the_message(SoapFilePassing passing, int? more)
    {
        await using var peer = await FilePeer.StartAsync();
        var (whole, broken) = (File(5), File(200_000));
        broken = more is null ? broken with { Open = _ => throw new InvalidOperationException("a bug in a store") } : broken with { Length = broken.Length - more.Value };
        var exchange = await CallAsync(peer, new SoapProfile { Files = passing }, [whole, broken], new XElement("f", new XElement("a", whole.Mark), new XElement("b", broken.Mark)));
        Assert.That((exchange as SoapExchange.NoAnswer)?.Reason, Is.EqualTo(NoAnswerReason.FileBroken));

        // A short message may be given up before any of it left.
        await peer.DisposeAsync();
        Assert.That(peer.HasReceived ? await peer.Received : null, Is.Null);
    }

    [Test]
    public async Task A_file_that_moves_may_take_longer_than_an_answer()
    {
        await using var peer = await FilePeer.StartAsync();
        var time = new SteppedTime();
        var file = File(400_000);
        file = file with { Open = _ => Task.FromResult<Stream>(new SteppedStream(Content(400_000), () => time.Step(TimeSpan.FromSeconds(25)))) };
        var exchange = await CallAsync(peer, new SoapProfile { AnswerTimeout = TimeSpan.FromSeconds(60) }, [file], new XElement("f", file.Mark), time);
        Assert.That(exchange, Is.TypeOf<SoapExchange.Reply>());
    }

    [Test]
    public async Task A_large_file_goes_through_a_buffer()
    {
        const long Length = 256L << 20;
        var file = new SoapFile { Mark = "0123456789abcdef", Length = Length, Open = _ => Task.FromResult<Stream>(new RepeatedStream("", "0123456789abcdef", Length, "")) };
        await using var turns = new FileTurns([file], () => { });
        await turns.OpenFirstAsync(default);
        var before = GC.GetAllocatedBytesForCurrentThread();
        await turns.WriteBase64Async(file, Stream.Null, default);

        // The stream never waits, so all of it ran on this thread.
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
        Assert.That(turns.Failure, Is.Null);
    }

    private static async Task<ReceivedMessage> SendAsync(SoapProfile profile, IReadOnlyList<SoapFile> files, XElement body)
    {
        await using var peer = await FilePeer.StartAsync();
        Assert.That(await CallAsync(peer, profile, files, body), Is.TypeOf<SoapExchange.Reply>());
        return (await peer.Received)!;
    }

    private static async Task<SoapExchange> CallAsync(FilePeer peer, SoapProfile profile, IReadOnlyList<SoapFile> files, XElement body, TimeProvider? time = null)
    {
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var request = SoapRequest.Of(peer.Address, "urn:t/Gui", body) with { Files = files };
        return await new SoapClient(http, profile, time ?? TimeProvider.System).SendAsync(request, CancellationToken.None);
    }

    private static XElement Body(ReceivedMessage message) => XDocument.Parse(Encoding.UTF8.GetString(message.Parts[0].Bytes)).Root!.Elements().Single().Elements().Single();

    private static SoapFile File(int bytes) =>
        new() { Mark = Marks.Next(), Length = bytes, Open = _ => Task.FromResult<Stream>(new MemoryStream(Content(bytes))) };

    private static byte[] Content(int bytes) => [.. Enumerable.Range(0, bytes).Select(i => (byte)((i * 31) + (i >> 8)))];
}
