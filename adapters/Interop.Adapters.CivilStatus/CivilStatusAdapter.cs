using System.Collections.Frozen;
using System.Xml;
using Interop.Adapters.CivilStatus.Wire;
using Interop.Adapters.Configuration;
using Interop.Adapters.Delivery;
using Interop.Adapters.Http;
using Interop.Adapters.Soap.Client;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Faults;
using Interop.Contracts.Packets;

namespace Interop.Adapters.CivilStatus;

/// <summary>Sends dossiers to the civil-status software over SOAP. Its progress and results come by its own calls into the hub.</summary>
internal sealed class CivilStatusAdapter(SoapClient soap, CivilStatusOptions options, TimeProvider time)
    : IDeliveryAdapter, IDeliveryProbe, IReachabilityCheck
{
    private static readonly FrozenSet<PacketKind> Pushes =
        FrozenSet.Create(PacketKind.Submission, PacketKind.Correction, PacketKind.SupplementReply);

    public AdapterManifest Manifest { get; } = new()
    {
        Kinds = Pushes.Append(PacketKind.Withdrawal).ToFrozenSet(),
        FilePassing = options.Files switch { SoapFilePassing.Mtom => FilePassing.Mtom, SoapFilePassing.Attachment => FilePassing.Attachment, _ => FilePassing.Inline },
        Idempotent = options.Idempotent,
        SettleTime = options.SettleTime,
        MaxFileBytes = options.MaxFileBytes,
        NeedsDossier = FrozenSet.Create(PacketKind.SupplementReply),
        ExpectsAnswer = Pushes,
    };

    public async Task<DeliveryOutcome> DeliverAsync(DeliveryRequest request, CancellationToken cancellationToken)
    {
        if (CivilStatusMapping.Obstacle(request, options) is { } obstacle)
        {
            return new DeliveryOutcome.Rejected(obstacle);
        }

        if (request.Packet.Content is Withdrawal withdrawal)
        {
            return await SendAsync(
                MinistryNames.Withdraw,
                writer => MinistryMessages.Withdraw(writer, request.DossierNumber!, withdrawal.Reason, request.DeliveryId),
                cancellationToken);
        }

        var dossier = CivilStatusMapping.DossierOf(request)!;
        if (await FilesAsync(request, dossier, cancellationToken) is not { } files)
        {
            return HttpOutcomes.DocumentUnavailable();
        }

        var push = CivilStatusMapping.Push(request, dossier, options, [.. files.Select(file => file.Pushed)]);
        return CivilStatusFaults.Of(
            await ExchangeAsync(MinistryNames.Receive, writer => MinistryMessages.Receive(writer, push, request.DeliveryId), [.. files.Select(file => file.Sent)], cancellationToken),
            time.GetUtcNow());
    }

    /// <summary>
    /// Asks by delivery, then by dossier: a ministry that does not keep delivery ids answers the first question with
    /// nothing, which would look like absence.
    /// </summary>
    public async Task<ProbeOutcome> ProbeAsync(DeliveryRequest request, CancellationToken cancellationToken)
    {
        if (request.DossierNumber is not { } number)
        {
            return new ProbeOutcome.CannotTell(FaultCodes.NotDeliverable("Gói tin không có mã hồ sơ để tra cứu."));
        }

        var (byDelivery, untold) = await AskAsync(writer => MinistryMessages.LookUpByDelivery(writer, request.DeliveryId), cancellationToken);
        if (byDelivery is null)
        {
            return new ProbeOutcome.CannotTell(untold!);
        }

        if (byDelivery.ShownDeliveries.Contains(request.DeliveryId))
        {
            return new ProbeOutcome.Arrived(new PartnerReceipt { Reference = request.DeliveryId, AlreadyThere = true });
        }

        var (byNumber, unknown) = await AskAsync(writer => MinistryMessages.LookUpByNumber(writer, number), cancellationToken);
        if (byNumber is null)
        {
            return new ProbeOutcome.CannotTell(unknown!);
        }

        if (byNumber.ShownDeliveries.Count == 0)
        {
            return new ProbeOutcome.Absent();
        }

        // It keeps delivery ids, and ours is not among them.
        if (byNumber.ShownDeliveries.All(shown => shown.Length > 0))
        {
            return byNumber.ShownDeliveries.Contains(request.DeliveryId)
                ? new ProbeOutcome.Arrived(new PartnerReceipt { AlreadyThere = true })
                : new ProbeOutcome.Absent();
        }

        return request.Packet.Kind == PacketKind.Submission && !request.KnownToDestination
            ? new ProbeOutcome.Arrived(new PartnerReceipt { AlreadyThere = true })
            : new ProbeOutcome.CannotTell(FaultCodes.NotTold(
                "Phần mềm hộ tịch có hồ sơ nhưng không cho biết lần gửi này đã được nhận hay chưa. Hỏi cơ quan đăng ký hộ tịch rồi quyết định."));
    }

    public async Task<Fault?> CheckAsync(CancellationToken cancellationToken)
    {
        var (_, fault) = await AskAsync(writer => MinistryMessages.LookUpByDelivery(writer, "kiem-tra-ket-noi"), cancellationToken);
        return fault is { Scope: FaultScope.Destination } or { Code: "partner.no-answer" } ? fault : null;
    }

    private async Task<DeliveryOutcome> SendAsync(string operation, Action<XmlWriter> body, CancellationToken cancellationToken) =>
        CivilStatusFaults.Of(await ExchangeAsync(operation, body, [], cancellationToken), time.GetUtcNow());

    private async Task<(MinistryReply? Reply, Fault? Fault)> AskAsync(Action<XmlWriter> body, CancellationToken cancellationToken)
    {
        var exchange = await ExchangeAsync(MinistryNames.LookUp, body, [], cancellationToken);
        if (exchange is SoapExchange.Reply answer && MinistryReply.Read(answer.Body) is { IsOk: true } reply)
        {
            return (reply, null);
        }

        return (null, CivilStatusFaults.Of(exchange, time.GetUtcNow()).FaultOf()
            ?? FaultCodes.NoAnswer("Câu trả lời tra cứu của phần mềm hộ tịch không cho biết gì."));
    }

    private Task<SoapExchange> ExchangeAsync(string operation, Action<XmlWriter> body, IReadOnlyList<SoapFile> files, CancellationToken cancellationToken) =>
        soap.SendAsync(
            new SoapRequest { Endpoint = options.Url, Action = MinistryNames.Action(operation), Body = body, Files = files },
            cancellationToken);

    private static async Task<IReadOnlyList<(PushedFile Pushed, SoapFile Sent)>?> FilesAsync(DeliveryRequest request, Dossier dossier, CancellationToken cancellationToken)
    {
        var files = new List<(PushedFile, SoapFile)>();
        try
        {
            foreach (var (paperName, file) in CivilStatusMapping.Files(request, dossier))
            {
                var sent = await SoapFile.OfAsync(request.Documents, file, cancellationToken);
                files.Add((new PushedFile(files.Count + 1, paperName, file.Name, sent.Mark), sent));
            }
        }
        catch (IOException)
        {
            return null;
        }

        return files;
    }
}
