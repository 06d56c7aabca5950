namespace Interop.Hub.Host;

/// <summary>Event ids of the host. Alerts and searches rely on them: a number is never given a second meaning.</summary>
internal static class LogEvents
{
    public const int Started = 5001;
    public const int Stopping = 5002;
    public const int ConfigurationError = 5010;
    public const int ConfigurationRefused = 5011;
    public const int ConfigurationTaken = 5012;
    public const int ConfigurationNeedsRestart = 5013;
    public const int ConfigurationWarning = 5014;
    public const int ConfigurationCallbackFailed = 5015;
    public const int CredentialsRefused = 5020;
    public const int RequestFailed = 5021;
    public const int DiskLow = 5022;
    public const int DiskRecovered = 5023;
    public const int LinkFetched = 5030;
    public const int DocumentsCollected = 5035;
    public const int CollectionFailed = 5036;
    public const int CheckpointFailed = 5037;
    public const int CheckpointResumed = 5038;
    public const int EvidenceWentBack = 5039;
    public const int SandboxDossierSent = 5040;
    public const int SandboxDossierRefused = 5041;
}
