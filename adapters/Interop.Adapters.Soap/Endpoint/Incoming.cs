using System.Globalization;
using System.Xml.Linq;
using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>A message that is being handled: what it holds of the budget, and what of it has not been read yet.</summary>
internal sealed class Incoming(BodyBudget budget) : ISoapAttachments, IAsyncDisposable
{
    private PackageReader? _package;

    /// <summary>Bytes of the budget.</summary>
    public int Taken { get; set; }

    /// <summary>Elements whose content comes as parts.</summary>
    public IReadOnlyList<XElement> Attached { get; private set; } = [];

    /// <summary>Files that were kept while the message came in, by the names that their places have.</summary>
    public Dictionary<string, FileKeeping.Kept> Kept { get; } = [];

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

    /// <summary>The root of a package was read.</summary>
    public void Holds(PackageReader package, RootReading.Read root)
    {
        (_package, Taken) = (package, root.Taken);
        Attached = AttachedPart.Mark(root.References);
    }

    /// <inheritdoc/>
    public async Task<PackageProblem?> ReadAsync(Func<string, Stream, CancellationToken, Task<bool>> take, CancellationToken cancellationToken)
    {
        while (_package is not null)
        {
            switch (await _package.NextAsync(cancellationToken))
            {
                case PartReading.Part { Value: { Referenced: true, Headers.ContentId: { } id } part }:
                    switch (await part.TakeAsync((content, stop) => take(id, content, stop), cancellationToken))
                    {
                        case PartTaking<bool>.Broken broken:
                            return broken.Problem;
                        case PartTaking<bool>.Taken { Value: false }:
                            return null;
                    }

                    break;
                case PartReading.Broken broken:
                    return broken.Problem;
                case PartReading.End:
                    return null;
            }
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        budget.Return(Taken);
        if (_package is not null)
        {
            await _package.DisposeAsync();
        }
    }
}
