using System.Security.Cryptography;
using Interop.Adapters.Soap.Security;

namespace Interop.Adapters.Soap.Client;

/// <summary>
/// Puts a written envelope, its security and its files together.
/// <code>
///               no signature, no encryption         signed or encrypted
/// Inline        secured, files read as they go      files in it first, then secured: held in memory, within its limit
/// Mtom          the same, as parts                  the same, then out again as parts: XOP means the XML with them in it
/// Attachment    referred to, secured, as parts      the same; the signature is over their digests as well
/// </code>
/// </summary>
internal sealed class MessageMaking(SoapProfile profile, SecurityWriter writer, FileTurns turns)
{
    private bool Covers => profile.Security is { Signature: not null } or { Encryption: not null };

    public async Task<(OutgoingMessage? Message, SoapExchange.NotSent? Lack)> MakeAsync(ReadOnlyMemory<byte> envelope, SoapRequest request, CancellationToken cancellationToken)
    {
        var contentType = SoapHeaders.ContentType(profile, request.Action);
        if (request.Files.Count == 0)
        {
            return Secure(envelope, [], secured => OutgoingMessage.Plain(secured, contentType));
        }

        var (places, lack) = FilePlace.Find(envelope.Span, request.Files, profile.Files);
        if (lack is not null)
        {
            return NotWritable(lack);
        }

        if (profile.Files == SoapFilePassing.Attachment)
        {
            return await DigestsAsync(request.Files, cancellationToken) is { } digests
                ? Secure(OutgoingParts.Refer(envelope.Span, places, profile.Files), digests, root => OutgoingParts.Package(root, request, profile, turns))
                : (null, turns.Unavailable);
        }

        if (!Covers)
        {
            return Secure(envelope, [], secured => FilePlace.Find(secured.Span, request.Files, profile.Files) is ({ } found, null)
                ? profile.Files == SoapFilePassing.Inline
                    ? OutgoingMessage.Inline(secured, found, contentType, turns)
                    : OutgoingParts.Package(OutgoingParts.Refer(secured.Span, found, profile.Files), request, profile, turns)
                : null);
        }

        if (OutgoingMessage.Inline(envelope, places, contentType, turns).Length > profile.Security!.MaxBytes)
        {
            return NotWritable($"The message with its files is longer than the {profile.Security.MaxBytes} bytes that are signed or encrypted in one piece; pass files beside the XML, as attachments.");
        }

        return await turns.HoldAsync(OutgoingMessage.Inline(envelope, places, contentType, turns), cancellationToken) is { } whole
            ? Secure(whole, [], secured => profile.Files == SoapFilePassing.Inline || profile.Security.Encryption is not null
                ? OutgoingMessage.Plain(secured, contentType)
                : TakenOut(envelope.Length, places, whole, secured) is { } again ? OutgoingParts.Package(OutgoingParts.Refer(secured.Span, again, profile.Files), request, profile, turns) : null)
            : (null, turns.Unavailable);
    }

    // The header was put in before the Body and the Body is as it was: counted from the end, a file stands where it stood.
    private static IReadOnlyList<FilePlace>? TakenOut(int length, IReadOnlyList<FilePlace> places, ReadOnlyMemory<byte> whole, ReadOnlyMemory<byte> secured)
    {
        List<FilePlace> again = [];
        var behind = 0;
        foreach (var place in places.Reverse())
        {
            var encoded = (int)FileTurns.EncodedLength(place.File.Length);
            behind += length - place.End;
            length = place.Start;
            if (!secured.Span[^(behind + encoded)..^behind].SequenceEqual(whole.Span[^(behind + encoded)..^behind]))
            {
                return null;
            }

            again.Add(new FilePlace(place.File, secured.Length - behind - encoded, secured.Length - behind, null));
            behind += encoded;
        }

        again.Reverse();
        return again;
    }

    private (OutgoingMessage? Message, SoapExchange.NotSent? Lack) Secure(
        ReadOnlyMemory<byte> envelope, IReadOnlyList<AttachmentDigest> attachments, Func<ReadOnlyMemory<byte>, OutgoingMessage?> then)
    {
        if (profile.Security is not null)
        {
            switch (writer.Secure(envelope, profile.Security, attachments))
            {
                case SecurityWriting.Refused { Problem: { Kind: SecurityProblemKind.TooLarge } problem }:
                    return NotWritable(problem.Message);
                case SecurityWriting.Refused refused:
                    return (null, new SoapExchange.NotSent(NotSentReason.NotSecured, refused.Problem.Message));
                case SecurityWriting.Secured secured:
                    envelope = secured.Envelope;
                    break;
            }
        }

        return then(envelope) is { } message ? (message, null) : NotWritable("Securing the message moved its files; pass them inline, or beside the XML as attachments.");
    }

    private async Task<IReadOnlyList<AttachmentDigest>?> DigestsAsync(IReadOnlyList<SoapFile> files, CancellationToken cancellationToken)
    {
        if (profile.Security?.Signature is not { Hash: var hash })
        {
            return [];
        }

        List<AttachmentDigest> digests = [];
        foreach (var file in files)
        {
            var digest = hash == HashAlgorithmName.SHA256 && file.Sha256 is { } known
                ? Convert.FromHexString(known.Value)
                : await turns.DigestAsync(file, hash, cancellationToken);
            if (digest is null)
            {
                return null;
            }

            digests.Add(new AttachmentDigest(OutgoingParts.IdOf(file), hash, digest));
        }

        return digests;
    }

    private static (OutgoingMessage?, SoapExchange.NotSent) NotWritable(string why) => (null, new SoapExchange.NotSent(NotSentReason.NotWritable, why));
}
