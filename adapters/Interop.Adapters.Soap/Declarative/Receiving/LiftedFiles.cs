using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Client;
using Interop.Adapters.Soap.Endpoint;
using Interop.Adapters.Soap.Reading;
using Interop.Adapters.Soap.Transforms;
using Interop.Contracts.Documents;

namespace Interop.Adapters.Soap.Declarative.Receiving;

/// <summary>
/// The files of one message that came in: each is kept, and its place has <c>f:sha256</c> and <c>f:size</c> from then on, and
/// no content. What is wrong with one is remembered, and the message is not taken.
/// </summary>
/// <param name="places">The elements in which the profile says that base64 stands.</param>
/// <param name="keep">Keeps one.</param>
internal sealed class LiftedFiles(FrozenSet<XName> places, Func<Stream, CancellationToken, Task<FileStoring>> keep)
{
    public static readonly XName Digest = XNamespace.Get(StylesheetFunctions.Namespace) + "sha256";
    public static readonly XName Size = XNamespace.Get(StylesheetFunctions.Namespace) + "size";

    // Nobody else can have written one into an answer.
    private readonly string _seed = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly Dictionary<string, FileStoring.Kept> _beside = new(StringComparer.Ordinal);
    private readonly HashSet<Sha256Digest> _kept = [];

    /// <summary>What has been kept.</summary>
    public IReadOnlySet<Sha256Digest> Kept => _kept;

    /// <summary>Why the message cannot be taken; null: nothing is wrong with its files.</summary>
    public Refusal? Trouble { get; private set; }

    /// <summary>Takes one that came beside an answer's XML; the text stands in its place.</summary>
    public async Task<string> TakeAsync(AnswerFile file, CancellationToken cancellationToken)
    {
        if (await KeptAsync(file.Content, cancellationToken) is not { } kept)
        {
            return string.Empty;
        }

        var mark = string.Create(CultureInfo.InvariantCulture, $"{_seed}-{_beside.Count}");
        _beside[mark] = kept;
        return mark;
    }

    /// <summary>Takes those that stand in it, and marks the places of those that came beside it.</summary>
    public async Task LiftAsync(XElement body, CancellationToken cancellationToken)
    {
        foreach (var place in body.DescendantsAndSelf().Where(e => !e.HasElements).ToList())
        {
            if (_beside.TryGetValue(place.Value, out var beside))
            {
                Put(place, beside);
            }
            else if (places.Contains(place.Name) && place.Attribute(Digest) is null && place.Value.AsSpan().Trim().Length > 0)
            {
                await LiftOneAsync(place, cancellationToken);
            }

            if (Trouble is not null)
            {
                return;
            }
        }
    }

    /// <summary>Keeps one that comes as a part; null: see <see cref="Trouble"/>.</summary>
    public async Task<FileStoring.Kept?> KeptAsync(Stream content, CancellationToken cancellationToken)
    {
        switch (await keep(content, cancellationToken))
        {
            case FileStoring.Kept kept:
                _kept.Add(kept.Digest);
                return kept;
            case FileStoring.Refused refused:
                Trouble ??= refused.Why;
                return null;
            default:
                throw new InvalidOperationException("The family of storings is closed.");
        }
    }

    /// <summary>Marks a place with its file.</summary>
    public void Put(XElement place, FileStoring.Kept file)
    {
        _kept.Add(file.Digest);
        place.RemoveNodes();
        place.SetAttributeValue(Digest, file.Digest.ToString());
        place.SetAttributeValue(Size, file.Bytes.ToString(CultureInfo.InvariantCulture));
    }

    private async Task LiftOneAsync(XElement place, CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(place.Value);
        }
        catch (FormatException)
        {
            Trouble = new Refusal(
                RefusalKind.Invalid,
                "A file of the message is no base64; send it again whole.",
                [new RefusalError(BodyPath.Of(place), "is no base64, or broke off", BodyPath.LineOf(place))]);
            return;
        }

        await using var content = new ReadOnlyMemoryStream(bytes);
        if (await KeptAsync(content, cancellationToken) is { } kept)
        {
            Put(place, kept);
        }
    }
}
