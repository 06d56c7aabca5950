namespace Interop.Adapters.Soap.Transforms;

/// <summary>Keeps what a transform writes, and stops it at the limit: the limit is what it may cost, not what is thrown away afterwards.</summary>
internal sealed class CountingStream(int limit) : MemoryStream
{
    public override void Write(byte[] buffer, int offset, int count)
    {
        Admit(count);
        base.Write(buffer, offset, count);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Admit(buffer.Length);
        base.Write(buffer);
    }

    public override void WriteByte(byte value)
    {
        Admit(1);
        base.WriteByte(value);
    }

    private void Admit(int count)
    {
        if (Length + count > limit)
        {
            throw new OutputLimitException();
        }
    }
}

/// <summary>The stylesheet wrote more than it may.</summary>
internal sealed class OutputLimitException : Exception;
