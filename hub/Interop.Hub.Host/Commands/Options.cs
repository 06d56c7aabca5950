using System.CommandLine;

namespace Interop.Hub.Host.Commands;

/// <summary>Options that several commands share.</summary>
internal static class Options
{
    public static Option<FileInfo> Configuration() => new("--config") { Description = "The configuration file (JSON).", Required = true };
}
