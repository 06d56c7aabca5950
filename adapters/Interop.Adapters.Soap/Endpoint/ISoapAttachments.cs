using Interop.Adapters.Soap.Attachments;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>The parts of a message that its root refers to, as they come in: once, forward, nothing of them in memory.</summary>
public interface ISoapAttachments
{
    /// <summary>
    /// Hands each part that is referred to to a taker, in the order of the message, and reads to the final boundary. Only
    /// then is the message whole: what was taken before is to count for nothing until this returns null.
    /// </summary>
    /// <param name="take">
    /// Takes a part: its Content-ID without brackets, and its bytes, valid while it runs. False: no more is wanted. A part
    /// that breaks throws into it, so that half a file is not taken for a whole one.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What broke; null: nothing did, or the taker wanted no more.</returns>
    Task<PackageProblem?> ReadAsync(Func<string, Stream, CancellationToken, Task<bool>> take, CancellationToken cancellationToken);
}
