using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Reading;
using Interop.Adapters.Soap.Security;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>A message that is being handled: what it holds of the budget, and what of it has not been read yet.</summary>
internal sealed class Incoming(BodyBudget shared) : ISoapAttachments, IAsyncDisposable
{
    private BodyBudget _budget = shared;
    private PackageReader? _package;
    private Dictionary<string, AttachmentDigest> _signed = [];

    /// <summary>Bytes of the budget.</summary>
    public int Taken { get; set; }

    /// <summary>Elements whose content comes as parts.</summary>
    public IReadOnlyList<XElement> Attached { get; private set; } = [];

    /// <summary>Files that were kept while the message came in, by the names that their places have.</summary>
    public Dictionary<string, FileKeeping.Kept> Kept { get; } = [];

    /// <summary>Who sent it, as its own security proves; null: HTTP knows.</summary>
    public SoapCaller? Caller { get; private set; }

    /// <summary>What its own security proves; null: it was not asked.</summary>
    public SecurityReading.Verified? Proof { get; private set; }

    /// <summary>The message before it was judged: a refusal is told to whoever sent it in its own way.</summary>
    public UnprovenMessage? Unproven { get; set; }

    /// <summary>What it holds is another budget's.</summary>
    public void Holds(BodyBudget budget) => _budget = budget;

    /// <summary>It proves who sent it.</summary>
    public void Proven(SoapCaller caller, SecurityReading.Verified proof) => (Caller, Proof) = (caller, proof);

    /// <summary>It is whole only with these parts, and with these digests.</summary>
    public void Expects(IReadOnlyList<AttachmentDigest> signed) => _signed = signed.ToDictionary(digest => digest.ContentId, StringComparer.Ordinal);

    /// <summary>Takes from the budget what the tree of these bytes will cost. False: it is spent.</summary>
    public bool Affords(ReadOnlySpan<byte> xml, XmlLimits limits)
    {
        var cost = TreeCost.Of(xml, limits);
        if (!_budget.TryTake(cost))
        {
            return false;
        }

        Taken += cost;
        return true;
    }

    /// <summary>The message was read, but for its files, which were kept.</summary>
    public void Holds(IReadOnlyList<XElement> lifted)
    {
        Attached = lifted;
        for (var i = 0; i < lifted.Count; i++)
        {
            lifted[i].AddAnnotation(new AttachedPart(NameOf(i)));
        }
    }

    /// <summary>The name of the file that came in as this one, from 0. No Content-ID holds a blank.</summary>
    public static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"file {number}");

    /// <summary>It is a package.</summary>
    public void Holds(PackageReader package) => _package = package;

    /// <summary>Its XML refers to parts.</summary>
    public void Attaches(IReadOnlyList<PartReference> references) => Attached = AttachedPart.Mark(references);

    /// <inheritdoc/>
    public async Task<PackageProblem?> ReadAsync(Func<string, Stream, CancellationToken, Task<bool>> take, CancellationToken cancellationToken)
    {
        while (_package is not null)
        {
            switch (await _package.NextAsync(cancellationToken))
            {
                case PartReading.Part { Value: { Headers.ContentId: { } id } part } when part.Referenced || _signed.ContainsKey(id):
                    var (problem, isEnough) = await TakeAsync(part, id, take, cancellationToken);
                    if (problem is not null || isEnough)
                    {
                        return problem;
                    }

                    break;
                case PartReading.Broken broken:
                    return broken.Problem;
                case PartReading.End:
                    return _signed.Count == 0 ? null : new PackageProblem(PackageProblemKind.PartForged, "A file that the signature covers is not in the message; send it, with its Content-ID.");
            }
        }

        return null;
    }

    private async Task<(PackageProblem? Problem, bool IsEnough)> TakeAsync(
        PackagePart part, string id, Func<string, Stream, CancellationToken, Task<bool>> take, CancellationToken cancellationToken)
    {
        SignedStream? signed = null;
        try
        {
            return await part.TakeAsync(TakeOneAsync, cancellationToken) switch
            {
                PartTaking<bool>.Broken broken => (broken.Problem, false),
                PartTaking<bool>.Taken taken => (signed?.Forged, !taken.Value),
                _ => throw new UnreachableException(),
            };
        }
        catch (Exception) when (signed?.Forged is not null)
        {
            return (signed.Forged, false);
        }
        finally
        {
            if (signed is not null)
            {
                await signed.DisposeAsync();
            }
        }

        async Task<bool> TakeOneAsync(Stream content, CancellationToken stop)
        {
            if (!_signed.Remove(id, out var digest))
            {
                return await take(id, content, stop);
            }

            signed = new SignedStream(content, digest);
            var more = !part.Referenced || await take(id, signed, stop);

            // Who takes a file need not read to its end, and only there is it known to be the one that was signed.
            await signed.CopyToAsync(Stream.Null, stop);
            return more;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _budget.Return(Taken);
        if (_package is not null)
        {
            await _package.DisposeAsync();
        }
    }
}
