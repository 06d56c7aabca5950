using System.Buffers;
using System.Xml;
using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Soap.Attachments;

/// <summary>What came of taking a file out of an element's text.</summary>
internal abstract record Base64Copy
{
    private Base64Copy()
    {
    }

    /// <summary>All of it; the reader stands after the element.</summary>
    /// <param name="Bytes">How many bytes the file has.</param>
    public sealed record Copied(long Bytes) : Base64Copy;

    /// <summary>Longer than allowed. The target holds a beginning of it.</summary>
    public sealed record TooLarge : Base64Copy;

    /// <summary>Not base64, or not text alone. The target holds what came before.</summary>
    public sealed record NotBase64(int? Line, int? Position) : Base64Copy;

    /// <summary>The document itself is broken there.</summary>
    public sealed record Unreadable(XmlProblem Problem) : Base64Copy;
}

/// <summary>Files that stand in the XML itself.</summary>
internal static class Base64Text
{
    /// <summary>Streams the base64 text of an element to a target; holds a buffer of it and no more.</summary>
    /// <param name="reader">
    /// On the element. Made with <c>Async</c>, without a document type and a resolver; the framework's own, since one that
    /// wraps it and asks for <c>Value</c> has the text in memory.
    /// </param>
    /// <param name="target">Where the bytes go.</param>
    /// <param name="maxBytes">How many it may be, decoded.</param>
    /// <param name="limits">The limits that the reader was made with, for the text of a problem.</param>
    /// <param name="cancellationToken">Gives up between two pieces.</param>
    public static async Task<Base64Copy> CopyAsync(XmlReader reader, Stream target, long maxBytes, XmlLimits limits, CancellationToken cancellationToken)
    {
        var piece = ArrayPool<byte>.Shared.Rent(16 << 10);
        try
        {
            for (var total = 0L; ;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int count;
                try
                {
                    count = await reader.ReadElementContentAsBase64Async(piece, 0, piece.Length);
                }
                catch (XmlException broken)
                {
                    return Of(broken, limits);
                }

                if (count == 0)
                {
                    return new Base64Copy.Copied(total);
                }

                total += count;
                if (total > maxBytes)
                {
                    return new Base64Copy.TooLarge();
                }

                await target.WriteAsync(piece.AsMemory(0, count), cancellationToken);
            }
        }
        finally
        {
            // It held a citizen's file.
            ArrayPool<byte>.Shared.Return(piece, clearArray: true);
        }
    }

    // The framework gives no code, only text: a text that is no base64, and an element where text should be.
    private static Base64Copy Of(XmlException broken, XmlLimits limits) =>
        broken.Message.Contains("Base64", StringComparison.Ordinal) || broken.Message.Contains("XmlNodeType", StringComparison.Ordinal)
            ? new Base64Copy.NotBase64(broken.LineNumber > 0 ? broken.LineNumber : null, broken.LinePosition > 0 ? broken.LinePosition : null)
            : new Base64Copy.Unreadable(XmlTrouble.Of(broken, limits));
}
