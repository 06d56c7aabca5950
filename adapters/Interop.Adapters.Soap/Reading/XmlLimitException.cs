namespace Interop.Adapters.Soap.Reading;

// Leaves a reader through code we do not own (XDocument.Load) and is turned into data at SafeXml's edge.
internal sealed class XmlLimitException(string message, int? line, int? position) : Exception(message)
{
    public int? Line { get; } = line;

    public int? Position { get; } = position;
}
