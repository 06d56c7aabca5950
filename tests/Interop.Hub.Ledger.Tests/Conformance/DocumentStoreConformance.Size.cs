using Interop.Hub.Core.Documents;

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <content>What a large file costs.</content>
internal abstract partial class DocumentStoreConformance
{
    private const int MiB = 1 << 20;

    [Test]
    public async Task A_large_file_goes_in_and_out_in_little_memory()
    {
        const long Size = 256L * MiB;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using PatternStream content = new(Size);
        var put = (PutResult.Kept)await Documents.PutAsync(Sample.OneStop, null, content, 2 * Size, CancellationToken.None);
        await using var stored = (await B.Documents.OpenAsync(new DocumentKey(put.Digest, Sample.OneStop, null), CancellationToken.None))!.Content;
        await using PatternStream expected = new(Size);
        var most = Math.Max(content.Most, await SameAsync(stored, expected));

        Assert.That(put.Size, Is.EqualTo(Size));
        Assert.That(most - before, Is.LessThan(32 * MiB), "what is alive, however much waits to be collected");
    }

    private static async Task<long> SameAsync(Stream actual, PatternStream expected)
    {
        var left = new byte[MiB];
        var right = new byte[MiB];
        for (var at = 0L; ; at += MiB)
        {
            var got = await actual.ReadAtLeastAsync(left, MiB, throwOnEndOfStream: false);
            Assert.That(await expected.ReadAtLeastAsync(right, MiB, throwOnEndOfStream: false), Is.EqualTo(got));
            if (got == 0)
            {
                return expected.Most;
            }

            Assert.That(left.AsSpan(0, got).SequenceEqual(right.AsSpan(0, got)), Is.True, $"MiB {at / MiB}");
        }
    }

    /// <summary>So many bytes, no two MiB alike, made as they are read; looks at the memory now and then.</summary>
    private sealed class PatternStream(long size) : MemoryStream
    {
        private long _at;

        public long Most { get; private set; }

        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = (int)Math.Min(Math.Min(buffer.Length, size - _at), 64 * 1024);
            var span = buffer.Span[..count];
            for (var i = 0; i < count; i++)
            {
                span[i] = (byte)((_at + i) ^ ((_at + i) >> 16) ^ ((_at + i) >> 11));
            }

            if (_at / (16 * MiB) != (_at + count) / (16 * MiB))
            {
                Most = Math.Max(Most, GC.GetTotalMemory(forceFullCollection: true));
            }

            _at += count;
            return ValueTask.FromResult(count);
        }
    }
}
