using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Evidence.Checkpoints;
using Interop.Hub.Ledger.Evidence.Proofs;

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <summary>A folder that chains are exported to, and the key that signs there.</summary>
internal sealed class ExportedEvidence : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("interop-proofs-").FullName;
    private readonly CheckpointKey _signing = CheckpointKey.Create().Key;

    public ExportedEvidence() => Public = CheckpointKey.Read(_signing.PublicPem, "public");

    public CheckpointKey Public { get; }

    public void Export(EvidenceReport report, DateTimeOffset at)
    {
        foreach (var head in report.Chains.Select(c => c.Head).OfType<EvidenceCheckpoint>())
        {
            new CheckpointFile(_folder, head.Node).Append(head, at, _signing);
        }
    }

    public ProofOrder Of(string number, long? key = null) => new(number, key, _folder, [Public]);

    public void Dispose()
    {
        _signing.Dispose();
        Public.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
