using System.Security.Cryptography;
using System.Text;
using Interop.Adapters.Soap.Attachments;

namespace Interop.Adapters.Soap.Client;

/// <summary>A message as it goes over the wire: its type, its length, and what writes it.</summary>
/// <param name="ContentType">For the HTTP header.</param>
/// <param name="Length">In bytes: known beforehand, so that it is never sent in chunks. Servers of 2009 answer 411 to those.</param>
/// <param name="WriteToAsync">Writes it, once.</param>
internal sealed record OutgoingMessage(string ContentType, long Length, Func<Stream, CancellationToken, Task> WriteToAsync)
{
    /// <summary>Puts a written envelope and its files together.</summary>
    /// <param name="envelope">In UTF-8, with the files' marks.</param>
    /// <param name="request">The call: its files, its action.</param>
    /// <param name="profile">How the partner takes files.</param>
    /// <param name="turns">Who reads the files.</param>
    public static (OutgoingMessage? Message, string? Lack) Of(ReadOnlyMemory<byte> envelope, SoapRequest request, SoapProfile profile, FileTurns turns)
    {
        if (request.Files.Count == 0)
        {
            return (new(SoapHeaders.ContentType(profile, request.Action), envelope.Length, async (target, stop) => await target.WriteAsync(envelope, stop)), null);
        }

        var (places, lack) = FilePlace.Find(envelope.Span, request.Files, profile.Files);
        if (lack is not null)
        {
            return (null, lack);
        }

        return (profile.Files == SoapFilePassing.Inline
            ? Inline(envelope, places, SoapHeaders.ContentType(profile, request.Action), turns)
            : Package(envelope, places, request, profile, turns), null);
    }

    private static OutgoingMessage Inline(ReadOnlyMemory<byte> envelope, IReadOnlyList<FilePlace> places, string contentType, FileTurns turns)
    {
        var length = places.Aggregate((long)envelope.Length, (sum, place) => sum - (place.End - place.Start) + FileTurns.EncodedLength(place.File.Length));
        return new(contentType, length, async (target, stop) =>
        {
            var written = 0;
            foreach (var place in places)
            {
                await target.WriteAsync(envelope[written..place.Start], stop);
                await turns.WriteBase64Async(place.File, target, stop);
                written = place.End;
            }

            await target.WriteAsync(envelope[written..], stop);
        });
    }

    private static OutgoingMessage Package(
        ReadOnlyMemory<byte> envelope, IReadOnlyList<FilePlace> places, SoapRequest request, SoapProfile profile, FileTurns turns)
    {
        var mtom = profile.Files == SoapFilePassing.Mtom;
        var root = new MemoryStream(envelope.Length + (places.Count * 160));
        var written = 0;
        foreach (var place in places)
        {
            var (until, instead) = mtom
                ? (place.Start, $"<xop:Include xmlns:xop=\"{PartReferences.Xop}\" href=\"{ContentIds.Address(IdOf(place.File))}\"/>")
                : (place.TagEnd!.Value, $" href=\"{ContentIds.Address(IdOf(place.File))}\">");
            root.Write(envelope.Span[written..until]);
            root.Write(Encoding.ASCII.GetBytes(instead));
            written = place.End;
        }

        root.Write(envelope.Span[written..]);
        var parts = request.Files.Select(file => new OutgoingPart(
            IdOf(file), file.MediaType, OutgoingContent.Of((target, stop) => turns.WriteAsync(file, target, stop), file.Length)));
        var package = OutgoingPackage.Of(
            mtom ? PackageKind.Xop : PackageKind.SoapWithAttachments,
            profile.Version,
            OutgoingContent.Of(root.GetBuffer().AsMemory(0, (int)root.Length)),
            [.. parts],
            RandomNumberGenerator.Fill,
            profile.ActionStyle == SoapActionStyle.Absent ? null : SoapHeaders.Action(profile, request.Action));
        return new(package.ContentType, package.Length!.Value, package.WriteToAsync);
    }

    private static string IdOf(SoapFile file) => $"{file.Mark}@interop";
}
