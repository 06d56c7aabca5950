using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Intake;

namespace Interop.Hub.Console.Pages;

/// <summary>
/// Names for codes, from the configuration in effect. Without one, or for a code that is gone from it, the code stands
/// for itself: the console shows old dossiers too.
/// </summary>
public sealed class ConsoleNames(IHubConfigurationSource? source = null)
{
    /// <summary>A partner's Vietnamese name, or its code.</summary>
    public string Partner(string code) =>
        code == "hub" ? "Trục liên thông"
        : source?.Current.Partners.TryGetValue(code, out var partner) == true ? partner.Name : code;

    /// <summary>Every destination that is configured.</summary>
    public IReadOnlyList<string> Destinations =>
        source is null ? [] : [.. source.Current.Partners.Values.Where(p => p.Destination is not null).Select(p => p.Code)];

    /// <summary>When a destination may be called.</summary>
    public ServiceHours HoursOf(string code) => PolicyOf(code)?.Hours ?? ServiceHours.Always;

    /// <summary>How deliveries to a destination are made; null: it is no longer configured.</summary>
    public DeliveryPolicy? PolicyOf(string code) => source?.Current.Partners.GetValueOrDefault(code)?.Destination?.Policy;

    /// <summary>A procedure's Vietnamese name; null when it is not configured.</summary>
    public string? Procedure(string code) =>
        source?.Current.Procedures.TryGetValue(code, out var procedure) == true ? procedure.Name : null;

    /// <summary>A unit's name on a day; null when it is not known.</summary>
    public string? Unit(string code, DateTimeOffset on) =>
        source is not null && OrganisationCode.TryParse(code, out var unit)
            ? source.Current.Organisations.Resolve(unit, DateOnly.FromDateTime(on.ToOffset(BusinessTime.Offset).DateTime))?.Name
            : null;
}
