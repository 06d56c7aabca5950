namespace Interop.Adapters.Soap.Client;

/// <summary>A file that came beside an answer's XML.</summary>
/// <param name="ContentId">Its name in the message: the partner's word, and never a path.</param>
/// <param name="MediaType">What it says it is, in lower case; null: nothing.</param>
/// <param name="Places">Local names of the elements that it stands for; empty: the XML does not refer to it.</param>
/// <param name="Content">Its bytes, once, while the taker runs. Breaks with an exception where the file breaks.</param>
public sealed record AnswerFile(string? ContentId, string? MediaType, IReadOnlyList<string> Places, Stream Content);
