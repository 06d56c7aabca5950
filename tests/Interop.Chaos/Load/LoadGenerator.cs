using System.Globalization;
using Interop.Chaos.Plan;

namespace Interop.Chaos.Load;

/// <summary>Sends the dossiers of a plan, so many side by side, each packet only after the receipt of the one before.</summary>
internal sealed class LoadGenerator(LoadPlan plan, CarefulSender sender, ReceiptBook book)
{
    private readonly Corrections _corrections = new(sender);
    private readonly Scan _empty = Scan.Of(Scan.EmptyBytes);
    private readonly Scan _good = Scan.Of(Scan.GoodBytes);
    private int _next;
    private int _sent;

    /// <summary>Dossiers whose packets all have their receipts, corrections apart.</summary>
    public int Sent => Volatile.Read(ref _sent);

    /// <summary>Sends until the number of dossiers is reached or nothing new is to begin. What has begun is sent to its end.</summary>
    /// <param name="enough">No new dossier is begun.</param>
    /// <param name="cancellationToken">Gives up in the middle.</param>
    public async Task RunAsync(CancellationToken enough, CancellationToken cancellationToken)
    {
        await sender.UploadAsync(_empty, Scan.EmptyBytes, cancellationToken);
        await sender.UploadAsync(_good, Scan.GoodBytes, cancellationToken);
        await Task.WhenAll(Enumerable.Range(0, plan.Senders).Select(_ => SendAsync(enough, cancellationToken)));
    }

    /// <summary>True while a refused dossier's correction is still to come. It can go only once the refusal has come back.</summary>
    public bool IsToBeCorrected(string number) => _corrections.AwaitRefusal(number);

    /// <summary>Sends corrections until it is given up: one who watches for refusals all the time, as an officer does.</summary>
    public Task CorrectAsync(CancellationToken giveUp) => _corrections.RunAsync((dossier, stop) => KeepAsync(
        $"api/v1/dossiers/{dossier.Number}/packets",
        new Receipt(dossier.Number, dossier.Steps.Count + 2, $"c-{dossier.Number}", "correction", 2, "", Refused: false),
        Packets.Correction($"c-{dossier.Number}", dossier.Number, $"s-{dossier.Number}", _good),
        stop), giveUp);

    private async Task SendAsync(CancellationToken enough, CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (!enough.IsCancellationRequested && Interlocked.Increment(ref _next) is var ordinal && (plan.Dossiers is null || ordinal <= plan.Dossiers))
        {
            await SendAsync(plan.Dossier(ordinal), cancellationToken);
            Interlocked.Increment(ref _sent);
        }
    }

    private async Task SendAsync(DossierPlan dossier, CancellationToken cancellationToken)
    {
        var number = dossier.Number;
        var submission = $"s-{number}";
        if (!await KeepAsync("api/v1/dossiers", new Receipt(number, 1, submission, "submission", 2, "", dossier.Refused), Packets.Submission(submission, number, dossier.Refused ? _empty : _good), cancellationToken))
        {
            return;
        }

        await PauseAsync(dossier.PausesMs[0], cancellationToken);
        for (var step = 0; step < dossier.Steps.Count; step++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"p{step + 1}-{number}");
            var status = dossier.Steps[step];
            await KeepAsync($"api/v1/dossiers/{number}/progress", new Receipt(number, step + 2, id, "progress", status, "", Refused: false), Packets.Progress(id, number, status, 10 * (step + 1)), cancellationToken);
            await PauseAsync(dossier.PausesMs[step + 1], cancellationToken);
        }

        if (dossier.Refused)
        {
            _corrections.Expect(dossier);
        }
    }

    private async Task<bool> KeepAsync(string path, Receipt blank, string json, CancellationToken cancellationToken)
    {
        if (await sender.InsistAsync(path, blank.PacketId, json, cancellationToken) is not { } receiptId)
        {
            return false;
        }

        book.Keep(blank with { ReceiptId = receiptId, At = TimeProvider.System.GetUtcNow() });
        return true;
    }

    private static Task PauseAsync(int milliseconds, CancellationToken cancellationToken) =>
        milliseconds == 0 ? Task.CompletedTask : Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, cancellationToken);
}
