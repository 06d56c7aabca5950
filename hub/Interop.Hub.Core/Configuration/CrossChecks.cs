using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Routing;

namespace Interop.Hub.Core.Configuration;

/// <summary>Checks what one section says of another: dead references, and deliveries that no adapter can make.</summary>
internal sealed class CrossChecks(
    IReadOnlyList<PartnerSection> partners,
    IReadOnlyDictionary<string, ProcedureConfiguration> procedures,
    IReadOnlyList<(SettingReader Section, Route Route)> routes,
    OrganisationDirectory organisations,
    AdapterSet adapters)
{
    private readonly Dictionary<string, PartnerConfiguration> _partners =
        partners.GroupBy(p => p.Configuration.Code, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First().Configuration, StringComparer.OrdinalIgnoreCase);

    public void Run(SettingReader root)
    {
        foreach (var (section, partner) in partners)
        {
            Partner(section, partner);
        }

        foreach (var (section, route) in routes)
        {
            Route(section, route);
        }

        foreach (var section in root.Sections("Procedures"))
        {
            if (procedures.TryGetValue(section.Key, out var procedure))
            {
                var index = 0;
                foreach (var gate in procedure.Gates)
                {
                    Gate(section, $"Gates:{index++}", procedure, gate);
                }

                if (procedure.LookUp is { } authority)
                {
                    Authority(section, "LookUp", authority);
                }
            }
        }
    }

    private void Partner(SettingReader section, PartnerConfiguration partner)
    {
        Organisation(section, "Organisation", partner.Organisation);
        foreach (var unit in partner.Permissions.Units ?? [])
        {
            Organisation(section, "Permissions:Units", unit);
        }

        foreach (var issuer in partner.Permissions.Issues)
        {
            Organisation(section, "Permissions:Issues", issuer);
        }

        foreach (var procedure in partner.Permissions.Procedures ?? [])
        {
            Procedure(section, "Permissions:Procedures", procedure);
        }
    }

    private void Route(SettingReader section, Route route)
    {
        if (route.Procedure is { } procedure)
        {
            Procedure(section, "Procedure", procedure);
        }

        if (route.Organisation is { } unit)
        {
            Organisation(section, "Organisation", unit);
        }

        if (route.From is { } from && !_partners.ContainsKey(from))
        {
            section.Error("From", $"no partner is called {from}; partners are {Names()}");
        }

        foreach (var to in route.To)
        {
            if (!_partners.TryGetValue(to, out var partner))
            {
                section.Error("To", $"no partner is called {to}; partners are {Names()}");
            }
            else if (partner.Destination is null)
            {
                section.Error("To", $"{to} has no adapter, so nothing can be sent to it; give it Adapter:Type, or take it out");
            }
            else if (adapters.Get(to) is { } adapter && route.Mode != RouteMode.Off)
            {
                Deliverable(section, route, to, adapter);
            }
        }
    }

    private static void Deliverable(SettingReader section, Route route, string to, Adapters.Configuration.AdapterInstance adapter)
    {
        if (adapter.Delivery is not { } delivery)
        {
            section.Error("To", $"the adapter of {to} answers look-ups and delivers nothing; take it out");
            return;
        }

        var cannot = route.Kinds.Where(k => !delivery.Manifest.Kinds.Contains(k)).Select(PartnerSections.Camel).Order(StringComparer.Ordinal).ToArray();
        if (cannot.Length > 0)
        {
            var can = delivery.Manifest.Kinds.Select(PartnerSections.Camel).Order(StringComparer.Ordinal);
            section.Error("Kinds", $"the adapter of {to} cannot deliver {string.Join(", ", cannot)}; it delivers {string.Join(", ", can)}");
        }
    }

    private void Gate(SettingReader section, string name, ProcedureConfiguration procedure, GateConfiguration gate)
    {
        if (gate.Destination.Length == 0)
        {
            return;
        }

        Authority(section, $"{name}:Destination", gate.Destination);

        foreach (var held in gate.Holds ?? [])
        {
            var reached = routes.Any(r => r.Route.To.Contains(held, StringComparer.OrdinalIgnoreCase)
                && (r.Route.Procedure is null || r.Route.Procedure == procedure.Code)
                && (r.Route.Kinds.Contains(PacketKind.Submission) || r.Route.Kinds.Contains(PacketKind.Correction)));
            if (!reached)
            {
                section.Error($"{name}:Holds", $"no route brings a submission of this procedure to {held}, so there is nothing to hold; add the route, or take it out");
            }
        }
    }

    private void Authority(SettingReader section, string name, string code)
    {
        if (!_partners.TryGetValue(code, out var partner))
        {
            section.Error(name, $"no partner is called {code}; partners are {Names()}");
        }
        else if (partner.Destination is null || adapters.Get(code) is { Query: null })
        {
            section.Error(name, $"{code} answers no look-ups; name a partner whose adapter does");
        }
    }

    private void Organisation(SettingReader section, string name, OrganisationCode code)
    {
        if (code != default && organisations.All.Count > 0 && !organisations.Knows(code))
        {
            section.Error(name, $"the organisation {code} is not in Organisations; add it there, or correct the code");
        }
    }

    private void Procedure(SettingReader section, string name, string code)
    {
        if (!procedures.ContainsKey(code))
        {
            section.Error(name, $"the procedure {code} is not in Procedures; add it there, or correct the code");
        }
    }

    private string Names() => string.Join(", ", _partners.Keys.Order(StringComparer.Ordinal));
}
