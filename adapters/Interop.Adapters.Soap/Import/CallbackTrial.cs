using System.Security.Cryptography;
using System.Text;
using System.Xml.Schema;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Declarative;
using Interop.Adapters.Soap.Declarative.Receiving;
using Interop.Adapters.Soap.Reading;
using Interop.Adapters.Soap.Transforms;
using Interop.Contracts.Codecs;
using Interop.Contracts.Documents;

namespace Interop.Adapters.Soap.Import;

/// <summary>Receives a sample of a callback as the hub would, and holds the answer to the contract: packets are judged, and kept nowhere.</summary>
internal sealed class CallbackTrial(TransformPool pool, PartnerProfile profile, ProfileFiles files, TransformFacts facts)
{
    public async Task<bool> RunAsync(ProfileCallback callback, TextWriter output, CancellationToken cancellationToken)
    {
        var name = $"callback-{callback.Name}.xml";
        if (!files.Contents.TryGetValue(name, out var sample))
        {
            await output.WriteLineAsync($"  not tried: there is no {name}, a Body's child as the partner sends it");
            return true;
        }

        if (SafeXml.Read(sample) is not XmlReading.Read { Document.Root: { } body } || body.Name != callback.Request)
        {
            return await WrongAsync(output, $"{name} is no XML, or its root is not {callback.Request}.");
        }

        // 1. The packets.
        var lifted = new LiftedFiles(callback.Making.Files, static async (content, stop) =>
        {
            var digest = await SHA256.HashDataAsync(content, stop);
            return new FileStoring.Kept(Sha256Digest.Parse(Convert.ToHexStringLower(digest), null), content.Length);
        });
        await lifted.LiftAsync(body, cancellationToken);
        var document = DeliveryXml.Bytes(body);
        if (callback.Read is { } read)
        {
            if (await RunAsync(read, document, output, cancellationToken) is not { } unpacked)
            {
                return false;
            }

            document = unpacked;
        }

        if (await RunAsync(callback.Making.Packets, document, output, cancellationToken) is not { } made)
        {
            return false;
        }

        var (written, problem) = WrittenPackets.Read(made, lifted.Kept);
        if (written is null)
        {
            return await WrongAsync(output, problem!);
        }

        var good = true;
        foreach (var packet in written.Packets)
        {
            await output.WriteLineAsync(packet.Json is { } json ? Encoding.UTF8.GetString(json.Span) : "  no packet");
            foreach (var error in packet.Json is { } whole ? PacketJson.Read(whole).Errors.Select(e => $"{e.Pointer} {e.Message}") : packet.Unreadable!.Errors.Select(e => $"{e.Pointer} {e.Message}"))
            {
                good = await WrongAsync(output, error);
            }
        }

        // 2. The answer.
        return await RunAsync(callback.Reply, DeliveryXml.Bytes(SampleReceiving.Received(written.Packets)), output, cancellationToken) is { } reply
            && await AnswerAsync(reply, output) && good;
    }

    private async Task<bool> AnswerAsync(ReadOnlyMemory<byte> reply, TextWriter output)
    {
        if (SafeXml.Read(reply) is not XmlReading.Read { Document: { Root: { } root } document })
        {
            return await WrongAsync(output, "The reply stylesheet wrote no XML document.");
        }

        await output.WriteLineAsync(root.ToString());
        List<string> wrong = [];
        document.Validate(CallbackWsdl.Read(profile.Callbacks!.Wsdl).Contract!.Schemas, (_, trouble) => wrong.Add(trouble.Message));
        foreach (var trouble in wrong)
        {
            await WrongAsync(output, trouble);
        }

        return wrong.Count == 0;
    }

    private async Task<ReadOnlyMemory<byte>?> RunAsync(string sheet, ReadOnlyMemory<byte> document, TextWriter output, CancellationToken cancellationToken)
    {
        var outcome = await pool.RunAsync(new TransformJob { Sheets = profile.Sheets, Entry = sheet, Owner = "test", Input = document, Facts = facts }, cancellationToken);
        if (outcome is TransformOutcome.Made made)
        {
            return made.Output;
        }

        await WrongAsync(output, outcome is TransformOutcome.Failed failed ? failed.Problem.Describe() : ((TransformOutcome.Stopped)outcome).Detail);
        return null;
    }

    private static async Task<bool> WrongAsync(TextWriter output, string what)
    {
        await output.WriteLineAsync($"  ERROR  {what}");
        return false;
    }
}
