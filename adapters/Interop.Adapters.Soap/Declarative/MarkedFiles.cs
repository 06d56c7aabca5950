using System.Globalization;
using Interop.Adapters.Delivery;
using Interop.Adapters.Soap.Client;
using Interop.Adapters.Soap.Transforms;
using Interop.Contracts.Documents;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>
/// The files whose marks a stylesheet wrote. Each is looked for before the first byte goes out, so that one that is not at
/// hand is known in time; it is opened when its turn comes, so that a message of many files never holds more than one.
/// </summary>
internal static class MarkedFiles
{
    /// <exception cref="DocumentUnavailableException">One is not at hand.</exception>
    public static async Task<IReadOnlyList<SoapFile>> OfAsync(IDocumentSource documents, IReadOnlyList<FileFacts> known, IReadOnlyList<FileMark> marks, CancellationToken cancellationToken)
    {
        List<SoapFile> files = [];
        foreach (var mark in marks)
        {
            var digest = Sha256Digest.Parse(mark.Sha256, CultureInfo.InvariantCulture);
            files.Add(await SoapFile.OfAsync(documents, digest, known.First(f => f.Sha256 == mark.Sha256).MediaType, mark.Mark, cancellationToken));
        }

        return files;
    }
}
