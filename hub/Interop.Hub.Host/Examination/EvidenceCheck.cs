using System.Security.Cryptography;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Host.Composition;

namespace Interop.Hub.Host.Examination;

/// <summary>Looks at where the evidence's checkpoints go.</summary>
internal static class EvidenceCheck
{
    private const string Subject = "evidence";

    public static ExaminationFinding Examine(HubSettings settings)
    {
        if (settings.Evidence.CheckpointDirectory is not { } folder)
        {
            return settings.Node.Environment == HubEnvironment.Sandbox
                ? new ExaminationFinding(Gravity.Good, Subject, "no checkpoints are exported, as befits a sandbox")
                : new ExaminationFinding(Gravity.Warning, Subject, "no checkpoints are exported: a tail cut off the ledger would not show; set Evidence:CheckpointDirectory and Evidence:SigningKey");
        }

        try
        {
            using var key = Checkpoints.Open(settings);
            var probe = Path.Combine(folder, $".doctor-{settings.Node.Name}");
            File.WriteAllText(probe, string.Empty);
            File.Delete(probe);
            return new ExaminationFinding(Gravity.Good, Subject, $"checkpoints go to {folder}, signed with key {key.Id}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return new ExaminationFinding(Gravity.Error, Subject, e.Message);
        }
    }
}
