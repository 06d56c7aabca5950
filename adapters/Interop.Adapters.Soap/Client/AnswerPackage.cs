using System.Xml.Linq;
using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Soap.Client;

/// <summary>
/// Reads an answer with files beside its XML. The envelope has its say only when all of the message was there: a reply
/// whose paper broke off is an answer that was not understood. A fault needs no paper.
/// </summary>
internal sealed class AnswerPackage(SoapProfile profile, Func<AnswerFile, CancellationToken, Task<string>>? take, Action progress)
{
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

        var problem = await TakeAllAsync(package, root.References, cancellationToken);
        var exchange = AnswerReading.Of(answer, new XmlReading.Read(root.Document));
        return exchange is SoapExchange.Reply && problem is not null ? Broken(problem, answer) : exchange;
    }

    private async Task<PackageProblem?> TakeAllAsync(PackageReader package, IReadOnlyList<PartReference> references, CancellationToken cancellationToken)
    {
        // What stands in the tree as base64 is held to the limit of what is held in memory at all.
        var room = (long)profile.MaxAnswerBytes;
        while (true)
        {
            switch (await package.NextAsync(cancellationToken))
            {
                case PartReading.End:
                    return null;
                case PartReading.Broken broken:
                    return broken.Problem;
                case PartReading.Part { Value: var part }:
                    var holders = references.Where(reference => reference.ContentId == part.Headers.ContentId).Select(reference => reference.Holder).ToList();
                    if (take is null && holders.Count == 0)
                    {
                        break;
                    }

                    var taking = await part.TakeAsync((content, stop) => TextOfAsync(part, holders, content, room, stop), cancellationToken);
                    if (taking is PartTaking<string?>.Broken cut)
                    {
                        return cut.Problem;
                    }

                    if (((PartTaking<string?>.Taken)taking).Value is not { } text)
                    {
                        return new PackageProblem(PackageProblemKind.PartTooLarge, $"The files of the answer are longer than {profile.MaxAnswerBytes} bytes together.", part.Number);
                    }

                    room -= take is null ? text.Length : 0;
                    Put(holders, text);
                    break;
            }
        }
    }

    private async Task<string?> TextOfAsync(PackagePart part, IReadOnlyList<XElement> holders, Stream content, long room, CancellationToken cancellationToken)
    {
        var moving = new MovingStream(content, progress);
        if (take is not null)
        {
            return await take(new AnswerFile(part.Headers.ContentId, part.Headers.Type?.Name, [.. holders.Select(holder => holder.Name.LocalName)], moving), cancellationToken);
        }

        var body = await BoundedBody.ReadAsync(moving, null, (int)(room / 4 * 3), null, cancellationToken);
        return body.Outcome == BodyReadOutcome.Whole ? Convert.ToBase64String(body.Bytes.Span) : null;
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
