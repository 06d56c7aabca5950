namespace Interop.Adapters.Soap.Transforms;

/// <summary>
/// How each stylesheet behaved: one that killed several workers in a row is withheld for a while, then tried once. A
/// changed stylesheet has another name here and begins anew.
/// </summary>
internal sealed class Conduct(int kills, TimeSpan withheld, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Record> _records = new(StringComparer.Ordinal);

    /// <summary>Until when it is withheld; null: it may run.</summary>
    public DateTimeOffset? WithheldUntil(string sheet)
    {
        lock (_gate)
        {
            return _records.TryGetValue(sheet, out var record) && record.Until > time.GetUtcNow() ? record.Until : null;
        }
    }

    public void Note(string sheet, TransformOutcome outcome)
    {
        lock (_gate)
        {
            if (outcome is not TransformOutcome.Stopped { Reason: StopReason.TimedOut or StopReason.TooMuchMemory or StopReason.Crashed })
            {
                _records.Remove(sheet);
                return;
            }

            var count = _records.TryGetValue(sheet, out var before) ? before.Kills + 1 : 1;

            // One less than too many: after the pause it is tried once, and not three times again.
            _records[sheet] = count >= kills ? new Record(kills - 1, time.GetUtcNow() + withheld) : new Record(count, default);
        }
    }

    private readonly record struct Record(int Kills, DateTimeOffset Until);
}
