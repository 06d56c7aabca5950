using System.Text;
using Interop.Adapters.Soap.Attachments;

namespace Interop.Adapters.Tests.Soap.Attachments;

/// <summary>A package read to its end, or to where it broke.</summary>
internal sealed record ReadPackage(RootReading.Read? Root, IReadOnlyList<(PackagePart Part, byte[] Bytes)> Parts, PackageProblem? Problem);

internal static class Packages
{
    public static PackageReader Open(Stream message, string contentType, PackageLimits? limits = null, Func<Stream>? shelf = null)
    {
        var opening = PackageReader.Open(message, contentType, limits, shelf);
        Assert.That(opening, Is.TypeOf<PackageOpening.Opened>());
        return ((PackageOpening.Opened)opening).Reader;
    }

    public static Task<ReadPackage> ReadAsync(string contentType, byte[] message, PackageLimits? limits = null, Func<Stream>? shelf = null) =>
        ReadAsync(contentType, new PieceStream(message, () => int.MaxValue), limits, shelf, () => 4096);

    public static async Task<ReadPackage> ReadAsync(string contentType, Stream message, PackageLimits? limits, Func<Stream>? shelf, Func<int> pieces)
    {
        if (PackageReader.Open(message, contentType, limits, shelf) is PackageOpening.Refused refused)
        {
            return new ReadPackage(null, [], refused.Problem);
        }

        await using var reader = Open(message, contentType, limits, shelf);
        var rootReading = await reader.ReadRootAsync(null, null, default);
        if (rootReading is not RootReading.Read root)
        {
            return new ReadPackage(null, [], ((RootReading.Broken)rootReading).Problem);
        }

        var parts = new List<(PackagePart, byte[])>();
        while (true)
        {
            switch (await reader.NextAsync(default))
            {
                case PartReading.Part { Value: var part }:
                    if (await part.TakeAsync((stream, token) => AllAsync(stream, pieces, token), default) is PartTaking<byte[]>.Taken { Whole: true } taken)
                    {
                        parts.Add((part, taken.Value));
                    }

                    break;
                case PartReading.End end:
                    Assert.That(end.Parts, Is.EqualTo(parts.Count + 1));
                    return new ReadPackage(root, parts, null);
                case PartReading.Broken broken:
                    Assert.That(await reader.NextAsync(default), Is.EqualTo(broken), "asked again, it says the same");
                    return new ReadPackage(root, parts, broken.Problem);
            }
        }
    }

    public static async Task<byte[]> AllAsync(Stream stream, Func<int> pieces, CancellationToken cancellationToken)
    {
        var all = new MemoryStream();
        while (true)
        {
            var piece = new byte[Math.Max(1, pieces())];
            var count = await stream.ReadAsync(piece, cancellationToken);
            if (count == 0)
            {
                return all.ToArray();
            }

            all.Write(piece, 0, count);
        }
    }

    public static string Envelope(params string[] ids) =>
        Http.Envelope($"<r xmlns='urn:t'>{string.Concat(ids.Select(id => $"<f><x:Include xmlns:x='{PartReferences.Xop}' href='cid:{Uri.EscapeDataString(id)}'/></f>"))}</r>");

    /// <summary>Text and bytes, one after the other.</summary>
    public static byte[] Join(params object[] pieces) =>
        [.. pieces.SelectMany(piece => piece as byte[] ?? Encoding.UTF8.GetBytes((string)piece))];

    /// <summary>Bytes that a reader of lines or text would harm.</summary>
    public static byte[] Awkward { get; } = Join("%PDF-1.4\r\n\n\r--b\r\n--\r\n", Enumerable.Range(0, 256).Select(value => (byte)value).ToArray(), "\r\n\r");
}
