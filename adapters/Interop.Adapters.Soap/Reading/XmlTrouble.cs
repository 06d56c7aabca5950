using System.Xml;

namespace Interop.Adapters.Soap.Reading;

/// <summary>Says in our words what the framework's parser complained of: its own messages quote the document.</summary>
internal static class XmlTrouble
{
    public static XmlProblem Of(XmlException exception, XmlLimits limits)
    {
        int? line = exception.LineNumber > 0 ? exception.LineNumber : null;
        int? position = exception.LinePosition > 0 ? exception.LinePosition : null;

        // The framework gives no code, only text; these two are the ones whose remedy differs.
        if (exception.Message.Contains("DTD", StringComparison.Ordinal))
        {
            return new XmlProblem(XmlProblemKind.DocumentType, "A document type declaration (DOCTYPE) is not taken; send the message without it.", line, position);
        }

        if (exception.Message.Contains("MaxCharacters", StringComparison.Ordinal))
        {
            return new XmlProblem(XmlProblemKind.LimitExceeded, $"The document is longer than {limits.MaxCharacters} characters; send it in smaller parts.", line, position);
        }

        return exception.Message.StartsWith("Unexpected end of file", StringComparison.Ordinal)
            ? new XmlProblem(XmlProblemKind.Malformed, "The XML ends before its last element is closed; send the whole message.", line, position)
            : new XmlProblem(XmlProblemKind.Malformed, "The XML is not well-formed here; mend the document at this place.", line, position);
    }
}
