using System.Diagnostics;
using OpenTelemetry;

namespace Interop.Hub.Host.Telemetry;

/// <summary>
/// Replaces what a caller wrote into an address by the route's own words before a span leaves the hub: a document link is
/// a secret, a search may hold anything, and what was thrown may quote a body.
/// </summary>
internal sealed class AddressesStayHome : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.Kind == ActivityKind.Server)
        {
            if (data.GetTagItem("url.path") is not null)
            {
                data.SetTag("url.path", data.GetTagItem("http.route") ?? "*");
            }

            data.SetTag("url.query", null);
        }
        else if (data.GetTagItem("url.full") is string full && Uri.TryCreate(full, UriKind.Absolute, out var address))
        {
            data.SetTag("url.full", address.GetLeftPart(UriPartial.Path));
        }

        // An exception's message may quote what it choked on, and an event cannot be changed: such a span is not exported.
        if (data.Events.Any(e => e.Name == "exception"))
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
