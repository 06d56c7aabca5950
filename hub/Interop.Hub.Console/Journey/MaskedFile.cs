using Interop.Contracts.Documents;

namespace Interop.Hub.Console.Journey;

/// <summary>
/// A file as an operator may see it. Its name is masked: people's names stand in file names more often than not.
/// </summary>
internal static class MaskedFile
{
    /// <summary>Three dots and the ending, when that is an ordinary one.</summary>
    public static string NameOf(DocumentReference document)
    {
        var ending = Path.GetExtension(document.Name);
        return ending.Length is > 1 and <= 6 && ending.AsSpan(1).IndexOfAnyExcept(Ordinary) < 0 ? "•••" + ending.ToLowerInvariant() : "•••";
    }

    private static readonly System.Buffers.SearchValues<char> Ordinary =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}
