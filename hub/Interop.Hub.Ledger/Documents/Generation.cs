using System.Buffers.Binary;
using System.Globalization;

namespace Interop.Hub.Ledger.Documents;

/// <summary>
/// One laying-down of a file: its name on the shelf, never given twice, with the time of its making in it.
/// <para>
/// Two ages decide who may touch it, both held against the ledger's clock inside the ledger's commit: a generation enters
/// the ledger only while younger than <see cref="MayEnter"/>, and is swept as a stray only when older than
/// <see cref="MayBeSwept"/>. Between the two neither is possible, so that no sweep can take what is about to be entered,
/// however long a node slept and however wrong its clock is.
/// </para>
/// </summary>
internal readonly record struct Generation
{
    public static readonly TimeSpan MayEnter = TimeSpan.FromHours(12);
    public static readonly TimeSpan MayBeSwept = TimeSpan.FromHours(24);

    private readonly Guid _id;

    private Generation(Guid id) => _id = id;

    /// <summary>When it was made, by its maker's clock.</summary>
    public DateTimeOffset MadeAt
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            _id.TryWriteBytes(bytes, bigEndian: true, out _);
            return DateTimeOffset.FromUnixTimeMilliseconds((long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16));
        }
    }

    /// <summary>32 hexadecimal digits.</summary>
    public string Id => _id.ToString("N", CultureInfo.InvariantCulture);

    /// <summary>The name on a shelf: two digits of the random end before the id, so that folders stay small.</summary>
    public string Name => $"{Id.AsSpan(30)}/{Id}";

    public static Generation New(TimeProvider time) => new(Guid.CreateVersion7(time.GetUtcNow()));

    public static Generation Parse(string id) => new(Guid.ParseExact(id, "N"));

    /// <summary>Reads a shelf's name; null: not one of these.</summary>
    public static Generation? FromName(string name) =>
        name.Length == 35 && Guid.TryParseExact(name.AsSpan(3), "N", out var id) && new Generation(id) is var read && read.Name == name ? read : null;

    /// <summary>True while it may be entered in the ledger.</summary>
    public bool Enters(DateTimeOffset ledgerNow) => ledgerNow - MadeAt <= MayEnter;

    /// <summary>True when, without an entry, it is a stray.</summary>
    public bool IsSweepable(DateTimeOffset ledgerNow) => ledgerNow - MadeAt >= MayBeSwept;

    public override string ToString() => Id;
}
