using System.Collections.Frozen;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Routing;

namespace Interop.Hub.Bus.Tests;

/// <summary>A configuration of destinations only, that a test reloads.</summary>
internal sealed class ScriptedConfiguration : IHubConfigurationSource
{
    private Action<HubConfiguration>? _changed;

    public ScriptedConfiguration(params (string Code, DeliveryPolicy Policy)[] destinations) => Current = Of(destinations);

    public HubConfiguration Current { get; private set; }

    public void Reload(params (string Code, DeliveryPolicy Policy)[] destinations)
    {
        Current = Of(destinations);
        _changed?.Invoke(Current);
    }

    public IDisposable OnChange(Action<HubConfiguration> changed)
    {
        _changed += changed;
        return new CancellationTokenSource();
    }

    private static HubConfiguration Of((string Code, DeliveryPolicy Policy)[] destinations) => new()
    {
        Generation = 1,
        Fingerprint = "x",
        Partners = destinations.Select(d => new PartnerConfiguration
        {
            Code = d.Code,
            Name = d.Code,
            Organisation = OrganisationCode.Parse("G15", null),
            Production = false,
            Permissions = new PartnerPermissions { Kinds = FrozenSet<PacketKind>.Empty, Issues = [] },
            Destination = new DestinationConfiguration { AdapterType = "civil-status", Policy = d.Policy },
        }).ToFrozenDictionary(p => p.Code),
        Procedures = FrozenDictionary<string, ProcedureConfiguration>.Empty,
        Routes = new RouteTable([]),
        Organisations = OrganisationDirectory.Empty,
        UniqueSchemes = FrozenSet<IdentifierScheme>.Empty,
    };
}
