using System.Collections.Frozen;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Retention;
using Interop.Hub.Core.Routing;

namespace Interop.Hub.Core.Tests.Retention;

/// <summary>Configurations that differ in what they say of retention.</summary>
internal static class Configured
{
    public static HubConfiguration With(RetentionPolicy? policy = null, params (string Code, ProcedureRetention Retention)[] procedures) => new()
    {
        Generation = 1,
        Fingerprint = "x",
        Partners = FrozenDictionary<string, PartnerConfiguration>.Empty,
        Procedures = procedures.Select(p => new ProcedureConfiguration { Code = p.Code, Name = p.Code, Retention = p.Retention }).ToFrozenDictionary(p => p.Code),
        Routes = new RouteTable([]),
        Organisations = OrganisationDirectory.Empty,
        UniqueSchemes = new[] { IdentifierScheme.Local }.ToFrozenSet(),
        Retention = policy ?? new RetentionPolicy(),
    };

    public static ProcedureRetention Own(TimeSpan? keep, params (PacketKind Kind, TimeSpan Keep)[] kinds) => new(keep, kinds.ToFrozenDictionary(k => k.Kind, k => k.Keep));
}
