using System.Text.Json;
using Interop.Bench.Load;
using Interop.Contracts.Codecs;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Security;

namespace Interop.Bench.Ledgers;

/// <summary>Fills a ledger through its own port, so that what stands in it has keys, sealed bodies and evidence like any other.</summary>
internal sealed class Loader(ILedger ledger, IKeyRing keys, TimeProvider time)
{
    private const int AtOnce = 256;
    private const string Node = "bench";
    private static readonly OrganisationCode Ward = OrganisationCode.Parse("H40.18", null);
    private static readonly OrganisationCode Portal = OrganisationCode.Parse("G22", null);

    /// <summary>Accepts the dossiers 0 to <paramref name="count"/>; with <paramref name="delivered"/> each is also claimed and delivered.</summary>
    public async Task FillAsync(int count, string sender, string destination, bool delivered, CancellationToken cancellationToken)
    {
        var next = -1;
        var began = time.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(
            async () =>
            {
                int number;
                while ((number = Interlocked.Increment(ref next)) < count)
                {
                    var ready = await AcceptAsync(number, sender, destination, cancellationToken);
                    if (delivered)
                    {
                        await DeliverAsync(ready, cancellationToken);
                    }

                    if ((number + 1) % 100_000 == 0)
                    {
                        Run.Say($"  {number + 1:N0} dossiers loaded, {(number + 1) / time.GetElapsedTime(began).TotalSeconds:0}/s");
                    }
                }
            },
            cancellationToken)));
        Run.Say($"  {count:N0} dossiers loaded in {time.GetElapsedTime(began).TotalSeconds:0.0} s");
    }

    private async Task<ReadyDelivery> AcceptAsync(int number, string sender, string destination, CancellationToken cancellationToken)
    {
        var body = Dossiers.Write(number);
        var now = time.GetUtcNow();
        var packet = new AcceptPacket
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Partner = sender,
            RequestKey = new RequestKey("POST dossiers", Dossiers.PacketId(number)),
            PacketId = Dossiers.PacketId(number),
            Kind = PacketKind.Submission,
            Digest = CanonicalContent.Digest(JsonElement.Parse(body), keys.DigestKey.Span, PacketKind.Submission).Bytes,
            Identifiers =
            [
                new IdentifierClaim(new DossierIdentifier(IdentifierScheme.Local, Ward, Dossiers.Local(number)), Unique: true, MayAttach: true),
                new IdentifierClaim(new DossierIdentifier(IdentifierScheme.National, Portal, Dossiers.National(number)), Unique: true, MayAttach: true),
                new IdentifierClaim(new DossierIdentifier(IdentifierScheme.Receipt, Ward, Dossiers.Receipt(number)), Unique: false, MayAttach: true),
            ],
            Facts = new DossierFacts(Dossiers.Procedure, Ward.Value, Ward.Value, now, now + TimeSpan.FromHours(8)),
            OccurredAt = now,
            AcceptedAt = now,
            Status = BusinessStatus.Processing,
            Body = body,
            Deliveries = [new PlannedDelivery { Id = Guid.CreateVersion7(now).ToString("N"), Destination = destination, Role = DeliveryRole.Send }],
            MustBeParty = false,
        };
        while (true)
        {
            try
            {
                return await ledger.AcceptAsync(packet, cancellationToken) is AcceptResult.Recorded { Ready: [var ready] }
                    ? ready
                    : throw new InvalidOperationException($"Dossier {number} was not recorded as new.");
            }
            catch (LedgerUnavailableException e)
            {
                await Task.Delay(e.RetryAfter, time, cancellationToken);
            }
        }
    }

    private async Task DeliverAsync(ReadyDelivery ready, CancellationToken cancellationToken)
    {
        var claim = await ledger.ClaimAsync(new ClaimRequest { DeliveryId = ready.Id, Node = Node, Lease = TimeSpan.FromMinutes(10), WithDossier = _ => false }, cancellationToken)
            ?? throw new InvalidOperationException("A delivery that is ready could not be claimed.");
        await ledger.RecordAsync(
            new AttemptRecord
            {
                DeliveryId = claim.DeliveryId,
                Token = claim.Token,
                Purpose = ClaimPurpose.Send,
                StartedAt = time.GetUtcNow(),
                Duration = TimeSpan.FromMilliseconds(3),
                Outcome = "accepted",
                Next = new NextStep(DeliveryState.Delivered, KnownToDestination: true),
                Node = Node,
            },
            cancellationToken);
    }
}
