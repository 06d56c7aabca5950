using System.Xml.Linq;
using Interop.Simulators.Hosting;
using Interop.Simulators.Soap;
using static Interop.Simulators.CivilStatus.MinistryContract;
using static Interop.Simulators.CivilStatus.MinistryReplies;

namespace Interop.Simulators.CivilStatus;

/// <summary>The ministry's books and its three operations.</summary>
internal sealed class MinistryDesk(CivilStatusSimulator ministry, TimeProvider time)
{
    private readonly Lock _oneAtATime = new();
    private readonly Dictionary<string, MinistryDossier> _dossiers = new(StringComparer.OrdinalIgnoreCase);

    public Answer Serve(Call call, XElement body) => body.Name.LocalName switch
    {
        "NhanHoSo" => Receive(call, body),
        "TraCuuHoSo" => LookUp(body),
        _ => Withdraw(call, body),
    };

    /// <summary>A callback's event happens now: the books change, and a result makes its certificate.</summary>
    public Certificate? Happen(Callback callback, DateTimeOffset at)
    {
        lock (_oneAtATime)
        {
            if (!_dossiers.TryGetValue(callback.DossierNumber, out var dossier))
            {
                // Told to report on a dossier it never had: a test of the hub's door.
                return callback.Kind == CallbackKind.Result ? Certificate.Of(Unknown(callback, at), at) : null;
            }

            dossier.Move(
                callback.Kind switch
                {
                    CallbackKind.Result => MinistryState.Done,
                    CallbackKind.Supplement => MinistryState.SupplementAsked,
                    _ when callback.StatusCode == 3 => MinistryState.Refused,
                    // Reports that overtake each other do not reopen what is closed.
                    _ => dossier.IsClosed ? dossier.State : MinistryState.InProgress,
                },
                callback.Content,
                at);
            return callback.Kind == CallbackKind.Result ? Certificate.Of(dossier, at) : null;
        }
    }

    private static string Of(XElement body, string name) => body.Element(Namespace + name)?.Value ?? "";

    private static MinistryDossier Unknown(Callback callback, DateTimeOffset at) =>
        new(new PushedDossier("", "LTKS", "", callback.DossierNumber, "", "", []), 0, at);

    private Answer Receive(Call call, XElement body)
    {
        var (push, problem) = PushedDossier.Read(body);
        if (push is null)
        {
            return Refused("NhanHoSo", BadData, problem!) with { DossierNumber = Of(body, "maHoSoMCDT"), DeliveryId = Of(body, "maGiaoDich") };
        }

        Answer answer;
        lock (_oneAtATime)
        {
            answer = Enter(call, push);
        }

        return answer with { DossierNumber = push.Number, DeliveryId = push.Delivery };
    }

    private Answer Enter(Call call, PushedDossier push)
    {
        var draft = new EffectDraft(push.Delivery, "NhanHoSo", push.Number, push.ContentDigest, (int)MinistryState.Waiting) { Files = push.Files };
        var dossier = _dossiers.GetValueOrDefault(push.Number);
        if (ministry.Temper == Temper.Honours && Known(draft, push, dossier) is { } known)
        {
            return known;
        }

        var isSupplement = dossier is { State: MinistryState.SupplementAsked };
        var effect = Records.Apply(draft, ministry.Temper, call.Record.Ordinal).Effect;
        var at = time.GetUtcNow();
        if (dossier is null)
        {
            _dossiers[push.Number] = new MinistryDossier(push, _dossiers.Count + 1, at);
            ministry.PlanUsual(push.Number, isFirst: true);
        }
        else
        {
            dossier.Push = push;
            if (isSupplement && !effect.IsRepeat)
            {
                dossier.Move(MinistryState.InProgress, "Đã nhận bổ sung", at);
                ministry.PlanUsual(push.Number, isFirst: false);
            }
        }

        return Done("NhanHoSo") with { Effects = 1 };
    }

    /// <summary>What an orderly ministry answers without a new effect; null when there is something new to take.</summary>
    private Answer? Known(EffectDraft draft, PushedDossier push, MinistryDossier? dossier)
    {
        if (push.Delivery.Length > 0 && Records.Has(draft.Key))
        {
            return ministry.Repeats == RepeatAnswer.Same ? Done("NhanHoSo") : Refused("NhanHoSo", AlreadyThere, "Hồ sơ đã được tiếp nhận");
        }

        return dossier is null or { State: MinistryState.SupplementAsked } ? null
            : dossier.Push.ContentDigest == push.ContentDigest ? Refused("NhanHoSo", AlreadyThere, "Hồ sơ đã được tiếp nhận")
            : dossier.IsClosed ? Refused("NhanHoSo", Closed, "Hồ sơ đã kết thúc")
            : null;
    }

    private Answer LookUp(XElement body)
    {
        if (ministry.Temper == Temper.Neither)
        {
            return SoapText.Fault("Client", "Chức năng TraCuuHoSo chưa được hỗ trợ");
        }

        var delivery = Of(body, "maGiaoDich");
        var number = delivery.Length > 0 ? Records.FirstOf(delivery)?.DossierNumber : Of(body, "maHoSoMCDT");
        lock (_oneAtATime)
        {
            var dossier = number is null ? null : _dossiers.GetValueOrDefault(number);
            var certificate = dossier is { State: MinistryState.Done } ? Certificate.Of(dossier, dossier.Since) : null;
            return Told(dossier, delivery, certificate) with { DossierNumber = number ?? "", DeliveryId = delivery };
        }
    }

    private Answer Withdraw(Call call, XElement body)
    {
        var (number, delivery) = (Of(body, "maHoSoMCDT"), Of(body, "maGiaoDich"));
        var draft = new EffectDraft(delivery, "RutHoSo", number, Digest.Sha256(System.Text.Encoding.UTF8.GetBytes(Of(body, "lyDo"))), (int)MinistryState.Withdrawn);
        Answer answer;
        lock (_oneAtATime)
        {
            var dossier = _dossiers.GetValueOrDefault(number);
            if (ministry.Temper == Temper.Honours && delivery.Length > 0 && Records.Has(draft.Key))
            {
                answer = ministry.Repeats == RepeatAnswer.Same ? Done("RutHoSo") : Refused("RutHoSo", AlreadyThere, "Hồ sơ đã được rút");
            }
            else if (dossier is null)
            {
                answer = Refused("RutHoSo", UnknownDossier, "Không tìm thấy hồ sơ");
            }
            else if (dossier.State == MinistryState.Done)
            {
                answer = Refused("RutHoSo", Closed, "Hồ sơ đã hoàn thành, không thể rút");
            }
            else
            {
                Records.Apply(draft, ministry.Temper, call.Record.Ordinal);
                dossier.Move(MinistryState.Withdrawn, "Công dân rút hồ sơ", time.GetUtcNow());
                ministry.DropCallbacks(number);
                answer = Done("RutHoSo") with { Effects = 1 };
            }
        }

        return answer with { DossierNumber = number, DeliveryId = delivery };
    }

    private SimulatorRecords Records => ministry.Records;
}
