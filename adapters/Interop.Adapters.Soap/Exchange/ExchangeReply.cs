using Interop.Adapters.Inbound;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>Why the hub does not do what was asked; becomes a fault.</summary>
/// <param name="Refusal">Why.</param>
/// <param name="Code">The code of the fault's detail, such as <c>handed-out-again</c>; null: that of the refusal's kind.</param>
public sealed record ExchangeRefusal(Refusal Refusal, string? Code = null);

/// <summary>The hub's answer to a question, or why there is none.</summary>
/// <typeparam name="T">The answer.</typeparam>
/// <param name="Given">The answer; null: refused.</param>
/// <param name="Refused">Why; null: answered.</param>
public sealed record ExchangeReply<T>(T? Given, ExchangeRefusal? Refused = null)
    where T : class;
