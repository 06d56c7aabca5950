using System.Globalization;
using System.Text;

namespace Interop.Chaos.Judging;

/// <summary>A law of the hub's that a run can break.</summary>
internal enum Law
{
    /// <summary>Every packet with a receipt has its effect at each destination, or is visible.</summary>
    NothingLost,

    /// <summary>Effects are as guaranteed for the partners' temper.</summary>
    EffectsAsGuaranteed,

    /// <summary>Every lane in order of acceptance.</summary>
    LanesInOrder,

    /// <summary>Nobody waits for a node that was stopped in order.</summary>
    NothingLate,

    /// <summary>Everything comes to rest when the faults have ended.</summary>
    Drained,

    /// <summary>Senders are told what was refused, has stopped or is in doubt, and that it arrived after all.</summary>
    SendersAreTold,

    /// <summary>The same packet gets the same receipt.</summary>
    SameReceipt,

    /// <summary>No refusal of what is in order, no unhandled error.</summary>
    AnswersInOrder,

    /// <summary>The evidence chain verifies.</summary>
    EvidenceHolds,

    /// <summary>Nodes end only when they are struck, and come back.</summary>
    NodesStay,

    /// <summary>What the plan says was done: without it nothing is shown.</summary>
    FaultsDone,
}

/// <summary>One breach.</summary>
/// <param name="Law">Which law.</param>
/// <param name="What">Where and how, without anything personal.</param>
internal sealed record Breach(Law Law, string What);

/// <summary>One figure of the report.</summary>
internal sealed record Figure(string Name, long Value, string Note = "");

/// <summary>What a run has shown.</summary>
internal sealed record Verdict(IReadOnlyList<Figure> Figures, IReadOnlyList<Breach> Breaches)
{
    private const int ShownPerLaw = 10;

    public bool IsGreen => Breaches.Count == 0;

    /// <summary>One line a figure, one line a law, then the breaches.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        foreach (var figure in Figures)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {figure.Name,-34} {figure.Value,9}{(figure.Note.Length > 0 ? "  " : "")}{figure.Note}");
        }

        foreach (var law in Enum.GetValues<Law>())
        {
            var breaches = Breaches.Where(b => b.Law == law).ToArray();
            var word = breaches.Length == 0 ? "holds" : $"BROKEN {breaches.Length} time(s)";
            text.AppendLine(CultureInfo.InvariantCulture, $"  {law,-34} {word}");
            foreach (var breach in breaches.Take(ShownPerLaw))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"      {breach.What}");
            }
        }

        return text.ToString();
    }
}
