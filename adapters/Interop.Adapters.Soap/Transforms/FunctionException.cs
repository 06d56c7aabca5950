namespace Interop.Adapters.Soap.Transforms;

/// <summary>A function of a stylesheet cannot answer. The message says what to do and holds no text of the document.</summary>
internal sealed class FunctionException(string message) : Exception(message);
