namespace Interop.Hub.Ledger.Documents;

/// <summary>
/// A sender's stream, from behind what is here already to the end of its range. A sender that breaks off ends it: what
/// came before is worth keeping.
/// </summary>
internal sealed class CutOffStream(Stream sender, long skip, long length) : ForwardStream
{
    private long _skip = skip;
    private long _left = length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            while (_skip > 0 && !buffer.IsEmpty)
            {
                var past = await sender.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _skip)], cancellationToken);
                if (past == 0)
                {
                    return 0;
                }

                _skip -= past;
            }

            var read = _left <= 0 ? 0 : await sender.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken);
            _left -= read;
            return read;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            _left = 0;
            return 0;
        }
    }
}
