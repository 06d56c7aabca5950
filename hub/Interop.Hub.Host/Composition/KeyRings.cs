using Interop.Hub.Core.Configuration;
using Interop.Hub.Ledger.Security;

namespace Interop.Hub.Host.Composition;

/// <summary>Opens the key ring that the configuration names.</summary>
internal static class KeyRings
{
    /// <exception cref="KeyRingException">It cannot be had; the message says what to do.</exception>
    public static FileKeyRing Open(HubSettings settings, ILogger log)
    {
        if (settings.MasterKey.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            return FileKeyRing.Open(settings.MasterKey["file:".Length..], log);
        }

        return SecretReference.Resolve(settings.MasterKey, settings.Node.Environment) is { } value
            ? FileKeyRing.FromValue(value)
            : throw new KeyRingException($"The master key {SecretReference.NameOf(settings.MasterKey)} cannot be read; see Keys:Master.");
    }
}
