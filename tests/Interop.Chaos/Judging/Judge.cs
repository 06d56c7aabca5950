using Interop.Chaos.Load;

namespace Interop.Chaos.Judging;

/// <summary>
/// The verdict, pure: from the partners' and the sender's books, with the hub's own word only for what is visible and for
/// which delivery carries which packet; that word is held against what the partners saw.
/// </summary>
internal static class Judge
{
    public static Verdict Of(Books books)
    {
        var breaches = new List<Breach>();
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var dossier in books.Receipts.GroupBy(r => r.Number, StringComparer.Ordinal))
        {
            Receipt[] receipts = [.. dossier.OrderBy(r => r.Position)];
            if (books.Seen.TryGetValue(dossier.Key, out var seen))
            {
                breaches.AddRange(Promises.Check(receipts, seen, books, counts));
            }
            else
            {
                breaches.Add(new Breach(Law.NothingLost, $"{dossier.Key}: {receipts.Length} receipt(s), and the hub does not show the dossier"));
            }
        }

        breaches.AddRange(Arrivals.Check(books));
        breaches.AddRange(Doubts.Check(books));
        breaches.AddRange(Flights.Check(books));
        breaches.AddRange(Notices.Check(books));
        breaches.AddRange(Lateness.Check(books));
        breaches.AddRange(books.WrongAnswers.Select(w => new Breach(Law.AnswersInOrder, w)));
        breaches.AddRange(books.Repeats.Where(r => r.First.ReceiptId != r.Second).Select(r => new Breach(Law.SameReceipt, $"{r.First.PacketId}: first {r.First.ReceiptId}, then {r.Second ?? "none"}")));
        breaches.AddRange(books.BrokenEvidence.Select(b => new Breach(Law.EvidenceHolds, b)));
        breaches.AddRange(books.NotAtRest.Select(n => new Breach(Law.Drained, n)));
        breaches.AddRange(books.NodesLost.Select(n => new Breach(Law.NodesStay, n)));
        breaches.AddRange(books.FaultsNotDone.Select(f => new Breach(Law.FaultsDone, f)));
        if (books.Receipts.Count == 0)
        {
            breaches.Add(new Breach(Law.FaultsDone, "no packet has a receipt: nothing was shown"));
        }

        return new Verdict(Figures(books, counts), breaches);
    }

    private static IReadOnlyList<Figure> Figures(Books books, Dictionary<string, long> counts)
    {
        var accepted = counts.Values.Sum();
        return
        [
            new("dossiers", books.Receipts.Select(r => r.Number).Distinct(StringComparer.Ordinal).Count()),
            new("receipts", books.Receipts.Count),
            new("deliveries accepted", accepted, "= delivered + superseded + visible"),
            .. counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => new Figure($"  {c.Key}", c.Value)),
            .. books.Effects.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => new Figure($"effects at {e.Key}", e.Value.Count, $"repeated {e.Value.Count(x => x.IsRepeat)}")),
            .. books.Calls.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => new Figure($"calls answered by {c.Key}", c.Value.Count)),
            .. Notices.Figures(books),
            .. Doubts.Figures(books),
            .. Lateness.Figures(books),
            new("receipts asked for again", books.Repeats.Count),
        ];
    }
}
