namespace Interop.Adapters.Soap.Reading;

/// <summary>Reads a stream whole, up to a limit and a shared budget. Memory grows with what came, not with what was announced.</summary>
internal static class BoundedBody
{
    private const int FirstBuffer = 8 * 1024;

    /// <summary>What was read. The budget keeps what <see cref="BodyRead.Taken"/> says until the caller gives it back.</summary>
    public static async Task<BodyRead> ReadAsync(Stream stream, long? announced, int limit, BodyBudget? budget, CancellationToken cancellationToken)
    {
        if (announced > limit)
        {
            return new BodyRead(BodyReadOutcome.TooLarge, default, 0);
        }

        var buffer = Array.Empty<byte>();
        var length = 0;
        try
        {
            while (true)
            {
                if (length == buffer.Length)
                {
                    // One byte more than the limit, so that a body of exactly the limit is told from a longer one.
                    var next = (int)Math.Min(Math.Max(FirstBuffer, buffer.Length * 2L), limit + 1L);
                    if (budget?.TryTake(next - buffer.Length) == false)
                    {
                        budget.Return(buffer.Length);
                        return new BodyRead(BodyReadOutcome.OverBudget, default, 0);
                    }

                    Array.Resize(ref buffer, next);
                }

                var count = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (count == 0)
                {
                    return new BodyRead(BodyReadOutcome.Whole, buffer.AsMemory(0, length), buffer.Length);
                }

                length += count;
                if (length > limit)
                {
                    budget?.Return(buffer.Length);
                    return new BodyRead(BodyReadOutcome.TooLarge, default, 0);
                }
            }
        }
        catch
        {
            budget?.Return(buffer.Length);
            throw;
        }
    }
}

/// <summary>How reading a body ended.</summary>
internal enum BodyReadOutcome
{
    Whole = 1,
    TooLarge = 2,
    OverBudget = 3,
}

/// <summary>A body read, with the bytes of budget that it holds.</summary>
internal readonly record struct BodyRead(BodyReadOutcome Outcome, ReadOnlyMemory<byte> Bytes, int Taken);
