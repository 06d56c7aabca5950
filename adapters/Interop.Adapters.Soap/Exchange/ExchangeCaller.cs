namespace Interop.Adapters.Soap.Exchange;

/// <summary>The partner that calls.</summary>
/// <param name="Partner">Its code, as its credentials name it.</param>
public sealed record ExchangeCaller(string Partner);
