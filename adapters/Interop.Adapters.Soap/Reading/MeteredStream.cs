namespace Interop.Adapters.Soap.Reading;

/// <summary>Counts what of a message stays in memory, holds it to its limit and takes it from the shared budget; files that pass through are free.</summary>
internal sealed class MeteredStream(Stream inner, long maxHeld, long maxTotal, BodyBudget budget, XmlLimits limits) : ForwardStream
{
    private const int Step = 64 << 10;

    private long _held;
    private long _length;
    private long _total;

    /// <summary>Bytes of the budget that it holds.</summary>
    public int Taken { get; private set; }

    /// <summary>True while a file passes through.</summary>
    public bool IsFree { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        _total += count;
        _held += IsFree ? 0 : count + TreeCost.Of(buffer.Span[..count], limits);
        _length += IsFree ? 0 : count;
        if (_length > maxHeld || _total > maxTotal)
        {
            throw new MeterException(BodyReadOutcome.TooLarge);
        }

        while (_held > Taken)
        {
            if (!budget.TryTake(Step))
            {
                throw new MeterException(BodyReadOutcome.OverBudget);
            }

            Taken += Step;
        }

        return count;
    }
}

// Leaves a stream through the framework's parser and is turned into data at StreamedXml's edge.
internal sealed class MeterException(BodyReadOutcome outcome) : Exception(outcome.ToString())
{
    public BodyReadOutcome Outcome { get; } = outcome;
}
