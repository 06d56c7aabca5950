using System.Xml.Linq;
using Interop.Adapters.Soap.Client;

namespace Interop.Adapters.Soap.Declarative.Receiving;

/// <summary>Takes the files out of an answer, so that no stylesheet ever holds one.</summary>
internal interface IAnswerFiles
{
    /// <summary>Takes one that came beside the XML; the text stands in its place.</summary>
    Task<string> TakeAsync(AnswerFile file, CancellationToken cancellationToken);

    /// <summary>Takes those that stand in it.</summary>
    Task LiftAsync(XElement body, CancellationToken cancellationToken);
}
