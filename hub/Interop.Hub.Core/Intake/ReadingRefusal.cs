using Interop.Adapters.Inbound;
using Interop.Contracts.Codecs;

namespace Interop.Hub.Core.Intake;

/// <summary>Says in a partner's terms why a body could not be read. Pure.</summary>
public static class ReadingRefusal
{
    /// <summary>The refusal of a body that did not read.</summary>
    public static Refusal Of(PacketReading reading)
    {
        var errors = reading.Errors.Select(e => new RefusalError(e.Pointer, e.Message, e.Line, e.Column)).ToArray();
        return reading.Result switch
        {
            ReadingResult.TooLarge => new Refusal(RefusalKind.TooLarge, "The packet is larger than this hub takes; send files apart, as documents.", errors),
            ReadingResult.Malformed => new Refusal(RefusalKind.Malformed, "The body cannot be read; nothing of it was taken.", errors),
            _ => new Refusal(RefusalKind.Invalid, $"The packet has {errors.Length} error(s); each is listed with its place. Correct them all and send it again.", errors),
        };
    }
}
