namespace Interop.Contracts.Codecs;

/// <summary>One thing wrong with a packet.</summary>
/// <param name="Pointer">
/// JSON pointer (RFC 6901) of the place, also for XML; empty: the whole. A missing field is pointed at where it should be.
/// </param>
/// <param name="Code">Which rule, a constant of <see cref="ContractErrorCodes"/>.</param>
/// <param name="Message">What is wrong, what was expected and what to do; never the value itself, which may be personal.</param>
/// <param name="Line">Line in the body as sent, from 1; null: not known.</param>
/// <param name="Column">Position in the line, from 1 (bytes in JSON, characters in XML); null: not known.</param>
public sealed record ContractError(string Pointer, string Code, string Message, long? Line = null, long? Column = null);
