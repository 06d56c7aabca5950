using Interop.Adapters.Inbound;
using Interop.Contracts.Documents;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>What became of a file.</summary>
public abstract record KeepAnswer
{
    private KeepAnswer()
    {
    }

    /// <summary>On stable storage.</summary>
    /// <param name="Sha256">Its digest.</param>
    /// <param name="Size">Bytes.</param>
    public sealed record Kept(Sha256Digest Sha256, long Size) : KeepAnswer;

    /// <summary>The bytes have another digest than the message gives; nothing was kept.</summary>
    public sealed record Mismatch : KeepAnswer;

    /// <summary>Not taken; becomes a fault.</summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Refused(Refusal Refusal) : KeepAnswer;
}
