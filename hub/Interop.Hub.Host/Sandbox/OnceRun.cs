using System.Globalization;

namespace Interop.Hub.Host.Sandbox;

/// <summary><c>sandbox --once</c>: relays the samples, waits until the partners have them, and prints who got what.</summary>
internal static class OnceRun
{
    private const int Dossiers = 4;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(50);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>0 when everything arrived at every partner; else 1.</summary>
    public static async Task<int> RunAsync(SandboxWorld world, string? down, TextWriter output, TimeProvider time, CancellationToken caller)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(caller, world.Stopping);
        var cancellation = ended.Token;
        var began = time.GetTimestamp();
        Dictionary<string, DateTimeOffset> sent = new(StringComparer.Ordinal);
        for (var i = 0; i < Dossiers; i++)
        {
            var dossier = world.Samples.Next(withFiles: i % 2 == 0);
            if (await world.SendAsync(dossier, cancellation) is { } at)
            {
                sent[dossier.Number] = at;
            }
        }

        IReadOnlyList<Arrival> arrivals;
        while (true)
        {
            arrivals = await Arrivals.ReadAsync(world, sent, cancellation);
            if (arrivals.All(a => a.Took is not null || Expected(a, down)) || time.GetElapsedTime(began) > Limit)
            {
                break;
            }

            await Task.Delay(Look, time, cancellation);
        }

        Print(arrivals, output);
        return Verdict(arrivals, sent.Count, down, output);
    }

    private static bool Expected(Arrival arrival, string? down) => down is not null && arrival.Leg.Needs.Contains(down, StringComparer.OrdinalIgnoreCase);

    private static void Print(IReadOnlyList<Arrival> arrivals, TextWriter output)
    {
        var width = arrivals.Select(a => a.Number.Length).DefaultIfEmpty(7).Max();
        output.WriteLine($"{"DOSSIER".PadRight(width)}  {"PARTNER",-8}  {"WHAT",-16}  {"NEEDS",-13}  ARRIVED AFTER");
        foreach (var a in arrivals)
        {
            var took = a.Took is { } t ? string.Create(CultureInfo.InvariantCulture, $"{t.TotalSeconds:0.00} s") : "NOT ARRIVED";
            output.WriteLine($"{a.Number.PadRight(width)}  {a.Leg.At,-8}  {a.Leg.What,-16}  {string.Join('+', a.Leg.Needs),-13}  {took}");
        }

        output.WriteLine();
    }

    private static int Verdict(IReadOnlyList<Arrival> arrivals, int accepted, string? down, TextWriter output)
    {
        var missing = arrivals.Where(a => a.Took is null).ToArray();
        if (accepted < Dossiers)
        {
            output.WriteLine($"Only {accepted} of {Dossiers} dossiers were accepted by the hub.");
        }

        if (missing.Length == 0)
        {
            output.WriteLine($"Everything arrived: {arrivals.Count} of {arrivals.Count} rows.");
            return accepted == Dossiers && down is null ? 0 : 1;
        }

        if (down is not null)
        {
            var others = missing.Count(a => !Expected(a, down));
            output.WriteLine($"{down} was switched off. What arrives at it, and what only it can send (see NEEDS), did not come: {missing.Length - others} rows.");
            output.WriteLine(others == 0 ? "No other row failed: nobody else waited for it." : $"And {others} rows that do not need {down} are missing: that must not be.");
            return 1;
        }

        output.WriteLine($"{missing.Length} of {arrivals.Count} rows did not arrive.");
        return 1;
    }
}
