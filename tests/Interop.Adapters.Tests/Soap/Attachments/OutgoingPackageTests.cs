using System.Text;
using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Messages;

namespace Interop.Adapters.Tests.Soap.Attachments;

/// <summary>What goes out is what the standards and old servers want to see.</summary>
public sealed class OutgoingPackageTests
{
    private const string Mark = "000102030405060708090a0b0c0d0e0f";

    private static IEnumerable<TestCaseData> Headers()
    {
        TestCaseData Case(string name, PackageKind kind, SoapVersion version, string? action, string type, string root) =>
            new TestCaseData(kind, version, action, type, root).SetArgDisplayNames(name);

        const string Start = $"start=\"<root-{Mark}@interop>\"";
        const string Boundary = $"boundary=\"part-{Mark}\"";
        yield return Case("MTOM 1.1", PackageKind.Xop, SoapVersion.Soap11, "urn:t/Hello", $"multipart/related; type=\"application/xop+xml\"; {Start}; start-info=\"text/xml\"; {Boundary}", "application/xop+xml; charset=utf-8; type=\"text/xml\"");
        yield return Case("MTOM 1.2", PackageKind.Xop, SoapVersion.Soap12, "urn:\"t\"", $"multipart/related; type=\"application/xop+xml\"; {Start}; start-info=\"application/soap+xml\"; action=\"urn:\\\"t\\\"\"; {Boundary}", "application/xop+xml; charset=utf-8; type=\"application/soap+xml\"");
        yield return Case("SwA 1.1", PackageKind.SoapWithAttachments, SoapVersion.Soap11, null, $"multipart/related; type=\"text/xml\"; {Start}; {Boundary}", "text/xml; charset=utf-8");
        yield return Case("SwA 1.2", PackageKind.SoapWithAttachments, SoapVersion.Soap12, null, $"multipart/related; type=\"application/soap+xml\"; {Start}; {Boundary}", "application/soap+xml; charset=utf-8");
    }

    [TestCaseSource(nameof(Headers))]
    public async Task Each_kind_has_its_headers(PackageKind kind, SoapVersion version, string? action, string type, string root)
    {
        var package = OutgoingPackage.Of(kind, version, OutgoingContent.Of("<e/>"u8.ToArray()), [new OutgoingPart("a@x", "application/pdf", OutgoingContent.Of("%PDF"u8.ToArray()))], Count, action);
        var expected = $"--part-{Mark}\r\nContent-Type: {root}\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <root-{Mark}@interop>\r\n\r\n<e/>\r\n"
            + $"--part-{Mark}\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <a@x>\r\n\r\n%PDF\r\n--part-{Mark}--\r\n";
        Assert.That(package.ContentType, Is.EqualTo(type));
        Assert.That(Encoding.ASCII.GetString(await WriteAsync(package)), Is.EqualTo(expected));
        Assert.That(package.Length, Is.EqualTo(expected.Length));
        Assert.That(System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(package.ContentType, out _), Is.True, "the framework's client can send it");
        Assert.That(PackageType.Read(package.ContentType).Type!.Announced, Is.SameAs(version));
    }

    [Test]
    public void The_length_is_not_known_where_that_of_a_part_is_not() =>
        Assert.That(Of(OutgoingContent.Of(new PieceStream("abc"u8.ToArray(), () => 1))).Length, Is.Null);

    [TestCase(2)]
    [TestCase(4)]
    public void A_part_that_is_not_as_long_as_announced_breaks_the_message(int announced)
    {
        var target = new MemoryStream();
        var package = Of(OutgoingContent.Of(new PieceStream("abc"u8.ToArray(), () => 3), announced));
        Assert.That(async () => await package.WriteToAsync(target, default), Throws.TypeOf<IOException>());
        Assert.That(target.Length, Is.LessThan(package.Length!.Value), "never a whole message");
        Assert.That(Encoding.ASCII.GetString(target.ToArray()), Does.Not.Contain($"part-{Mark}--"));
    }

    [TestCase("a\r\nX: y", "a/b", null)]
    [TestCase("a>b", "a/b", null)]
    [TestCase("", "a/b", null)]
    [TestCase("é", "a/b", null)]
    [TestCase("a", "a/b\r\n\r\nx", null)]
    [TestCase("a", "a/b", "urn:t\r\nX: y")]
    public void What_a_header_cannot_carry_is_a_bug_of_ours(string id, string mediaType, string? action) =>
        Assert.That(
            () => OutgoingPackage.Of(PackageKind.Xop, SoapVersion.Soap12, OutgoingContent.Of(default(ReadOnlyMemory<byte>)), [new OutgoingPart(id, mediaType, OutgoingContent.Of(default(ReadOnlyMemory<byte>)))], Count, action),
            Throws.ArgumentException);

    [Test]
    public void An_id_twice_is_a_bug_of_ours() =>
        Assert.That(
            () => OutgoingPackage.Of(PackageKind.Xop, SoapVersion.Soap12, OutgoingContent.Of(default(ReadOnlyMemory<byte>)), [Part("a"), Part("%61")], Count),
            Throws.ArgumentException);

    [Test]
    public void A_cancelled_part_stops_the_message()
    {
        using var cancel = new CancellationTokenSource();
        var package = Of(OutgoingContent.Of(async (target, token) =>
        {
            await target.WriteAsync("a"u8.ToArray(), token);
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        }));
        Assert.That(async () => await package.WriteToAsync(new MemoryStream(), cancel.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    private static OutgoingPart Part(string id) => new(id, "a/b", OutgoingContent.Of(default(ReadOnlyMemory<byte>)));

    private static OutgoingPackage Of(OutgoingContent content) =>
        OutgoingPackage.Of(PackageKind.Xop, SoapVersion.Soap11, OutgoingContent.Of("<e/>"u8.ToArray()), [new OutgoingPart("a", "a/b", content)], Count);

    private static async Task<byte[]> WriteAsync(OutgoingPackage package)
    {
        var target = new MemoryStream();
        await package.WriteToAsync(target, default);
        return target.ToArray();
    }

    private static void Count(Span<byte> span)
    {
        for (var at = 0; at < span.Length; at++)
        {
            span[at] = (byte)at;
        }
    }
}
