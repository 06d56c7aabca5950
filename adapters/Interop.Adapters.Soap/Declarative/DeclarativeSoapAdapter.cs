using System.Collections.Frozen;
using Interop.Adapters.Configuration;
using Interop.Adapters.Delivery;
using Interop.Adapters.Http;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Client;
using Interop.Adapters.Soap.Declarative.Receiving;
using Interop.Adapters.Soap.Endpoint;
using Interop.Adapters.Soap.Transforms;
using Interop.Contracts.Faults;
using Microsoft.Extensions.Logging;
using FilePassing = Interop.Adapters.Delivery.FilePassing;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>Delivers over SOAP as a profile says: the log-in where there is one, the message made by a stylesheet, the answer judged by rules.</summary>
internal sealed class DeclarativeSoapAdapter(ProfileHolder profiles, ProfileCaller caller, Conversation conversation, TransformPool pool, string destination, TimeProvider time, ILogger log)
    : IDeliveryAdapter, IDeliveryProbe, IReachabilityCheck, ISoapCallbacks
{
    private readonly CallbackService.Kept _callbacks = new(log);

    public AdapterManifest Manifest
    {
        get
        {
            var profile = profiles.Current.Profile;
            return new AdapterManifest
            {
                Kinds = profile.Deliveries.Keys.ToFrozenSet(),
                FilePassing = profile.Files switch
                {
                    null => FilePassing.None,
                    SoapFilePassing.Mtom => FilePassing.Mtom,
                    SoapFilePassing.Attachment => FilePassing.Attachment,
                    _ => FilePassing.Inline,
                },
                Idempotent = profile.Idempotent,
                SettleTime = profile.SettleTime,
                MaxFileBytes = profile.Files is null ? 0 : profile.MaxFileBytes,
                NeedsDossier = profile.Deliveries.Where(d => d.Value.NeedsDossier).Select(d => d.Key).ToFrozenSet(),
                ExpectsAnswer = profile.Deliveries.Where(d => d.Value.ExpectsAnswer).Select(d => d.Key).ToFrozenSet(),
            };
        }
    }

    public async Task<DeliveryOutcome> DeliverAsync(DeliveryRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var bound = profiles.Current;
        var partner = bound.Profile.Title;
        if (!bound.Profile.Deliveries.TryGetValue(request.Packet.Kind, out var call))
        {
            return new DeliveryOutcome.Rejected(FaultCodes.NotDeliverable($"Hồ sơ kết nối của {partner} không có thao tác cho loại gói tin này. Kiểm tra định tuyến hoặc bổ sung hồ sơ kết nối.") with { Pointer = "/kind" });
        }

        if (DeliveryXml.Write(request) is not var (document, files))
        {
            return new DeliveryOutcome.Rejected(FaultCodes.NotDeliverable("Gói tin có ký tự mà XML không mang được. Gõ lại phần chữ có ký tự lạ rồi gửi lại."));
        }

        try
        {
            return await conversation.WithTokenAsync(
                bound,
                token => AttemptAsync(bound, call, request, document, files, token, cancellationToken),
                trouble => trouble,
                cancellationToken);
        }
        catch (IOException)
        {
            return HttpOutcomes.DocumentUnavailable();
        }
    }

    public async Task<ProbeOutcome> ProbeAsync(DeliveryRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var bound = profiles.Current;
        if (bound.Profile.Probe is not { } call || DeliveryXml.Write(request) is not var (document, files))
        {
            return new ProbeOutcome.CannotTell(FaultCodes.NotTold($"Hồ sơ kết nối của {bound.Profile.Title} không có thao tác tra cứu. Hỏi bên nhận rồi quyết định."));
        }

        return await conversation.WithTokenAsync(
            bound,
            async token =>
            {
                var (told, judged) = await conversation.AskAsync(bound, call, document, caller.Facts(bound, request, files, token), cancellationToken);
                return judged?.Rule.Then switch
                {
                    RuleVerdict.TokenExpired => null,
                    RuleVerdict.Arrived => new ProbeOutcome.Arrived(new PartnerReceipt { Reference = judged.Value("reference", 200), AlreadyThere = true }),
                    RuleVerdict.Absent => new ProbeOutcome.Absent(),
                    RuleVerdict.Destination => new ProbeOutcome.CannotTell(RuleOutcomes.Noted(RuleOutcomes.Destination(judged.Rule.Fault, bound.Profile.Title), judged)),
                    RuleVerdict.CannotTell => new ProbeOutcome.CannotTell(RuleOutcomes.Noted(
                        FaultCodes.NotTold($"{bound.Profile.Title} không cho biết lần gửi này đã được nhận hay chưa. Hỏi bên nhận rồi quyết định."), judged)),
                    _ => new ProbeOutcome.CannotTell(told!),
                };
            },
            trouble => (ProbeOutcome)new ProbeOutcome.CannotTell(trouble.FaultOf()!),
            cancellationToken);
    }

    public ISoapService? ServiceOver(IPartnerDoor door) => _callbacks.Of(profiles.Current, destination, door, caller);

    /// <summary>The profile first, as its folder is now; then the partner.</summary>
    public async Task<Fault?> CheckAsync(CancellationToken cancellationToken)
    {
        var bound = profiles.Current;
        if (profiles.Refused is { Count: > 0 } refused)
        {
            return Wrong("Bản mới của hồ sơ kết nối bị từ chối, bản cũ vẫn chạy", refused);
        }

        if (await ProfileTrial.CompileAsync(bound.Profile, pool, destination, time, cancellationToken) is { Count: > 0 } errors)
        {
            return Wrong("Hồ sơ kết nối có lỗi", errors);
        }

        return await conversation.WithTokenAsync(
            bound,
            async token => bound.Profile.Check is { } call ? await TriedAsync(bound, call, token, cancellationToken) : (null, false),
            trouble => (trouble.FaultOf(), false),
            cancellationToken) is (var fault, _) ? fault : null;
    }

    /// <summary>Null: the partner said before any effect that the token is no longer good.</summary>
    private async Task<DeliveryOutcome?> AttemptAsync(
        BoundProfile bound, ProfileCall call, DeliveryRequest request, ReadOnlyMemory<byte> document, IReadOnlyList<FileFacts> files, string token, CancellationToken cancellationToken)
    {
        // 1. The message, in a worker.
        var partner = bound.Profile.Title;
        var facts = caller.Facts(bound, request, files, token);
        if (await caller.MakeAsync(bound, call, document, facts, cancellationToken) is var made && made is not TransformOutcome.Made)
        {
            return TransformOutcomes.OfRequest(made, partner);
        }

        var (message, marks) = (WrittenMessage.Read(((TransformOutcome.Made)made).Output).Message!, ((TransformOutcome.Made)made).Marks);
        if (marks.Count > 0 && (bound.Profile.Files is null || Size(marks, files) > bound.Profile.MaxFileBytes))
        {
            return new DeliveryOutcome.Rejected(FaultCodes.NotDeliverable(FormattableString.Invariant(
                $"Tổng dung lượng tệp vượt giới hạn {bound.Profile.MaxFileBytes / (1024 * 1024)} MiB của {partner}. Giảm dung lượng tệp rồi gửi lại.")) with { Pointer = "/content" });
        }

        // 2. The files, looked for before the first byte goes out; then the call.
        var marked = await MarkedFiles.OfAsync(request.Documents, files, marks, cancellationToken);
        var exchange = await bound.Client.SendAsync(ProfileCaller.Request(bound, call, message, marked), cancellationToken);

        // 3. The answer. From here on nothing throws.
        if (exchange is SoapExchange.HttpRefusal { Kind: HttpRefusalKind.Unauthorized } && bound.Profile.Login is not null)
        {
            return null;
        }

        var (judged, trouble, _) = await caller.JudgeAsync(bound, call, exchange, facts);
        return trouble is not null ? new DeliveryOutcome.Unknown(TransformOutcomes.OfAnswer(trouble, partner))
            : judged is not null ? RuleOutcomes.Of(judged, partner, time.GetUtcNow())
            : ExchangeOutcomes.Of(exchange, partner, time.GetUtcNow());
    }

    private async Task<(Fault?, bool)?> TriedAsync(BoundProfile bound, ProfileCall call, string token, CancellationToken cancellationToken)
    {
        var asked = await conversation.AskAsync(bound, call, Conversation.Empty("check"), caller.Facts(bound, null, [], token), cancellationToken);
        var (fault, judged) = asked;
        return judged?.Rule.Then switch
        {
            RuleVerdict.TokenExpired => null,
            RuleVerdict.Ok => (null, true),
            RuleVerdict.Destination => (RuleOutcomes.Noted(RuleOutcomes.Destination(judged.Rule.Fault, bound.Profile.Title), judged), true),

            // Nothing was asked that it could refuse: that it answers at all is what was to be known.
            _ => (fault is { Scope: FaultScope.Destination } || !asked.Answered ? fault : null, true),
        };
    }

    private static long Size(IReadOnlyList<FileMark> marks, IReadOnlyList<FileFacts> files) => marks.Sum(m => files.First(f => f.Sha256 == m.Sha256).Size);

    private static Fault Wrong(string what, IReadOnlyList<ProfileError> errors) => TransformOutcomes.Broken($"{what}, {errors.Count} lỗi: {string.Join("; ", errors)}");
}
