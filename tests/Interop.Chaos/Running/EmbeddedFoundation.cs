using System.Text.Json.Nodes;
using Interop.Chaos.Plan;

namespace Interop.Chaos.Running;

/// <summary>SQLite in the node's folder, or on a small disk where the plan fills one; the bus in memory.</summary>
internal sealed class EmbeddedFoundation : Foundation
{
    // Room for the longest run's ledger; a fault takes all that is left.
    private const long DiskBytes = 1L << 30;
    private const long LeastFree = 1L << 20;

    private readonly SmallDisk? _disk;

    private EmbeddedFoundation(SmallDisk? disk) => _disk = disk;

    public override SmallDisk? Disk => _disk;

    public override long MinFreeDiskBytes => _disk is null ? 0 : LeastFree;

    public static async Task<EmbeddedFoundation> LayAsync(ChaosPlan plan, CancellationToken cancellationToken) =>
        new(plan.Faults.Any(f => f.Kind == FaultKind.DiskFull)
            ? await SmallDisk.MountAsync(Directory.CreateTempSubdirectory("interop-chaos-disk-").FullName, DiskBytes, cancellationToken)
            : null);

    public override JsonObject Ledger(int node) =>
        new() { ["Kind"] = "sqlite", ["Directory"] = _disk is null ? "ledger" : Path.Combine(_disk.Path, "ledger") };

    public override async ValueTask DisposeAsync()
    {
        if (_disk is not null)
        {
            await _disk.DisposeAsync();
            Directory.Delete(_disk.Path, recursive: true);
        }
    }
}
