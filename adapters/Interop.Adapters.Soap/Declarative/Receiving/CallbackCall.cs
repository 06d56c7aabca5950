using System.Xml.Linq;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Endpoint;
using Interop.Adapters.Soap.Messages;
using Interop.Adapters.Soap.Reading;
using Interop.Adapters.Soap.Transforms;
using Microsoft.Extensions.Logging;

namespace Interop.Adapters.Soap.Declarative.Receiving;

/// <summary>
/// One call of a partner by its own contract: files are kept, packets made and taken, and the answer is made of what became
/// of them. What the hub cannot do now, or cannot do at all, is a fault; what is wrong with the packets the partner is told
/// in its own words.
/// </summary>
internal sealed class CallbackCall(BoundProfile bound, ProfileCallback callback, string destination, IPartnerDoor door, ProfileCaller caller, ILogger log)
{
    private static readonly XNamespace F = StylesheetFunctions.Namespace;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly TransformFacts _facts = caller.Facts(bound, null, [], string.Empty);

    public async Task<SoapReply> HandleAsync(SoapCall call, CancellationToken cancellationToken)
    {
        // 1. The files, so that no stylesheet holds one.
        var files = new LiftedFiles(callback.Making.Files, (content, stop) => door.KeepAsync(destination, content, stop));
        if (await FilesAsync(call, files, cancellationToken) is { } broken)
        {
            return broken;
        }

        // 2. The packets.
        var document = DeliveryXml.Bytes(call.Body);
        if (files.Trouble is null && callback.Read is { } read)
        {
            switch (await caller.ReadAsync(bound, read, document, _facts))
            {
                case TransformOutcome.Made made:
                    document = made.Output;
                    break;
                case var trouble:
                    return await TroubleAsync(trouble);
            }
        }

        var (written, wrong) = await new PacketMaker(caller, bound).MakeAsync(document, callback.Making, files, _facts, cancellationToken);
        if (written is null)
        {
            return wrong switch
            {
                PacketTrouble.Files { Why: var why } => await RefusedAsync(why),
                PacketTrouble.Profile { Outcome: var outcome } => await TroubleAsync(outcome),
                _ => throw new InvalidOperationException("The family of troubles is closed."),
            };
        }

        // 3. Taken one by one: each is idempotent, so a call that broke off in its middle is sent again whole.
        List<(PulledPacket, IntakeOutcome)> taken = [];
        foreach (var packet in written.Packets)
        {
            var outcome = packet.Unreadable is { } unreadable
                ? new IntakeOutcome.Refused(unreadable)
                : await door.AcceptAsync(
                    new InboundPacket { Partner = destination, Operation = $"SOAP {callback.Name}", Json = packet.Json!.Value, StoredDocuments = packet.Files },
                    CancellationToken.None);
            if (outcome is IntakeOutcome.Refused { Refusal: { Kind: RefusalKind.Overloaded or RefusalKind.Running } notNow })
            {
                return CallbackFaults.Make.Of(notNow);
            }

            taken.Add((packet, outcome));
        }

        return await AnswerAsync(ReceivedXml.Received(taken, null));
    }

    /// <summary>Those that came beside the XML, those that were kept as they came in, and those that stand in it. Not null: the message broke.</summary>
    private static async Task<SoapReply?> FilesAsync(SoapCall call, LiftedFiles files, CancellationToken cancellationToken)
    {
        var places = call.Body.DescendantsAndSelf().Select(e => (Place: e, Part: AttachedPart.Of(e)?.ContentId)).Where(p => p.Part is not null).ToLookup(p => p.Part!, p => p.Place, StringComparer.Ordinal);
        foreach (var (part, kept) in call.Kept)
        {
            Put(part, new FileStoring.Kept(kept.Digest, kept.Bytes));
        }

        if (places.Any(p => !call.Kept.ContainsKey(p.Key)))
        {
            var problem = await call.Attachments.ReadAsync(
                async (part, content, stop) =>
                {
                    if (places.Contains(part) && await files.KeptAsync(content, stop) is { } kept)
                    {
                        Put(part, kept);
                    }

                    return files.Trouble is null;
                },
                cancellationToken);
            if (problem is not null)
            {
                return new SoapReply.Broken(problem);
            }
        }

        if (files.Trouble is null)
        {
            await files.LiftAsync(call.Body, cancellationToken);
        }

        return null;

        void Put(string part, FileStoring.Kept kept)
        {
            foreach (var place in places[part])
            {
                files.Put(place, kept);
            }
        }
    }

    // A stylesheet that ends itself says what the message lacks; anything else is the hub's own trouble.
    private Task<SoapReply> TroubleAsync(TransformOutcome outcome) => outcome switch
    {
        TransformOutcome.Failed { Problem: { Kind: ProblemKind.Refused } refused } => RefusedAsync(new Refusal(RefusalKind.Invalid, refused.Message, [])),
        TransformOutcome.Stopped { Reason: StopReason.NoFreeWorker or StopReason.CannotStart } => Task.FromResult<SoapReply>(new SoapReply.Busy(
            SoapFault.Server("The hub cannot read the message now; nothing was kept, send it again later.", code: "Server.Busy"), RetryAfter)),
        _ => Task.FromResult<SoapReply>(Broken(outcome)),
    };

    private SoapReply.Fault Broken(TransformOutcome outcome)
    {
        ProfileLog.CallbackBroken(log, bound.Profile.Name, destination, callback.Name, outcome is TransformOutcome.Failed failed ? failed.Problem.Describe() : ((TransformOutcome.Stopped)outcome).Detail);
        return new SoapReply.Fault(SoapFault.Server(
            $"The hub's profile of {destination} failed on this message. The province's operators see why in the log; send it again when it is mended: what was taken already is not taken twice."));
    }

    private Task<SoapReply> RefusedAsync(Refusal why) => why.Kind is RefusalKind.Overloaded or RefusalKind.Running
        ? Task.FromResult(CallbackFaults.Make.Of(why))
        : AnswerAsync(ReceivedXml.Received([], why));

    private async Task<SoapReply> AnswerAsync(ReadOnlyMemory<byte> received)
    {
        var outcome = await caller.ReadAsync(bound, callback.Reply, received, _facts);
        if (outcome is not TransformOutcome.Made { Output: var output } || SafeXml.Read(output) is not XmlReading.Read { Document.Root: { } root })
        {
            // What was taken is taken: the partner sends it again, and is told then that it was there.
            return await TroubleAsync(outcome is TransformOutcome.Made ? new TransformOutcome.Failed(new TransformProblem(ProblemKind.Run, "The reply stylesheet wrote no XML document.", callback.Reply)) : outcome);
        }

        return root.Name == F + "fault"
            ? new SoapReply.Fault(SoapFault.Client(CleanText.Of(root.Value.Trim(), 1000), code: root.Attribute("code")?.Value.Trim() is { Length: > 0 } code ? CleanText.Of(code, 64) : "Client"))
            : new SoapReply.Body(new XElement(root));
    }
}
