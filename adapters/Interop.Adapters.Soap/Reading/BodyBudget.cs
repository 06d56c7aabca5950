namespace Interop.Adapters.Soap.Reading;

/// <summary>Bytes that all bodies in flight may hold together.</summary>
internal sealed class BodyBudget(long bytes)
{
    private long _left = bytes;

    public bool TryTake(int count)
    {
        if (Interlocked.Add(ref _left, -count) >= 0)
        {
            return true;
        }

        Interlocked.Add(ref _left, count);
        return false;
    }

    public void Return(int count) => Interlocked.Add(ref _left, count);
}
