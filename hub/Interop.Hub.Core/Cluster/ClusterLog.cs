using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Cluster;

internal static partial class ClusterLog
{
    [LoggerMessage(EventId = 2301, Level = LogLevel.Information, Message = "{Count} nodes run on this ledger: {Nodes}")]
    public static partial void NodesChanged(ILogger logger, int count, string nodes);

    [LoggerMessage(EventId = 2302, Level = LogLevel.Warning, Message = "{Doubt}")]
    public static partial void Doubtful(ILogger logger, string doubt);

    [LoggerMessage(EventId = 2303, Level = LogLevel.Critical, Message = "Another process has taken the name {Node}: this one stops. Give every node of a ledger a name of its own")]
    public static partial void NameTaken(ILogger logger, string node);

    [LoggerMessage(EventId = 2304, Level = LogLevel.Information, Message = "The ledger could not be told that this node stops; the others notice by themselves")]
    public static partial void LeftInSilence(ILogger logger, Exception exception);
}
