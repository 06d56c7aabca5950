using Interop.Adapters.Inbound;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>An adapter whose partner calls back by a contract of its own.</summary>
public interface ISoapCallbacks
{
    /// <summary>The service that the partner calls, as the adapter is set up now; the same object as long as that stays. Null: it calls nothing.</summary>
    /// <param name="door">Where what it sends goes.</param>
    ISoapService? ServiceOver(IPartnerDoor door);
}
