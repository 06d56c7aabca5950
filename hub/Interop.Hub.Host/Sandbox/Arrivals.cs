using System.Text.Json;
using Interop.Simulators;

namespace Interop.Hub.Host.Sandbox;

/// <summary>One thing that must arrive: what, at whom, and who else must be up for it.</summary>
/// <param name="What">Such as <c>submission</c>.</param>
/// <param name="At">The partner at which it arrives.</param>
/// <param name="Needs">The partners without whom it cannot: the one it arrives at, and the one it comes from.</param>
internal sealed record Leg(string What, string At, IReadOnlyList<string> Needs);

/// <summary>A leg of one dossier, and when the partner's own records say that it came.</summary>
internal sealed record Arrival(string Number, Leg Leg, TimeSpan? Took);

/// <summary>
/// Reads the simulators' own books: what the hub says of itself is not asked. Only which look-up belongs to which
/// dossier is the hub's word, since the population database is told no dossier number.
/// </summary>
internal static class Arrivals
{
    private const int Finished = 9;

    public static IReadOnlyList<Leg> Legs { get; } =
    [
        new("identity look-up", "CSDLDC", ["CSDLDC"]),
        new("submission", "HOTICH", ["HOTICH"]),
        new("submission", "DVCQG", ["DVCQG"]),
        new("progress", "MCDT", ["MCDT", "HOTICH"]),
        new("progress", "DVCQG", ["DVCQG", "HOTICH"]),
        new("result", "MCDT", ["MCDT", "HOTICH"]),
        new("result", "DVCQG", ["DVCQG", "HOTICH"]),
    ];

    public static async Task<IReadOnlyList<Arrival>> ReadAsync(SandboxWorld world, IReadOnlyDictionary<string, DateTimeOffset> sent, CancellationToken cancellation)
    {
        List<Arrival> arrivals = [];
        foreach (var (number, at) in sent)
        {
            var gates = await GatesAsync(world, number, cancellation);
            foreach (var leg in Legs)
            {
                var effects = leg.At == "CSDLDC" ? world.Province.Population.Records.Effects : world.Province[leg.At].Records.EffectsOf(number);
                var first = effects.Where(e => Is(e, leg, gates)).Select(e => (DateTimeOffset?)e.At).Min();
                arrivals.Add(new Arrival(number, leg, first - at));
            }
        }

        return arrivals;
    }

    private static bool Is(Effect effect, Leg leg, IReadOnlyList<string> gates) => (leg.At, leg.What) switch
    {
        ("CSDLDC", _) => effect.Operation == "XacThuc" && gates.Any(g => effect.DeliveryId.StartsWith(g, StringComparison.Ordinal)),
        ("HOTICH", _) => effect.Operation == "NhanHoSo",
        ("MCDT", var what) => effect.Operation == what,
        (_, "submission") => effect.Operation == "DongBoHoSoMC" && effect.BusinessStatus != Finished,
        (_, "progress") => effect is { Operation: "CapNhatTienDoHoSoMC", BusinessStatus: not Finished },
        _ => effect.BusinessStatus == Finished,
    };

    private static async Task<IReadOnlyList<string>> GatesAsync(SandboxWorld world, string number, CancellationToken cancellation)
    {
        using var seen = JsonDocument.Parse(await world.SeeAsync(number, cancellation));
        return
        [
            .. seen.RootElement.GetProperty("timeline").EnumerateArray()
                .SelectMany(p => p.GetProperty("deliveries").EnumerateArray())
                .Where(d => d.GetProperty("role").GetString() == "check")
                .Select(d => d.GetProperty("id").GetString()!),
        ];
    }
}
