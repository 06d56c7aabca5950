using System.Xml.Linq;

namespace Interop.Adapters.Soap.Reading;

/// <summary>What came of reading foreign XML: a document, or what was wrong with it. Never an exception.</summary>
public abstract record XmlReading
{
    private XmlReading()
    {
    }

    /// <summary>Well-formed and within the limits; elements carry their line and position.</summary>
    /// <param name="Document">The document.</param>
    public sealed record Read(XDocument Document) : XmlReading;

    /// <summary>Not usable.</summary>
    /// <param name="Problem">What, where, and what to do.</param>
    public sealed record Unreadable(XmlProblem Problem) : XmlReading;
}

/// <summary>Which kind of trouble foreign XML made.</summary>
public enum XmlProblemKind
{
    /// <summary>Not well-formed, or cut off.</summary>
    Malformed = 1,

    /// <summary>A document type declaration: the door of entity attacks, refused whatever it holds.</summary>
    DocumentType = 2,

    /// <summary>Past one of <see cref="XmlLimits"/>.</summary>
    LimitExceeded = 3,

    /// <summary>Bytes that are not text in the encoding that the message names, or an encoding that is not taken.</summary>
    Encoding = 4,
}

/// <summary>What was wrong with foreign XML.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Message">What is wrong and what to do; holds no text of the document's content.</param>
/// <param name="Line">Line, from 1; null: not known.</param>
/// <param name="Position">Character in the line, from 1; null: not known.</param>
public sealed record XmlProblem(XmlProblemKind Kind, string Message, int? Line = null, int? Position = null)
{
    /// <summary>The message with its place, for a fault's text.</summary>
    public string Describe() => Line is { } line ? $"{Message} (line {line}, position {Position ?? 1})" : Message;
}
