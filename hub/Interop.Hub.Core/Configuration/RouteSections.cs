using System.Collections.Frozen;
using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Routing;

namespace Interop.Hub.Core.Configuration;

/// <summary>Reads the routes.</summary>
internal static class RouteSections
{
    public static IReadOnlyList<(SettingReader Section, Route Route)> Read(SettingReader root)
    {
        List<(SettingReader Section, Route Route)> routes = [];
        foreach (var item in root.Sections("Routes"))
        {
            var kinds = item.Values<Contracts.Packets.PacketKind>("Kinds", Codes.KindShape, Codes.TryKind) ?? [];
            if (!item.Lists("Kinds"))
            {
                item.Error("Kinds", $"a route without a kind carries nothing; write at least {Codes.KindShape}");
            }

            var to = item.Values<string>("To", "a partner's code", PartnerSections.TryCode) ?? [];
            if (!item.Lists("To"))
            {
                item.Error("To", "a route without a destination leads nowhere; write at least one partner's code");
            }

            foreach (var twice in to.GroupBy(c => c, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            {
                item.Error("To", $"{twice.Key} stands twice; keep one");
            }

            var route = new Route
            {
                Name = item.Required("Name", "a short name for the console", 64),
                Kinds = kinds.ToFrozenSet(),
                Procedure = item.Parsed<string?>("Procedure", null, Codes.ProcedureShape, static (string s, out string? v) =>
                {
                    var read = Codes.TryProcedure(s, out var code);
                    v = code;
                    return read;
                }),
                Organisation = item.Parsed<OrganisationCode?>("Organisation", null, Codes.OrganisationShape, Codes.TryOrganisation),
                From = item.Text("From")?.ToUpperInvariant(),
                To = to,
                Mode = item.Choice("Mode", RouteMode.Off, SettingsSections.Choices<RouteMode>()),
            };
            if (item.Text("Mode") is null)
            {
                item.Required("Mode", "off, shadow or live");
            }

            item.Done();
            routes.Add((item, route));
        }

        foreach (var twice in routes.GroupBy(r => r.Route.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Key.Length > 0 && g.Count() > 1))
        {
            foreach (var (section, _) in twice.Skip(1))
            {
                section.Error("Name", $"the route {twice.Key} stands twice; names tell routes apart in the console");
            }
        }

        return routes;
    }
}
