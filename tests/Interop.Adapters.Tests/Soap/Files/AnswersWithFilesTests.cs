using System.Text;
using System.Xml.Linq;
using Interop.Adapters.Soap.Client;
using Interop.Adapters.Tests.Soap.Attachments;

namespace Interop.Adapters.Tests.Soap.Files;

/// <summary>Answers with files beside their XML.</summary>
public sealed class AnswersWithFilesTests
{
    private const string Xop = "multipart/related; type=\"application/xop+xml\"; start=\"<root>\"; boundary=b";

    private static readonly string s_pdf = Convert.ToBase64String("%PDF-1.4"u8);

    [TestCase(Xop)]
    [TestCase("multipart/related; type=application/xop+xml; start=<root>; start-info=text/xml; boundary=b", TestName = "as old stacks spell it")]
    public async Task Without_a_taker_the_answer_reads_as_if_its_files_had_come_in_the_XML(string type)
    {
        var reply = await AnswerAsync(type, Package(Packages.Envelope("a"), ("a", "%PDF-1.4")));
        Assert.That(((SoapExchange.Reply)reply).Body!.ToString(SaveOptions.DisableFormatting), Does.Contain($"<f>{s_pdf}</f>"));
    }

    [Test]
    public async Task A_taker_gets_each_file_once_and_says_what_stands_for_it()
    {
        List<(string? Id, string? Type, string Places, string Content)> taken = [];
        var envelope = Http.Envelope("<r xmlns='urn:t'><f href='cid:a'/><g href='cid:a'>x</g><h>không có</h></r>");
        var reply = await AnswerAsync(
            "multipart/related; type=\"text/xml\"; boundary=b",
            Package(envelope, ("a", "%PDF-1.4"), ("z", "nobody refers to it")).Replace("application/xop+xml", "text/xml", StringComparison.Ordinal),
            async (file, stop) =>
            {
                using var text = new StreamReader(file.Content);
                taken.Add((file.ContentId, file.MediaType, string.Join(' ', file.Places), await text.ReadToEndAsync(stop)));
                return $"kept-{taken.Count}";
            });
        Assert.That(taken, Is.EqualTo(new[] { ("a", "application/pdf", "f g", "%PDF-1.4"), ("z", "application/pdf", "", "nobody refers to it") }));
        XNamespace t = "urn:t";
        Assert.That(((SoapExchange.Reply)reply).Body!.Elements().Select(e => (e.Name, e.Value, e.HasAttributes)), Is.EqualTo(new[] { (t + "f", "kept-1", false), (t + "g", "kept-1", false), (t + "h", "không có", false) }));
    }

    [TestCase("", NoAnswerReason.Truncated, TestName = "cut in a file")]
    [TestCase("\r\n--b--", null, TestName = "whole")]
    [TestCase("\r\n--b\r\nContent-ID: <a>\r\n\r\nagain\r\n--b--", NoAnswerReason.Unreadable, TestName = "one name twice")]
    public async Task A_reply_counts_when_all_of_its_files_were_there(string end, NoAnswerReason? reason)
    {
        var package = Package(Packages.Envelope("a"), ("a", "%PDF-1.4"));
        Assert.That(((await AnswerAsync(Xop, package[..^"\r\n--b--\r\n".Length] + end)) as SoapExchange.NoAnswer)?.Reason, Is.EqualTo(reason));
    }

    [Test]
    public async Task A_part_that_is_missing_is_an_answer_that_was_not_understood()
    {
        var answer = (SoapExchange.NoAnswer)await AnswerAsync(Xop, Package(Packages.Envelope("a", "b"), ("a", "x")));
        Assert.That((answer.Reason, answer.HttpStatus), Is.EqualTo((NoAnswerReason.Unreadable, (int?)200)));
    }

    /// <summary>It says that nothing was done, whatever is wrong with the papers.</summary>
    [Test]
    public async Task A_fault_needs_no_files()
    {
        var package = Package(Http.Fault("s:Client", "Thiếu mã hồ sơ"));
        Assert.That(await AnswerAsync(Xop, package.Replace("--b--", "--b", StringComparison.Ordinal), status: "500 Internal Server Error"), Is.TypeOf<SoapExchange.FaultReply>());
    }

    [Test]
    public async Task The_status_has_its_say_as_with_any_other_answer()
    {
        Assert.That((await AnswerAsync(Xop, "nothing of the kind", status: "503 Service Unavailable") as SoapExchange.HttpRefusal)?.Kind, Is.EqualTo(HttpRefusalKind.Busy));
        Assert.That((await AnswerAsync("multipart/related", "no boundary") as SoapExchange.NoAnswer)?.Reason, Is.EqualTo(NoAnswerReason.Unreadable));
    }

    [Test]
    public async Task Files_that_would_stand_in_memory_are_held_to_the_limit_and_those_that_are_taken_are_not()
    {
        var profile = new SoapProfile { MaxAnswerBytes = 4096 };
        var package = Package(Packages.Envelope("a", "b"), ("a", new string('x', 2000)), ("b", new string('y', 2000)));
        Assert.That((await AnswerAsync(Xop, package, profile: profile) as SoapExchange.NoAnswer)?.Reason, Is.EqualTo(NoAnswerReason.TooLarge));
        Assert.That(await AnswerAsync(Xop, package, (_, _) => Task.FromResult("kept"), profile: profile), Is.TypeOf<SoapExchange.Reply>());
    }

    private static string Package(string root, params (string Id, string Content)[] files) =>
        $"--b\r\nContent-ID: <root>\r\nContent-Type: application/xop+xml; charset=utf-8\r\n\r\n{root}"
        + string.Concat(files.Select(file => $"\r\n--b\r\nContent-ID: <{file.Id}>\r\nContent-Type: application/pdf\r\n\r\n{file.Content}"))
        + "\r\n--b--\r\n";

    private static async Task<SoapExchange> AnswerAsync(
        string type, string package, Func<AnswerFile, CancellationToken, Task<string>>? take = null, string status = "200 OK", SoapProfile? profile = null)
    {
        await using var peer = RawPeer.Saying(Http.Answer(status, Encoding.UTF8.GetBytes(package), type));
        using var http = new HttpClient();
        return await new SoapClient(http, profile ?? new SoapProfile(), TimeProvider.System)
            .SendAsync(SoapRequest.Of(peer.Address, "urn:t/Hello", Calls.Hello) with { TakeFile = take }, CancellationToken.None);
    }
}
