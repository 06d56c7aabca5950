namespace Interop.Adapters.Soap.Transforms;

/// <summary>What transforms may cost.</summary>
internal sealed record TransformPoolOptions
{
    /// <summary>Workers at most. Default 2. Of more than one, one is always left for another owner.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>For one transform. Default 10 s.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A worker's heap, in bytes. Default 192 MiB.</summary>
    public long MemoryBytes { get; init; } = 192L << 20;

    /// <summary>What one transform may write. Default 32 MiB.</summary>
    public int OutputBytes { get; init; } = 32 << 20;

    /// <summary>For a worker to come free. Default 30 s.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For a worker to start. Default 30 s.</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After which an idle worker is stopped. Default 5 min.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Workers that a stylesheet may kill in a row before it is withheld. Default 3.</summary>
    public int Kills { get; init; } = 3;

    /// <summary>For how long it is withheld. Default 5 min.</summary>
    public TimeSpan Withheld { get; init; } = TimeSpan.FromMinutes(5);
}
