using System.Security.Cryptography;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Recovery;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Evidence.Checkpoints;

namespace Interop.Hub.Host.Composition;

/// <summary>The export of signed checkpoints, where the configuration asks for it.</summary>
internal static class Checkpoints
{
    /// <exception cref="CryptographicException">The signing key is none.</exception>
    /// <exception cref="IOException">The folder is not there.</exception>
    public static IServiceCollection AddCheckpoints(this IServiceCollection services, HubSettings settings)
    {
        if (settings.Evidence.CheckpointDirectory is not { } folder)
        {
            return services;
        }

        // Missing at the start it stops the start; lost later, it is waited for.
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"The folder of checkpoints {folder} (Evidence:CheckpointDirectory) is not there: mount or make it.");
        }

        var key = Open(settings);
        services.AddHostedService(s => new CheckpointExport(
            s.GetRequiredService<IEvidenceHead>(),
            new CheckpointFile(folder, settings.Node.Name),
            key,
            s.GetRequiredService<IHubRecovery>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<CheckpointExport>>()));
        return services;
    }

    /// <exception cref="CryptographicException">It is none, or cannot be read.</exception>
    public static CheckpointKey Open(HubSettings settings)
    {
        var reference = settings.Evidence.SigningKey ?? string.Empty;
        return CheckpointKey.Read(
            SecretReference.Resolve(reference, settings.Node.Environment) ?? string.Empty, $"{SecretReference.NameOf(reference)} (Evidence:SigningKey)");
    }
}
