using System.Collections.Concurrent;
using Interop.Chaos.Judging;
using Interop.Chaos.Plan;

namespace Interop.Chaos.Load;

/// <summary>
/// The refused dossiers that are to be corrected once their refusal has come back. However many wait, the hub is asked
/// about a few at a time: thousands who ask all the time would be the load that is measured.
/// </summary>
internal sealed class Corrections(CarefulSender sender)
{
    private const int AtOnce = 16;
    private static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentQueue<DossierPlan> _waiting = new();
    private readonly ConcurrentDictionary<string, bool> _open = new(StringComparer.Ordinal);

    /// <summary>A dossier whose packets all have their receipts.</summary>
    public void Expect(DossierPlan dossier)
    {
        _open[dossier.Number] = true;
        _waiting.Enqueue(dossier);
    }

    /// <summary>True while its correction is still to come.</summary>
    public bool AwaitRefusal(string number) => _open.ContainsKey(number);

    /// <summary>Watches until it is told to give up.</summary>
    /// <param name="correct">Sends the correction of a dossier until there is a receipt.</param>
    /// <param name="giveUp">No more.</param>
    public async Task RunAsync(Func<DossierPlan, CancellationToken, Task> correct, CancellationToken giveUp)
    {
        try
        {
            while (true)
            {
                List<DossierPlan> some = [];
                while (some.Count < AtOnce && _waiting.TryDequeue(out var dossier))
                {
                    some.Add(dossier);
                }

                await Task.WhenAll(some.Select(dossier => GlanceAsync(dossier, correct, giveUp)));
                await Task.Delay(s_glance, TimeProvider.System, giveUp);
            }
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            // What was not refused yet is seen by the judge.
        }
    }

    private async Task GlanceAsync(DossierPlan dossier, Func<DossierPlan, CancellationToken, Task> correct, CancellationToken giveUp)
    {
        var seen = await sender.DossierAsync(dossier.Number, giveUp) is { } json ? SeenDossier.Read(json) : null;
        var head = seen?.Packets.FirstOrDefault(p => p.Kind == "submission")?.Deliveries.FirstOrDefault(d => d is { Destination: Routes.Ministry, Role: "send" });
        if (head?.State == "rejected")
        {
            await correct(dossier, giveUp);
            _open.TryRemove(dossier.Number, out _);
        }
        else if (head?.State == "parked")
        {
            // Nobody knows whether it was refused: a person must ask, and there is nothing to correct yet.
            _open.TryRemove(dossier.Number, out _);
        }
        else
        {
            _waiting.Enqueue(dossier);
        }
    }
}
