using System.Security.Cryptography;
using System.Xml.Linq;
using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Reading;
using Interop.Adapters.Soap.Security;

namespace Interop.Adapters.Soap.Client;

/// <summary>
/// Reads an answer with files beside its XML. The envelope has its say only when all of the message was there: a reply
/// whose paper broke off is an answer that was not understood. A fault needs no paper.
/// </summary>
internal sealed class AnswerPackage(SoapProfile profile, AnswerTrust? trust, Func<AnswerFile, CancellationToken, Task<string>>? take, Action progress)
{
    private bool _forged;

    public async Task<SoapExchange> ReadAsync(Stream message, string contentType, Answer answer, CancellationToken cancellationToken)
    {
        var limits = profile.Packages with { MaxRootBytes = profile.MaxAnswerBytes };
        switch (PackageReader.Open(message, contentType, limits))
        {
            case PackageOpening.Refused refused:
                return AnswerReading.ByStatus(answer) ?? Broken(refused.Problem, answer);
            case PackageOpening.Opened { Reader: var package }:
                await using (package)
                {
                    return await ReadAsync(package, answer, cancellationToken);
                }

            default:
                throw new InvalidOperationException("A package was neither opened nor refused.");
        }
    }

    private async Task<SoapExchange> ReadAsync(PackageReader package, Answer answer, CancellationToken cancellationToken)
    {
        if (await package.ReadRootAsync(profile.Limits, null, cancellationToken) is not RootReading.Read root)
        {
            // Without a budget a root is read or broken; asking again tells the same problem.
            return AnswerReading.ByStatus(answer) ?? Broken(((PartReading.Broken)await package.NextAsync(cancellationToken)).Problem, answer);
        }

        var (document, references, expected) = (root.Document, root.References, (IReadOnlyList<AttachmentDigest>)[]);
        if (trust is not null)
        {
            var (message, unproven) = trust.Open(root.Bytes, root.Headers.Type?["charset"]);
            if (message is not null && root.Kind == PackageKind.Xop && trust.CoversXml && await InlineAsync(package, message, cancellationToken) is { } cut)
            {
                return AnswerReading.ByStatus(answer) ?? Broken(cut, answer);
            }

            (var trusted, expected, unproven) = message is null ? (null, [], unproven) : await trust.JudgeAsync(message, cancellationToken);
            if (trusted is null)
            {
                return AnswerReading.ByStatus(answer) ?? AnswerTrust.Broken(unproven!, answer);
            }

            // What was read before it was judged is not what was judged.
            (document, references) = (trusted, PartReferences.Find(trusted));
            if (trust.CoversFiles && references.Any(reference => reference.IsNeeded && expected.All(signed => signed.ContentId != reference.ContentId)))
            {
                return AnswerTrust.Broken(SecurityProblem.FileNotSigned, answer);
            }
        }

        var problem = await TakeAllAsync(package, references, expected.ToDictionary(digest => digest.ContentId, StringComparer.Ordinal), cancellationToken);
        if (_forged)
        {
            return new SoapExchange.NoAnswer(NoAnswerReason.NotTrusted, "A file of the answer is not the one that was signed.", answer.Status);
        }

        var exchange = AnswerReading.Of(answer, new XmlReading.Read(document));
        return exchange is SoapExchange.Reply && problem is not null ? Broken(problem, answer) : exchange;
    }

    private async Task<PackageProblem?> InlineAsync(PackageReader package, UnprovenMessage message, CancellationToken cancellationToken)
    {
        var files = new InlinedFiles(profile.MaxAnswerBytes, null);
        var (outcome, problem) = await files.PutAsync(package, message, content => new MovingStream(content, progress, null, null), cancellationToken);
        return problem ?? (outcome == BodyReadOutcome.Whole ? null : TooLarge(null));
    }

    private PackageProblem TooLarge(int? part) =>
        new(PackageProblemKind.PartTooLarge, $"The files of the answer are longer than {profile.MaxAnswerBytes} bytes together.", part);

    private async Task<PackageProblem?> TakeAllAsync(
        PackageReader package, IReadOnlyList<PartReference> references, Dictionary<string, AttachmentDigest> expected, CancellationToken cancellationToken)
    {
        // What stands in the tree as base64 is held to the limit of what is held in memory at all.
        var room = (long)profile.MaxAnswerBytes;
        while (true)
        {
            switch (await package.NextAsync(cancellationToken))
            {
                case PartReading.End:
                    return expected.Count == 0 ? null : new PackageProblem(PackageProblemKind.PartMissing, "A file that the answer's signature covers is not in it.");
                case PartReading.Broken broken:
                    return broken.Problem;
                case PartReading.Part { Value: var part }:
                    var holders = references.Where(reference => reference.ContentId == part.Headers.ContentId).Select(reference => reference.Holder).ToList();
                    AttachmentDigest? signed = null;
                    var covered = part.Headers.ContentId is { } id && expected.Remove(id, out signed);
                    if (take is null && holders.Count == 0 && !covered)
                    {
                        break;
                    }

                    var taking = await part.TakeAsync((content, stop) => TextOfAsync(part, holders, signed, content, room, stop), cancellationToken);
                    if (taking is PartTaking<string?>.Broken cut)
                    {
                        return cut.Problem;
                    }

                    if (_forged)
                    {
                        return null;
                    }

                    if (((PartTaking<string?>.Taken)taking).Value is not { } text)
                    {
                        return TooLarge(part.Number);
                    }

                    room -= take is null ? text.Length : 0;
                    Put(holders, text);
                    break;
            }
        }
    }

    private async Task<string?> TextOfAsync(
        PackagePart part, IReadOnlyList<XElement> holders, AttachmentDigest? signed, Stream content, long room, CancellationToken cancellationToken)
    {
        using var hash = signed is null ? null : IncrementalHash.CreateHash(signed.Algorithm);
        var moving = new MovingStream(content, progress, hash, signed);
        try
        {
            if (take is not null)
            {
                return await take(new AnswerFile(part.Headers.ContentId, part.Headers.Type?.Name, [.. holders.Select(holder => holder.Name.LocalName)], moving), cancellationToken);
            }

            var body = await BoundedBody.ReadAsync(moving, null, (int)(room / 4 * 3), null, cancellationToken);
            return body.Outcome == BodyReadOutcome.Whole ? Convert.ToBase64String(body.Bytes.Span) : null;
        }
        catch (Exception) when (moving.IsForged)
        {
            _forged = true;
            return null;
        }
    }

    private static void Put(IReadOnlyList<XElement> holders, string text)
    {
        foreach (var holder in holders)
        {
            holder.Attributes("href").Remove();
            holder.ReplaceNodes(text);
        }
    }

    private static SoapExchange.NoAnswer Broken(PackageProblem problem, Answer answer) => new(
        problem.Kind switch
        {
            PackageProblemKind.EndedEarly => NoAnswerReason.Truncated,
            PackageProblemKind.PartTooLarge or PackageProblemKind.PackageTooLarge or PackageProblemKind.RootTooLarge or PackageProblemKind.TooManyParts => NoAnswerReason.TooLarge,
            _ => NoAnswerReason.Unreadable,
        },
        $"The answer cannot be read. {problem.Describe()}",
        answer.Status);
}
