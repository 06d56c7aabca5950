using Interop.Hub.Core.Configuration;

namespace Interop.Hub.Host.Composition;

/// <summary>What a host is built from.</summary>
/// <param name="ConfigurationPath">The file, absolute; watched for changes.</param>
/// <param name="Loaded">What was read from it.</param>
/// <param name="Loader">Reads it again.</param>
/// <param name="PlainLogs">True for people (sandbox); false for machines (JSON).</param>
internal sealed record HubStart(string ConfigurationPath, LoadedConfiguration Loaded, ConfigurationLoader Loader, bool PlainLogs);
