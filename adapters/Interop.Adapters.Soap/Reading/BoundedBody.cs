namespace Interop.Adapters.Soap.Reading;

/// <summary>Reads a stream whole, up to a limit and a shared budget. Memory grows with what came, not with what was announced.</summary>
internal static class BoundedBody
{
    private const int FirstBuffer = 8 * 1024;

    /// <summary>What was read. The budget keeps what <see cref="BodyRead.Taken"/> says until the caller gives it back.</summary>
    /// <param name="stream">Read to its end.</param>
    /// <param name="announced">Its length, where it is told.</param>
    /// <param name="limit">Most bytes.</param>
    /// <param name="budget">What all may hold; null: no matter.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="gate">Asked once, of a body that is longer, before more of it is read; null: nobody is.</param>
    public static async Task<BodyRead> ReadAsync(Stream stream, long? announced, int limit, BodyBudget? budget, CancellationToken cancellationToken, BodyGate? gate = null)
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
                    if (gate is not null && length >= gate.From)
                    {
                        if (!await gate.Opens(buffer.AsMemory(0, length)))
                        {
                            budget?.Return(buffer.Length);
                            return new BodyRead(BodyReadOutcome.Stopped, default, 0);
                        }

                        gate = null;
                    }

                    // One byte more than the limit, so that a body of exactly the limit is told from a longer one.
                    // Once an eighth of what was announced has come, room is made for all of it: doubling to the end leaves as much
                    // behind as it keeps, and what is large is not collected soon.
                    var next = gate is null && announced is { } all && length >= all / 8 ? (int)all + 1 : (int)Math.Min(Math.Max(FirstBuffer, buffer.Length * 2L), limit + 1L);
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

    /// <summary>The gate did not open.</summary>
    Stopped = 4,
}

/// <summary>Decides by the beginning of a body whether the rest of it is read.</summary>
/// <param name="From">From how many bytes on it is asked.</param>
/// <param name="Opens">Told what has come.</param>
internal sealed record BodyGate(int From, Func<ReadOnlyMemory<byte>, Task<bool>> Opens);

/// <summary>A body read, with the bytes of budget that it holds.</summary>
internal readonly record struct BodyRead(BodyReadOutcome Outcome, ReadOnlyMemory<byte> Bytes, int Taken);
