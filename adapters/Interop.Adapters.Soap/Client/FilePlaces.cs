using System.Text;

namespace Interop.Adapters.Soap.Client;

/// <summary>Where in a written message a file stands.</summary>
/// <param name="File">The file.</param>
/// <param name="Start">The mark's first byte.</param>
/// <param name="End">The byte after the mark.</param>
/// <param name="TagEnd">The <c>&gt;</c> of the start tag whose whole content the mark is; null: it is not an element's whole content.</param>
internal sealed record FilePlace(SoapFile File, int Start, int End, int? TagEnd)
{
    /// <summary>The places of all files, in the order of the message; or what is wrong with one.</summary>
    /// <remarks>
    /// On the bytes and not on a tree: the message exists only as bytes, and a mark in a text of escaped XML is in no tree.
    /// A message is searched once per file, which is nothing beside sending it.
    /// </remarks>
    public static (IReadOnlyList<FilePlace> Places, string? Lack) Find(ReadOnlySpan<byte> message, IReadOnlyList<SoapFile> files, SoapFilePassing passing)
    {
        List<FilePlace> places = [];
        for (var i = 0; i < files.Count; i++)
        {
            var mark = files[i].Mark;
            if (mark.Length is < 16 or > 64 || !mark.All(char.IsAsciiLetterOrDigit))
            {
                return ([], $"The mark of file {i + 1} is not 16 to 64 ASCII letters and digits.");
            }

            var bytes = Encoding.ASCII.GetBytes(mark);
            var start = message.IndexOf(bytes);
            if (start < 0 || message[(start + bytes.Length)..].IndexOf(bytes) >= 0)
            {
                return ([], $"The Body has the mark of file {i + 1} {(start < 0 ? "nowhere" : "more than once")}; write it once, where the file's base64 belongs.");
            }

            var place = new FilePlace(files[i], start, start + bytes.Length, TagEndBefore(message, start, start + bytes.Length));
            if (passing != SoapFilePassing.Inline && place.TagEnd is null)
            {
                return ([], $"The mark of file {i + 1} is not the whole text of an element, so the file cannot travel as a part; write it alone into an element, or pass files inline.");
            }

            places.Add(place);
        }

        places.Sort((one, other) => one.Start.CompareTo(other.Start));
        return (places, null);
    }

    // <name …>MARK</… and nothing else between. An attribute's value may hold a bare >, but never a <.
    private static int? TagEndBefore(ReadOnlySpan<byte> message, int start, int end)
    {
        if (start == 0 || message[start - 1] != '>' || !message[end..].StartsWith("</"u8))
        {
            return null;
        }

        var tag = message[message[..start].LastIndexOf((byte)'<')..(start - 1)];
        return tag.Length > 1 && tag[1] is not ((byte)'/' or (byte)'!' or (byte)'?') && tag[^1] != '/' ? start - 1 : null;
    }
}
