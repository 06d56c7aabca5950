using Interop.Adapters.Inbound;
using Interop.Contracts.Documents;

namespace Interop.Hub.Host.Api;

/// <summary>Whether a file that came with a packet is one that the packet names. Pure.</summary>
internal static class FileFit
{
    /// <summary>Lists what does not fit.</summary>
    /// <param name="digest">The file's digest.</param>
    /// <param name="size">Its bytes.</param>
    /// <param name="part">Which file of the message, from 1.</param>
    /// <param name="expected">What the packet names.</param>
    /// <param name="errors">Where errors are listed.</param>
    public static void Check(Sha256Digest digest, long size, int part, IReadOnlyList<(string Pointer, Sha256Digest Digest, long Size)> expected, List<RefusalError> errors)
    {
        var references = expected.Where(e => e.Digest == digest).ToArray();
        if (references.Length == 0)
        {
            errors.Add(new RefusalError(string.Empty, $"file part {part} has the digest {digest}, to which nothing in the packet refers"));
        }

        foreach (var (pointer, _, stated) in references.Where(r => r.Size != size))
        {
            errors.Add(new RefusalError($"{pointer}/size", $"the file has {size} bytes, not {stated}"));
        }
    }
}
