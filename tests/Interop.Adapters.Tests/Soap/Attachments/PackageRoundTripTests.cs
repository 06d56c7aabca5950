using System.Text;
using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Messages;

namespace Interop.Adapters.Tests.Soap.Attachments;

/// <summary>What was put into a package comes out of it, however the network cuts it and whatever the files look like.</summary>
public sealed class PackageRoundTripTests
{
    private const string Special = "'()+_,-./:=? ";

    [Test]
    public async Task What_was_written_is_what_is_read()
    {
        var random = new Random(20261128);
        for (var round = 0; round < 400; round++)
        {
            var mark = Convert.ToHexStringLower(Enumerable.Repeat((byte)round, 16).ToArray());
            var parts = Enumerable.Range(0, random.Next(5)).Select(n => (Id: $"{n}%41+@hub", Bytes: Content(random, $"part-{mark}"))).ToList();
            var kind = random.Next(2) == 0 ? PackageKind.Xop : PackageKind.SoapWithAttachments;
            var package = OutgoingPackage.Of(
                kind,
                random.Next(2) == 0 ? SoapVersion.Soap11 : SoapVersion.Soap12,
                OutgoingContent.Of(Encoding.UTF8.GetBytes(Packages.Envelope([.. parts.Select(part => part.Id)]))),
                [.. parts.Select(part => new OutgoingPart(part.Id, "application/pdf", Outgoing(random, part.Bytes)))],
                span => span.Fill((byte)round));
            var message = new MemoryStream();
            await package.WriteToAsync(message, default);
            if (package.Length is { } length)
            {
                Assert.That(message.Length, Is.EqualTo(length));
            }

            await Expect(package.ContentType, message.ToArray(), kind, parts, random, $"round {round}");
        }
    }

    [Test]
    public async Task What_a_foreign_stack_may_write_is_read()
    {
        var random = new Random(37);
        for (var round = 0; round < 400; round++)
        {
            var end = random.Next(3) == 0 ? "\n" : "\r\n";
            var boundary = Boundary(random);
            var line = $"--{boundary}{new string(random.Next(2) == 0 ? ' ' : '\t', random.Next(3))}{end}";
            var parts = Enumerable.Range(0, random.Next(4)).Select(n => (Id: $"f{n}@x", Bytes: Content(random, boundary))).ToList();
            var message = new List<byte>(Encoding.ASCII.GetBytes(random.Next(2) == 0 ? "" : $"This is a message in parts.{end}--{boundary}x{end}"));
            message.AddRange(Packages.Join(line, $"Content-Type: application/xop+xml;{end} type=\"text/xml\"{end}{end}", Packages.Envelope([.. parts.Select(part => part.Id)])));
            foreach (var (id, bytes) in parts)
            {
                var (encoding, encoded) = Encoded(random, bytes, end);
                message.AddRange(Packages.Join(end, line, $"content-id : {(random.Next(2) == 0 ? id : $"<{id}>")}{end}{encoding}{end}", encoded));
            }

            message.AddRange(Packages.Join($"{end}--{boundary}--", random.Next(3) switch { 0 => "", 1 => end, _ => $" {end}--{boundary}{end}an epilogue" }));
            var type = $"Multipart/Related; boundary=\"{boundary}\"; type=application/xop+xml";
            await Expect(type, [.. message], PackageKind.Xop, parts, random, $"round {round}, boundary {boundary}");
        }
    }

    [Test]
    public async Task A_package_cut_at_any_byte_is_broken_and_no_part_is_taken_for_whole_that_is_not()
    {
        var package = OutgoingPackage.Of(
            PackageKind.Xop, SoapVersion.Soap11, OutgoingContent.Of(Encoding.UTF8.GetBytes(Packages.Envelope("a@x", "b@x"))),
            [new OutgoingPart("a@x", "a/b", OutgoingContent.Of(Packages.Awkward)), new OutgoingPart("b@x", "a/b", OutgoingContent.Of(Packages.Awkward))],
            span => span.Fill(7));
        var message = new MemoryStream();
        await package.WriteToAsync(message, default);
        for (var cut = 0; cut < message.Length - 2; cut++)
        {
            var read = await Packages.ReadAsync(package.ContentType, message.ToArray()[..cut]);
            Assert.That(read.Problem?.Kind, Is.EqualTo(PackageProblemKind.BoundaryNotFound).Or.EqualTo(PackageProblemKind.EndedEarly).Or.EqualTo(PackageProblemKind.FinalBoundaryMissing), $"cut at {cut}");
            Assert.That(read.Parts.Select(part => part.Bytes), Is.All.EqualTo(Packages.Awkward));
        }
    }

    [Test]
    public async Task No_package_however_mangled_throws()
    {
        var random = new Random(4);
        var whole = Packages.Join(
            "--b\r\nContent-Type: application/xop+xml\r\n\r\n", Packages.Envelope("a", "c"), "\r\n--b\r\nContent-ID: a\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJD\r\nREU=\r\n--b\r\n",
            "Content-ID: <c>\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=41=\r\nx\r\n--b--\r\n");
        for (var round = 0; round < 3000; round++)
        {
            var bytes = (byte[])whole.Clone();
            for (var hits = random.Next(1, 8); hits > 0; hits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)(random.Next(3) == 0 ? "\r\n-=b:<"[random.Next(7)] : random.Next(256));
            }

            var read = await Packages.ReadAsync("multipart/related; boundary=b", bytes, new PackageLimits { MaxHeaderBytes = 200 });
            Assert.That(read.Problem is null || read.Problem.Message.Contains("; "), Is.True, read.Problem?.Message);
        }
    }

    private static async Task Expect(string type, byte[] message, PackageKind kind, List<(string Id, byte[] Bytes)> parts, Random random, string round)
    {
        var network = random.Next(3) switch { 0 => 1, 1 => 50, _ => 70_000 };
        var taker = random.Next(3) switch { 0 => 1, 1 => 100, _ => 70_000 };
        var read = await Packages.ReadAsync(type, new PieceStream(message, () => random.Next(1, network + 1)), null, null, () => random.Next(1, taker + 1));
        Assert.That(read.Problem?.Describe(), Is.Null, round);
        Assert.That(read.Root!.Kind, Is.EqualTo(kind));
        Assert.That(read.Parts.Select(part => Convert.ToHexString(part.Bytes)), Is.EqualTo(parts.Select(part => Convert.ToHexString(part.Bytes))), round);
        Assert.That(read.Parts.Select(part => part.Part.Headers.ContentId), Is.EqualTo(parts.Select(part => ContentIds.OfHeader(part.Id))));
        Assert.That(read.Parts.Select(part => part.Part.Referenced), Is.All.True);
    }

    // What a careless reader would take for a boundary line, in any order, up to a few buffers long.
    private static byte[] Content(Random random, string boundary)
    {
        string[] pieces =
        [
            $"\r\n--{boundary}x", $"\n--{boundary}-\r\n", $"\r\n--{boundary}--x\r\n", $"\r\n--{boundary[..^1]}\r\n", $" --{boundary}\r\n", $"\r--{boundary}\r\n",
            $"\r\n-{boundary}\r\n", $"\r\n--{boundary}{new string(' ', 70)}\r\n", $"\r\n--{boundary}\rx", "\r\n", "\n", "\r", "-", "\r\n--", "\r\n\r\n", "=", "=41", "é",
        ];
        var content = new List<byte>();
        for (var count = random.Next(8); count > 0; count--)
        {
            var bytes = new byte[random.Next(20) == 0 ? random.Next(80_000) : random.Next(5)];
            random.NextBytes(bytes);
            content.AddRange(bytes);
            content.AddRange(Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)]));
        }

        return [.. content];
    }

    private static OutgoingContent Outgoing(Random random, byte[] bytes) => random.Next(4) switch
    {
        0 => OutgoingContent.Of(bytes),
        1 => OutgoingContent.Of(new MemoryStream(bytes)),
        2 => OutgoingContent.Of(new PieceStream(bytes, () => 1000), random.Next(2) == 0 ? null : bytes.Length),
        _ => OutgoingContent.Of(async (target, token) => await target.WriteAsync(bytes, token)),
    };

    private static string Boundary(Random random)
    {
        var length = random.Next(1, 71);
        var text = new string([.. Enumerable.Range(0, length).Select(_ => random.Next(2) == 0 ? Special[random.Next(Special.Length)] : (char)random.Next('a', 'z' + 1))]);
        return $"{text[..^1]}Z";
    }

    private static (string Header, byte[] Bytes) Encoded(Random random, byte[] bytes, string end)
    {
        switch (random.Next(4))
        {
            case 0:
                var text = Convert.ToBase64String(bytes);
                return ($"Content-Transfer-Encoding: BASE64{end}", Packages.Join(string.Join(end, text.Chunk(random.Next(1, 77)).Select(line => new string(line)))));
            case 1:
                var quoted = bytes.Select((value, at) => (value is >= (byte)'!' and <= (byte)'~' and not (byte)'=' ? $"{(char)value}" : $"={value:X2}") + (at % 20 == 19 ? $"={end}" : ""));
                return ($"Content-Transfer-Encoding: quoted-printable{end}", Packages.Join(string.Concat(quoted)));
            case 2:
                return ($"Content-Transfer-Encoding: binary{end}", bytes);
            default:
                return ("", bytes);
        }
    }
}
