using Interop.Contracts.Documents;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>Where the files of messages go; the host implements it over its document store.</summary>
public interface IFileKeeper
{
    /// <summary>Keeps a file of a message, before the packet that names it is handed over; that of a message that is not taken in the end is nobody's.</summary>
    /// <param name="caller">Whose file it is.</param>
    /// <param name="stated">The digest that the message gives; null: none.</param>
    /// <param name="content">The bytes, as they come in. When they break off they throw, and nothing is to be kept.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<KeepAnswer> KeepAsync(ExchangeCaller caller, Sha256Digest? stated, Stream content, CancellationToken cancellationToken);
}
