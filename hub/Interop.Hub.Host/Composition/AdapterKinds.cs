using Interop.Adapters.CivilStatus;
using Interop.Adapters.Configuration;
using Interop.Adapters.NationalPortal;
using Interop.Adapters.OneStop;
using Interop.Adapters.Population;
using Interop.Adapters.Soap.Declarative;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Inbox;
using Interop.Hub.Host.Outbound;

namespace Interop.Hub.Host.Composition;

/// <summary>The adapters that this program brings: a new one is one line here.</summary>
internal static class AdapterKinds
{
    public static IReadOnlyList<IAdapterFactory> All { get; } =
    [
        new OneStopRegistration(),
        new NationalPortalRegistration(),
        new PopulationRegistration(),
        new CivilStatusRegistration(),
        new DeclarativeSoapRegistration(TransformWorkers.Command),
        new InboxRegistration(),
    ];

    public static ConfigurationLoader Loader(TimeProvider time) => new(All, connection => DestinationHttp.Create(connection, time), time);
}
