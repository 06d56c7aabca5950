using Interop.Adapters.Soap.Exchange;

namespace Interop.Adapters.Soap.Declarative.Receiving;

/// <summary>The hub's own faults, to partners that call by contracts of their own: in the form of <c>dossier-exchange</c>, which theirs cannot know.</summary>
internal static class CallbackFaults
{
    public static FieldWriter Fields { get; } = new(ExchangeNames.Namespace);

    public static ExchangeFaults Make { get; } = new(Fields);
}
