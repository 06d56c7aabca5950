using System.Globalization;
using Interop.Adapters.Delivery;
using Interop.Adapters.Http;
using Interop.Adapters.OneStop.Wire;
using Interop.Contracts.Faults;

namespace Interop.Adapters.OneStop;

/// <summary>The one-stop's answers to our outcomes. Pure.</summary>
internal static class OneStopFaults
{
    /// <summary>An answer that is the service's own word: 2xx, 400, 409 or 422.</summary>
    public static DeliveryOutcome Of(HttpReply reply)
    {
        var word = HookReply.Read(reply.Body);
        if (reply.IsSuccess)
        {
            // Nothing to say is an answer; something that cannot be read, or a "no" under a 200, is none.
            var understood = reply.Body.IsEmpty || word is { Received: not false };
            return understood
                ? new DeliveryOutcome.Accepted(new PartnerReceipt { Reference = word?.Reference })
                : HttpOutcomes.NotUnderstood(reply);
        }

        return reply.Status == 409 && PartnerWords.Has(PartnerWords.Fold(word?.Error), "already received", "da nhan", "da tiep nhan", "da ton tai")
            ? new DeliveryOutcome.Accepted(new PartnerReceipt { Reference = word!.Reference, AlreadyThere = true })
            : new DeliveryOutcome.Rejected(HttpRefusals.Noted(reply, FaultCodes.RejectedData(
                "Hệ thống một cửa từ chối gói tin. Xem lời giải thích của hệ thống một cửa.")));
    }

    /// <summary>The answer to "what became of this delivery?".</summary>
    public static ProbeOutcome Told(HttpReply reply) => (reply.Status, HookReply.Read(reply.Body)) switch
    {
        (200, { } word) when !reply.IsWebPage => new ProbeOutcome.Arrived(new PartnerReceipt { Reference = word.Reference, AlreadyThere = true }),

        // Only the service's own 404 is an answer: a server without the route says 404 too, in a page.
        (404, { Error: not null } or { Received: false }) => new ProbeOutcome.Absent(),
        _ => new ProbeOutcome.CannotTell(HttpRefusals.Of(reply)?.FaultOf()
            ?? HttpRefusals.Noted(reply, FaultCodes.WrongEndpoint("Hệ thống một cửa không trả lời được câu hỏi tra cứu. Kiểm tra thiết lập ProbeUrl."))),
    };

    /// <summary>Null when the answer shows a service that knows us.</summary>
    public static Fault? Unreachable(HttpReply reply) =>
        reply.Status is 401 or 403 or >= 500 || reply.IsWebPage
            ? HttpRefusals.Of(reply)?.FaultOf() ?? FaultCodes.WrongEndpoint($"Hệ thống một cửa trả lời {reply.Status.ToString(CultureInfo.InvariantCulture)} không như dịch vụ mong đợi.")
            : null;
}
