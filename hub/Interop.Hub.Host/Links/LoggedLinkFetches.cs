using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Documents;

namespace Interop.Hub.Host.Links;

/// <summary>
/// Keeps fetches in the log, for a store that keeps none. A link ends early when its destination is no longer
/// configured; one link alone cannot be taken back here.
/// </summary>
internal sealed partial class LoggedLinkFetches(IHubConfigurationSource source, ILogger<LoggedLinkFetches> log) : ILinkLedger
{
    public ValueTask<bool> IsRevokedAsync(LinkGrant grant, CancellationToken cancellationToken) =>
        ValueTask.FromResult(!source.Current.Partners.ContainsKey(grant.Destination));

    public ValueTask RecordFetchAsync(LinkGrant grant, DateTimeOffset at, CancellationToken cancellationToken)
    {
        LogFetched(grant.Destination, grant.DossierKey, grant.Digest.Value);
        return ValueTask.CompletedTask;
    }

    [LoggerMessage(EventId = LogEvents.LinkFetched, Level = LogLevel.Information, Message = "{Destination} fetched a file of dossier key {Dossier}: {Digest}")]
    private partial void LogFetched(string destination, long dossier, string digest);
}
