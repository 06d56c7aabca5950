using System.Net.Sockets;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Host.Composition;

namespace Interop.Hub.Host.Examination;

/// <summary>
/// Looks at everything a hub needs and lists what it finds; one trouble does not hide the next. Sends no packet and
/// changes nothing at a partner.
/// </summary>
internal static class Doctor
{
    private static readonly TimeSpan PartnerTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<ExaminationFinding>> ExamineAsync(string configuration, TimeProvider time, CancellationToken cancellation)
    {
        List<ExaminationFinding> findings = [];
        var result = AdapterKinds.Loader(time).LoadFile(configuration);
        if (result.Loaded is not { } loaded)
        {
            return [.. result.Errors.Select(e => new ExaminationFinding(Gravity.Error, e.Path, e.Message))];
        }

        findings.Add(Good("configuration", $"{loaded.Hub.Partners.Count} partners, {loaded.Hub.Routes.Routes.Count} routes; fingerprint {loaded.Hub.Fingerprint[..12]}"));
        findings.AddRange(loaded.Warnings.Select(w => new ExaminationFinding(Gravity.Warning, w.Path, w.Message)));
        findings.AddRange(await LedgerCheck.ExamineAsync(loaded.Settings, time, cancellation));
        findings.Add(EvidenceCheck.Examine(loaded.Settings));
        findings.Add(await DocumentsCheck.ExamineAsync(loaded.Settings, time, cancellation));
        findings.Add(Disk(loaded.Settings));
        findings.Add(await BusAsync(loaded.Settings.Bus, cancellation));
        foreach (var partner in await Task.WhenAll(loaded.Hub.Partners.Values.OrderBy(p => p.Code, StringComparer.Ordinal).Select(p => PartnerAsync(p, loaded.Adapters, time, cancellation))))
        {
            findings.AddRange(partner);
        }

        return findings;
    }

    private static ExaminationFinding Disk(HubSettings settings)
    {
        var existing = settings.Ledger.Directory;
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
        {
            existing = parent;
        }

        var free = new DriveInfo(existing).AvailableFreeSpace;
        return free < settings.Limits.MinFreeDiskBytes
            ? Bad("disk", $"{free >> 20} MiB free in {settings.Ledger.Directory}, less than Limits:MinFreeDiskBytes ({settings.Limits.MinFreeDiskBytes >> 20} MiB): the hub would take nothing; make room")
            : free < settings.Limits.MinFreeDiskBytes * 4
                ? new ExaminationFinding(Gravity.Warning, "disk", $"{free >> 20} MiB free in {settings.Ledger.Directory}; below {settings.Limits.MinFreeDiskBytes >> 20} MiB the hub takes nothing")
                : Good("disk", $"{free >> 20} MiB free");
    }

    private static async Task<ExaminationFinding> BusAsync(BusSettings bus, CancellationToken cancellation)
    {
        if (bus.Transport == BusTransport.InMemory)
        {
            return Good("bus", "in memory");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(ConnectTime);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(bus.Host, bus.Port, limit.Token);
            return Good("bus", $"{bus.Host}:{bus.Port} takes connections");
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return Bad("bus", $"{bus.Host}:{bus.Port} cannot be reached; start the broker, or correct Bus:Host and Bus:Port");
        }
    }

    private static async Task<IEnumerable<ExaminationFinding>> PartnerAsync(PartnerConfiguration partner, AdapterSet adapters, TimeProvider time, CancellationToken cancellation)
    {
        var found = await ReachabilityAsync(partner, adapters, cancellation);
        return adapters.Connection(partner.Code) is { } connection
            ? [found, .. await ConnectionCheck.ExamineAsync(connection, time, cancellation)]
            : [found];
    }

    private static async Task<ExaminationFinding> ReachabilityAsync(PartnerConfiguration partner, AdapterSet adapters, CancellationToken cancellation)
    {
        var subject = $"partner {partner.Code}";
        if (adapters.Get(partner.Code) is not { } adapter)
        {
            return Good(subject, "is not called by the hub");
        }

        if (partner.Destination is { IsInbox: true })
        {
            return Good(subject, "is not called by the hub: it fetches from its inbox");
        }

        if (adapter.Reachability is not { } reachability)
        {
            return new ExaminationFinding(Gravity.Warning, subject, $"its adapter {partner.Destination?.AdapterType} has no harmless call by which to check it");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(PartnerTime);
        try
        {
            return await reachability.CheckAsync(limit.Token) is { } fault
                ? Bad(subject, $"{fault.Code}: {fault.Message}")
                : Good(subject, "answers, and takes our credentials");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Bad(subject, $"did not answer within {PartnerTime.TotalSeconds:0} s");
        }
    }

    private static ExaminationFinding Good(string subject, string message) => new(Gravity.Good, subject, message);

    private static ExaminationFinding Bad(string subject, string message) => new(Gravity.Error, subject, message);
}
