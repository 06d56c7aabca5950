using System.Security.Cryptography;
using System.Text;
using Interop.Adapters.Soap.Attachments;

namespace Interop.Adapters.Soap.Client;

/// <summary>Messages whose files travel beside the XML.</summary>
internal static class OutgoingParts
{
    public static string IdOf(SoapFile file) => $"{file.Mark}@interop";

    /// <summary>The envelope with references in the places of its files.</summary>
    public static ReadOnlyMemory<byte> Refer(ReadOnlySpan<byte> envelope, IReadOnlyList<FilePlace> places, SoapFilePassing passing)
    {
        var root = new MemoryStream(envelope.Length + (places.Count * 160));
        var written = 0;
        foreach (var place in places)
        {
            var address = ContentIds.Address(IdOf(place.File));
            var (until, instead) = passing == SoapFilePassing.Mtom
                ? (place.Start, $"<xop:Include xmlns:xop=\"{PartReferences.Xop}\" href=\"{address}\"/>")
                : (place.TagEnd!.Value, $" href=\"{address}\">");
            root.Write(envelope[written..until]);
            root.Write(Encoding.ASCII.GetBytes(instead));
            written = place.End;
        }

        root.Write(envelope[written..]);
        return root.GetBuffer().AsMemory(0, (int)root.Length);
    }

    /// <summary>The root and its files.</summary>
    public static OutgoingMessage Package(ReadOnlyMemory<byte> root, SoapRequest request, SoapProfile profile, FileTurns turns)
    {
        var package = OutgoingPackage.Of(
            profile.Files == SoapFilePassing.Mtom ? PackageKind.Xop : PackageKind.SoapWithAttachments,
            profile.Version,
            OutgoingContent.Of(root),
            [.. request.Files.Select(file => new OutgoingPart(IdOf(file), file.MediaType, OutgoingContent.Of((target, stop) => turns.WriteAsync(file, target, stop), file.Length)))],
            RandomNumberGenerator.Fill,
            profile.ActionStyle == SoapActionStyle.Absent ? null : SoapHeaders.Action(profile, request.Action));
        return new(package.ContentType, package.Length!.Value, package.WriteToAsync);
    }
}
