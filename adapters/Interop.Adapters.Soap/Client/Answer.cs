namespace Interop.Adapters.Soap.Client;

/// <summary>An HTTP answer, before anybody has understood it.</summary>
internal sealed record Answer
{
    public required int Status { get; init; }

    public string? MediaType { get; init; }

    public string? Charset { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }
}
