using System.Text;
using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Tests.Soap.Attachments;

/// <summary>Each way in which a package can be wrong has its name and its place; none is an exception.</summary>
public sealed class PackageTroubleTests
{
    private const string Type = "multipart/related; type=\"application/xop+xml\"; boundary=b";
    private const string RootHead = "--b\r\nContent-Type: application/xop+xml\r\n\r\n";

    private static readonly PackageLimits Small = new() { MaxParts = 3, MaxHeaderBytes = 300, MaxRootBytes = 800, MaxPartBytes = 1000, MaxPackageBytes = 5000 };

    private static IEnumerable<TestCaseData> Hostile()
    {
        TestCaseData Case(string name, PackageProblemKind kind, int? part, string message, string type = Type) =>
            new TestCaseData(kind, part, message, type).SetArgDisplayNames(name);

        string one = RootHead + Packages.Envelope("a"), two = RootHead + Packages.Envelope("a", "c"), none = RootHead + Packages.Envelope();
        const string PartA = "\r\n--b\r\nContent-ID: <a>\r\n\r\n";
        const string PartC = "\r\n--b\r\nContent-ID: <c>\r\n\r\n";
        const string End = "\r\n--b--\r\n";

        yield return Case("no Content-Type", PackageProblemKind.NotAPackage, null, one, "");
        yield return Case("another Content-Type", PackageProblemKind.NotAPackage, null, one, "multipart/form-data; boundary=b");
        yield return Case("no boundary", PackageProblemKind.BoundaryMissing, null, one, "multipart/related; type=text/xml");
        yield return Case("empty boundary", PackageProblemKind.BoundaryMissing, null, one, "multipart/related; boundary=\" \"");
        yield return Case("boundary of 71", PackageProblemKind.BoundaryTooLong, null, one, $"multipart/related; boundary={new string('b', 71)}");
        yield return Case("boundary with a line end", PackageProblemKind.BoundaryInvalid, null, one, "multipart/related; boundary=\"b\r\nc\"");
        yield return Case("boundary with an accent", PackageProblemKind.BoundaryInvalid, null, one, "multipart/related; boundary=\"ô\"");

        yield return Case("empty", PackageProblemKind.BoundaryNotFound, null, "");
        yield return Case("XML without parts", PackageProblemKind.BoundaryNotFound, null, Packages.Envelope());
        yield return Case("another boundary", PackageProblemKind.BoundaryNotFound, null, (one + End).Replace("--b", "--c"));
        yield return Case("boundary within a line", PackageProblemKind.BoundaryNotFound, null, $"x{none}");
        yield return Case("a preamble without end", PackageProblemKind.BoundaryNotFound, null, new string('x', 2000));
        yield return Case("no part at all", PackageProblemKind.RootMissing, null, "--b--\r\n");

        yield return Case("cut in the root", PackageProblemKind.EndedEarly, 1, one);
        yield return Case("cut in the headers", PackageProblemKind.EndedEarly, 2, $"{one}\r\n--b\r\nContent-ID: <a");
        yield return Case("cut after the headers", PackageProblemKind.EndedEarly, 2, one + PartA);
        yield return Case("cut in a file", PackageProblemKind.EndedEarly, 2, $"{one}{PartA}half");
        yield return Case("cut in a boundary", PackageProblemKind.EndedEarly, 2, $"{one}{PartA}whole\r\n--");
        yield return Case("cut in the final boundary", PackageProblemKind.EndedEarly, 2, $"{one}{PartA}whole\r\n--b-");
        yield return Case("no final boundary", PackageProblemKind.FinalBoundaryMissing, 3, $"{one}{PartA}whole\r\n--b\r\n");
        yield return Case("no final boundary and no line end", PackageProblemKind.FinalBoundaryMissing, 3, $"{one}{PartA}whole\r\n--b");

        yield return Case("headers without a colon", PackageProblemKind.HeadersMalformed, 2, $"{one}\r\n--b\r\nContent-ID\r\n\r\n{End}");
        yield return Case("no empty line after the headers", PackageProblemKind.HeadersMalformed, 2, $"{one}\r\n--b\r\nContent-ID: <a>{End}\r\n\r\n");
        yield return Case("headers that begin folded", PackageProblemKind.HeadersMalformed, 2, $"{one}\r\n--b\r\n Content-ID: <a>\r\n\r\n{End}");
        yield return Case("a header with a NUL", PackageProblemKind.HeadersMalformed, 2, $"{one}\r\n--b\r\nContent-ID: <a\0>\r\n\r\n{End}");
        yield return Case("two Content-IDs for one part", PackageProblemKind.HeadersMalformed, 2, $"{one}\r\n--b\r\nContent-ID: <a>\r\ncontent-id: <c>\r\n\r\n{End}");
        yield return Case("long headers", PackageProblemKind.HeadersTooLarge, 2, $"{one}\r\n--b\r\n{Repeat("X: y\r\n", 60)}\r\n{End}");
        yield return Case("a header without end", PackageProblemKind.HeadersTooLarge, 2, $"{one}\r\n--b\r\nX: {new string('y', 3000)}");

        yield return Case("too many parts", PackageProblemKind.TooManyParts, 4, $"{two}{PartA}x{PartC}x\r\n--b\r\n\r\nx{End}");
        yield return Case("a long part", PackageProblemKind.PartTooLarge, 2, $"{one}{PartA}{new string('x', 1001)}{End}");
        yield return Case("a long package", PackageProblemKind.PackageTooLarge, null, $"{one}{PartA}x{End}{new string('x', 5000)}");
        yield return Case("a long root", PackageProblemKind.RootTooLarge, 1, $"{none}{new string(' ', 800)}{End}");

        yield return Case("an encoding nobody knows", PackageProblemKind.EncodingUnknown, 2, $"{one}\r\n--b\r\nContent-ID: <a>\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nx{End}");
        yield return Case("an encoding nobody knows, of the root", PackageProblemKind.EncodingUnknown, 1, "--b\r\nContent-Transfer-Encoding: gzip\r\n\r\nx\r\n--b--");
        foreach (var text in (string[])["QUJ*", "QUJ", "Q===", "QUI=QUI=", "QUI=\r\nQ", "=QUJ", "Q\u00e1=="])
        {
            yield return Case($"base64 {text}", PackageProblemKind.EncodingBroken, 2, $"{one}\r\n--b\r\nContent-ID: <a>\r\nContent-Transfer-Encoding: base64\r\n\r\n{text}{End}");
        }

        foreach (var text in (string[])["=4", "=G1", "=4G", "= x", "=\rx"])
        {
            yield return Case($"quoted-printable {text}", PackageProblemKind.EncodingBroken, 2, $"{one}\r\n--b\r\nContent-ID: <a>\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{text}{End}");
        }

        yield return Case("an id twice", PackageProblemKind.DuplicateContentId, 3, $"{one}{PartA}x{PartA}y{End}");
        yield return Case("an id twice, one of them escaped", PackageProblemKind.DuplicateContentId, 3, $"{one}{PartA}x\r\n--b\r\nContent-ID: %61\r\n\r\ny{End}");
        yield return Case("the root's id twice", PackageProblemKind.DuplicateContentId, 2, $"--b\r\nContent-ID: <a>\r\n\r\n{Packages.Envelope("a")}{PartA}x{End}");
        yield return Case("a root that is not there", PackageProblemKind.RootNotFirst, 1, $"--b\r\nContent-ID: <r>\r\n\r\n{Packages.Envelope()}{End}", $"{Type}; start=\"<q>\"");
        yield return Case("a root that is no XML", PackageProblemKind.RootUnreadable, 1, $"--b\r\n\r\n%PDF-1.4{End}");
        yield return Case("a root with a document type", PackageProblemKind.RootUnreadable, 1, $"--b\r\n\r\n<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>{End}");
        yield return Case("a root in an encoding nobody knows", PackageProblemKind.RootUnreadable, 1, $"--b\r\nContent-Type: text/xml; charset=x-tcvn\r\n\r\n<a/>{End}");

        foreach (var href in (string[])["", "href=''", "href='cid:'", "href='a'", "href='http://127.0.0.1:1/a'", "href='file:///etc/passwd'", "x:href='cid:a'"])
        {
            yield return Case($"an Include with {href}", PackageProblemKind.IncludeMalformed, 1, RootHead + Http.Envelope($"<r><x:Include xmlns:x='{PartReferences.Xop}' {href}/></r>") + End);
        }

        foreach (var body in (string[])["<r>text<i/></r>", "<r><i/><i/></r>", "<r><i/><q/></r>", "<r><i/><![CDATA[x]]></r>", "<r><i><i/></i></r>"])
        {
            yield return Case($"an Include in {body}", PackageProblemKind.IncludeMisplaced, 1, RootHead + Http.Envelope(body.Replace("<i", $"<i xmlns='{PartReferences.Xop}' href='cid:a'").Replace("<i ", "<Include ").Replace("</i>", "</Include>")) + End);
        }

        yield return Case("an Include for a root", PackageProblemKind.IncludeMisplaced, 1, $"{RootHead}<Include xmlns='{PartReferences.Xop}' href='cid:a'/>{End}");
        yield return Case("a part that is not there", PackageProblemKind.PartMissing, null, $"{two}{PartA}x{End}");
        yield return Case("no part of those that are needed", PackageProblemKind.PartMissing, null, $"{one}{End}");
        yield return Case("a part that is the root itself", PackageProblemKind.PartMissing, null, $"--b\r\nContent-ID: <a>\r\n\r\n{Packages.Envelope("a")}{End}");
        yield return Case("an href to nothing", PackageProblemKind.PartMissing, null, $"--b\r\nContent-Type: text/xml\r\n\r\n{Http.Envelope("<r href='cid:q'/>")}{End}");
        yield return Case("a part that nobody named", PackageProblemKind.PartUnreferenced, 3, $"{one}{PartA}x{PartC}y{End}");
        yield return Case("a part without a name", PackageProblemKind.PartUnreferenced, 2, $"{one}\r\n--b\r\n\r\nx{PartA}y{End}");
    }

    [TestCaseSource(nameof(Hostile))]
    public async Task Each_trouble_is_told_by_its_name(PackageProblemKind kind, int? part, string message, string type)
    {
        foreach (var pieces in (int[])[1, 7, int.MaxValue])
        {
            var bytes = Encoding.UTF8.GetBytes(message);
            var problem = (await Packages.ReadAsync(type, new PieceStream(bytes, () => pieces), Small, null, () => 100)).Problem!;
            Assert.That((problem?.Kind, problem?.Part), Is.EqualTo((kind, part)), problem?.Describe());
            Assert.That(problem!.Message, Does.Match("; (send|mend|end)"), "says what to do");
            Assert.That(problem.Offset ?? 0, Is.InRange(0, bytes.Length));
        }
    }

    /// <summary>That a part is not the one that was signed is found behind the reader, see <c>SecuredDoorTests</c>.</summary>
    [Test]
    public void No_kind_of_trouble_is_without_its_case() =>
        Assert.That(Hostile().Select(one => (PackageProblemKind)one.Arguments[0]!).Distinct(), Is.EquivalentTo(Enum.GetValues<PackageProblemKind>().Except([PackageProblemKind.PartForged])));

    [Test]
    public async Task A_trouble_names_its_byte()
    {
        var message = $"{RootHead}{Packages.Envelope("a")}\r\n--b\r\nContent-ID: <a>\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJD\r\nQU*D\r\n--b--";
        var problem = (await Packages.ReadAsync(Type, Encoding.UTF8.GetBytes(message))).Problem!;
        Assert.That(problem.Offset, Is.EqualTo(message.IndexOf('*')));
        Assert.That(problem.Describe(), Does.EndWith($"(part 2, byte {problem.Offset})"));
    }

    [Test]
    public async Task What_is_at_the_limit_is_read()
    {
        var root = Packages.Envelope("a", "c").PadRight(800);
        var head = "\r\n--b\r\nContent-ID: <a>\r\nX: ".PadRight(300 + 7 - 4, 'y') + "\r\n\r\n";
        var message = Encoding.UTF8.GetBytes($"{RootHead}{root}{head}{new string('x', 1000)}\r\n--b\r\nContent-ID: c\r\n\r\n\r\n--b--");
        var read = await Packages.ReadAsync(Type, message, Small with { MaxPackageBytes = message.Length });
        Assert.That(read.Problem?.Describe(), Is.Null);
        Assert.That(read.Parts.Select(part => part.Bytes.Length), Is.EqualTo(new[] { 1000, 0 }));
    }

    [TestCase("multipart/related; boundary=b; type=text/xml", "text/xml", false)]
    [TestCase(Type, "application/xop+xml", true)]
    public async Task A_part_that_nobody_named_is_taken_where_it_may_be(string type, string root, bool allowed)
    {
        var message = $"--b\r\nContent-Type: {root}\r\n\r\n{Packages.Envelope()}\r\n--b\r\n\r\nx\r\n--b--";
        var read = await Packages.ReadAsync(type, Encoding.UTF8.GetBytes(message), new PackageLimits { TakeUnreferenced = allowed });
        Assert.That(read.Problem, Is.Null);
        Assert.That(read.Parts.Single().Part.Referenced, Is.False);
    }

    [Test]
    public async Task A_root_that_start_does_not_name_is_missing_even_with_a_shelf()
    {
        var message = $"--b\r\nContent-ID: <r>\r\n\r\n{Packages.Envelope()}\r\n--b--";
        var read = await Packages.ReadAsync($"{Type}; start=\"<q>\"", Encoding.UTF8.GetBytes(message), null, () => new MemoryStream());
        Assert.That(read.Problem?.Kind, Is.EqualTo(PackageProblemKind.RootMissing));
    }

    [Test]
    public async Task A_text_that_looks_like_a_reference_may_lead_nowhere()
    {
        var message = $"--b\r\nContent-Type: text/xml\r\n\r\n{Http.Envelope("<r>cid:q</r>")}\r\n--b--";
        Assert.That((await Packages.ReadAsync("multipart/related; boundary=b", Encoding.UTF8.GetBytes(message))).Problem, Is.Null);
    }

    [Test]
    public async Task A_taker_cannot_take_a_broken_part_for_whole_even_if_it_swallows_the_break()
    {
        var message = Encoding.UTF8.GetBytes($"{RootHead}{Packages.Envelope("a")}\r\n--b\r\nContent-ID: <a>\r\n\r\nhalf");
        foreach (var swallow in (bool[])[true, false])
        {
            await using var reader = Packages.Open(new PieceStream(message, () => 9), Type);
            await reader.ReadRootAsync(null, null, default);
            var part = ((PartReading.Part)await reader.NextAsync(default)).Value;
            var taking = await part.TakeAsync(
                async (stream, token) =>
                {
                    try
                    {
                        return (await Packages.AllAsync(stream, () => 10, token)).Length;
                    }
                    catch (Exception broken)
                    {
                        return swallow ? 4 : throw new IOException("as a store may wrap it", broken);
                    }
                },
                default);
            Assert.That((taking as PartTaking<int>.Broken)?.Problem.Kind, Is.EqualTo(PackageProblemKind.EndedEarly));
        }
    }

    [Test]
    public async Task A_part_left_half_read_is_passed_over_and_not_whole()
    {
        var message = Encoding.UTF8.GetBytes($"{RootHead}{Packages.Envelope("a", "c")}\r\n--b\r\nContent-ID: <a>\r\n\r\nfirst\r\n--b\r\nContent-ID: <c>\r\n\r\nsecond\r\n--b--");
        await using var reader = Packages.Open(new PieceStream(message, () => 9), Type);
        await reader.ReadRootAsync(null, null, default);
        var first = ((PartReading.Part)await reader.NextAsync(default)).Value;
        var kept = Stream.Null;
        Assert.That(await first.TakeAsync(async (stream, token) => (kept = stream, await stream.ReadAsync(new byte[2], token)).Item2, default), Is.EqualTo(new PartTaking<int>.Taken(2, false)));
        var second = ((PartReading.Part)await reader.NextAsync(default)).Value;
        Assert.That(second.Headers.ContentId, Is.EqualTo("c"));
        Assert.That(async () => await kept.ReadAsync(new byte[1]), Throws.TypeOf<ObjectDisposedException>(), "a stream kept beyond its time");
        Assert.That(await reader.NextAsync(default), Is.EqualTo(new PartReading.End(3)));
        Assert.That(await reader.NextAsync(default), Is.EqualTo(new PartReading.End(3)), "asked again, it says the same");
    }

    [Test]
    public async Task The_root_holds_its_budget_until_it_is_given_back_and_none_when_it_breaks()
    {
        var budget = new BodyBudget(10_000);
        var message = Encoding.UTF8.GetBytes($"{RootHead}{Packages.Envelope()}\r\n--b--");
        await using (var reader = Packages.Open(new PieceStream(message, () => 99), Type))
        {
            var root = (RootReading.Read)await reader.ReadRootAsync(null, budget, default);
            Assert.That(budget.TryTake(10_000), Is.False);
            await using var next = Packages.Open(new PieceStream(message, () => 99), Type);
            Assert.That(await next.ReadRootAsync(null, budget, default), Is.TypeOf<RootReading.OverBudget>());
            budget.Return(root.Taken);
        }

        foreach (var broken in (string[])[RootHead, $"{RootHead}<a>\r\n--b--", RootHead + new string(' ', 900)])
        {
            await using var reader = Packages.Open(new PieceStream(Encoding.UTF8.GetBytes(broken), () => 99), Type, Small);
            Assert.That(await reader.ReadRootAsync(null, budget, default), Is.TypeOf<RootReading.Broken>());
        }

        Assert.That(budget.TryTake(10_000), Is.True, "all of it is back");
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
