using Interop.Adapters.Inbound;
using Interop.Contracts.Faults;
using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Pulling;

/// <summary>How a round ended.</summary>
internal abstract record RoundEnd
{
    private RoundEnd()
    {
    }

    /// <summary>All that waited was handed to the intake.</summary>
    /// <param name="Taken">Packets on disk, those that were there before included.</param>
    /// <param name="Refused">Packets that the intake refused: they stay with the partner.</param>
    public sealed record Done(int Taken, int Refused) : RoundEnd;

    /// <summary>The partner could not be asked, or told.</summary>
    public sealed record Failed(Fault Fault, DateTimeOffset? NotBefore) : RoundEnd;

    /// <summary>The hub takes nothing now.</summary>
    public sealed record NotNow(TimeSpan RetryAfter) : RoundEnd;
}

/// <summary>
/// Asks one partner for what waits, until there is no more:
/// <code>
/// ask ─► each packet in its order: intake, on disk ─► tell the partner ─► ask again while there is more
/// </code>
/// It may break off anywhere. What was taken and not told of comes again, and the intake knows it.
/// </summary>
internal sealed class PullRound(IPullSource source, string destination, IPartnerDoor door, IAwaitedDossiers awaited, ILogger log)
{
    // A partner that always has more is asked again in the next round.
    private const int MostAnswers = 100;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private int _taken;
    private int _refused;
    private int _fresh;

    /// <summary>Runs it.</summary>
    /// <param name="since">What was there before this has been asked for; of a partner that is asked about each dossier: those submitted before this are given up.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<RoundEnd> RunAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (source.DossiersAtOnce is not { } most)
        {
            return await AskAsync(since, [], cancellationToken) ?? new RoundEnd.Done(_taken, _refused);
        }

        for (long? next = 0; next is { } after;)
        {
            var page = await awaited.AwaitedAsync(destination, since, after, most, cancellationToken);
            if (page.Dossiers.Count > 0 && await AskAsync(since, [.. page.Dossiers.Select(d => d.Number)], cancellationToken) is { } broken)
            {
                return broken;
            }

            next = page.Next;
        }

        return new RoundEnd.Done(_taken, _refused);
    }

    /// <summary>Not null: what ended the round.</summary>
    private async Task<RoundEnd?> AskAsync(DateTimeOffset since, IReadOnlyList<string> dossiers, CancellationToken cancellationToken)
    {
        for (var answers = 1; ; answers++)
        {
            var request = new PullRequest { Since = since, Dossiers = dossiers, KeepAsync = (content, stop) => door.KeepAsync(destination, content, stop) };
            switch (await source.PullAsync(request, cancellationToken))
            {
                case PullOutcome.Failed failed:
                    return new RoundEnd.Failed(failed.Fault, failed.NotBefore);
                case PullOutcome.Answered answered:
                    var knew = _fresh;
                    if (await TakeAsync(answered.Packets, cancellationToken) is { } broken)
                    {
                        return broken;
                    }

                    // Where all of it was known the same may come for ever.
                    if (!answered.More || _fresh == knew || answers == MostAnswers)
                    {
                        return null;
                    }

                    break;
                default:
                    throw new InvalidOperationException("The family of answers is closed.");
            }
        }
    }

    private async Task<RoundEnd?> TakeAsync(IReadOnlyList<PulledPacket> packets, CancellationToken cancellationToken)
    {
        foreach (var packet in packets)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var outcome = packet.Unreadable is { } unreadable
                ? new IntakeOutcome.Refused(unreadable)
                : await door.AcceptAsync(
                    new InboundPacket { Partner = destination, Operation = "pull", Json = packet.Json!.Value, StoredDocuments = packet.Files },
                    CancellationToken.None);
            if (outcome is IntakeOutcome.Refused { Refusal: var refusal })
            {
                if (refusal.Kind is RefusalKind.Overloaded or RefusalKind.Running)
                {
                    return new RoundEnd.NotNow(refusal.RetryAfter ?? Soon);
                }

                _refused++;
                PullLog.PacketRefused(log, destination, refusal.Kind, refusal.Errors.Count, string.Join(", ", refusal.Errors.Take(5).Select(e => e.Pointer)));
            }
            else
            {
                _taken++;
                _fresh += outcome is IntakeOutcome.Accepted { Repeated: false } ? 1 : 0;
            }

            if (await source.TellAsync(packet, outcome, cancellationToken) is { } fault)
            {
                return new RoundEnd.Failed(fault, null);
            }
        }

        return null;
    }
}
