using System.Collections.Frozen;
using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Inbox;
using Interop.Hub.Core.Queries;

namespace Interop.Hub.Core.Configuration;

/// <summary>Reads the partners, all but their adapters' own settings.</summary>
internal static class PartnerSections
{
    public const string CodeShape = "1 to 32 letters, digits, - _ .";

    public static IReadOnlyList<PartnerSection> Read(SettingReader root, HubEnvironment environment, string baseDirectory, DateTimeOffset now)
    {
        List<PartnerSection> partners = [];
        foreach (var item in root.Sections("Partners"))
        {
            if (!TryCode(item.Key, out var code))
            {
                item.Error($"the name of the section is the partner's code: {CodeShape}");
            }
            else if (string.Equals(code, "HUB", StringComparison.Ordinal))
            {
                item.Error("HUB names the hub itself; take another code");
            }

            partners.Add(Partner(item, code, environment, baseDirectory, now));
        }

        foreach (var twice in partners.SelectMany(p => p.Configuration.ApiKeys.Select(k => (k.Id, p))).GroupBy(x => x.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            twice.Last().p.Section.Error("ApiKeys", $"the key id {twice.Key} stands twice; ids name keys across all partners");
        }

        MessageSecuritySections.CheckUnique(partners);
        return partners;
    }

    internal static bool TryCode(string text, out string code)
    {
        code = text.ToUpperInvariant();
        return SettingsSections.IsName(text);
    }

    private static PartnerSection Partner(SettingReader item, string code, HubEnvironment environment, string baseDirectory, DateTimeOffset now)
    {
        var name = item.Required("Name", "the partner's Vietnamese name");
        var organisation = item.RequiredParsed<OrganisationCode>("Organisation", default, Codes.OrganisationShape, Codes.TryOrganisation);
        var production = item.Flag("Production", environment == HubEnvironment.Production);
        if (production != (environment == HubEnvironment.Production))
        {
            item.Error("Production", environment == HubEnvironment.Production
                ? "a production hub has production partners only: test data must not mix with real dossiers; write true, or move the partner to a test hub"
                : "only a hub whose Node:Environment is production may have a production partner; write false");
        }

        var keys = item.Sections("ApiKeys").Select(Key).OfType<ApiKeyHash>().ToList();
        var permissions = Permissions(item.Section("Permissions"));
        var adapter = item.Section("Adapter");
        string? type = null;
        if (adapter.Exists)
        {
            type = adapter.Required("Type", "the adapter's name");
            _ = adapter.Raw("Settings");
            adapter.Done();
        }

        var security = MessageSecuritySections.Partner(item.Section("MessageSecurity"), code, environment, baseDirectory);
        var connection = item.Section("Connection");
        if (connection.Exists && (type is null || string.Equals(type, InboxRegistration.Kind, StringComparison.OrdinalIgnoreCase)))
        {
            connection.Error("is for a partner that the hub calls, and this one is not called; leave it out, or give it an Adapter");
        }

        var call = ConnectionSections.Read(connection, environment, baseDirectory, now);
        var policy = PolicySections.Read(item.Section("Delivery"));
        item.Done();
        return new PartnerSection(item, new PartnerConfiguration
        {
            Code = code,
            Name = name,
            Organisation = organisation,
            Production = production,
            ApiKeys = keys,
            MessageSecurity = security,
            Permissions = permissions,
            Destination = type is { Length: > 0 } ? new DestinationConfiguration { AdapterType = type, Policy = policy, Connection = call } : null,
        });
    }

    private static ApiKeyHash? Key(SettingReader item)
    {
        var id = item.RequiredParsed<string>("Id", string.Empty, "1 to 16 lower-case letters and digits", static (string s, out string v) =>
            (v = s).Length is > 0 and <= 16 && s.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)));
        var hash = item.RequiredParsed<byte[]>("Sha256", [], "the hash that 'keys new' printed: 64 hexadecimal digits", static (string s, out byte[] v) =>
        {
            v = [];
            if (s.Length != 64 || !s.All(char.IsAsciiHexDigit))
            {
                return false;
            }

            v = Convert.FromHexString(s);
            return true;
        });
        var notAfter = item.Parsed<DateTimeOffset?>("NotAfter", null, Codes.InstantShape, Codes.TryInstant);
        item.Done();
        return hash.Length == 32 && id.Length > 0 ? new ApiKeyHash(id, hash, notAfter) : null;
    }

    private static PartnerPermissions Permissions(SettingReader section)
    {
        var kinds = section.Values<Contracts.Packets.PacketKind>("Kinds", Codes.KindShape, Codes.TryKind) ?? [];
        foreach (var kind in kinds.Where(k => k is Contracts.Packets.PacketKind.DeliveryStatus or Contracts.Packets.PacketKind.Fault or Contracts.Packets.PacketKind.Reconciliation))
        {
            section.Error("Kinds", $"{Camel(kind)} comes from the hub only; leave it out");
        }

        var permissions = new PartnerPermissions
        {
            Kinds = kinds.ToFrozenSet(),
            Procedures = section.Values<string>("Procedures", Codes.ProcedureShape, Codes.TryProcedure)?.ToFrozenSet(StringComparer.Ordinal),
            Units = section.Values<OrganisationCode>("Units", Codes.OrganisationShape, Codes.TryOrganisation),
            Issues = section.Values<OrganisationCode>("Issues", Codes.OrganisationShape, Codes.TryOrganisation) ?? [],
            LookUps = (section.Values<LookUpName>("LookUps", "identity", TryLookUp) ?? []).ToFrozenSet(),
        };
        section.Done();
        return permissions;
    }

    private static bool TryLookUp(string text, out LookUpName name)
    {
        name = LookUpName.Identity;
        return string.Equals(text, "identity", StringComparison.OrdinalIgnoreCase);
    }

    internal static string Camel<T>(T value)
        where T : struct, Enum => Codes.Kinds.FirstOrDefault(k => k.Value.Equals(value)).Key ?? value.ToString();
}

/// <summary>A partner as read, with the section that its adapter is still to read.</summary>
internal sealed record PartnerSection(SettingReader Section, PartnerConfiguration Configuration);
