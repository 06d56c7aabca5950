using Interop.Contracts.Documents;
using Interop.Hub.Core.Documents;
using Interop.Hub.Ledger.Documents;

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <content>Uploads in pieces.</content>
internal abstract partial class DocumentStoreConformance
{
    private static Task<UploadResult> AppendAsync(DocumentNode node, Sha256Digest digest, byte[] content, int from, int to, CancellationToken cancellation = default) =>
        node.Uploads.AppendAsync(Sample.OneStop, digest, new UploadRange(from, to - from, content.Length), new MemoryStream(content, from, to - from), cancellation);

    [TestCase(1)]
    [TestCase(65_536)]
    [TestCase(150_001)]
    public async Task What_one_node_began_another_goes_on_with(int half)
    {
        var content = Bytes(300_000);
        var digest = Sha256Digest.Of(content);
        Assert.That(await B.Uploads.FindAsync(Sample.OneStop, digest, CancellationToken.None), Is.Null);

        Assert.That(await AppendAsync(A, digest, content, 0, half), Is.EqualTo(new UploadResult.Incomplete(half)));
        Assert.That(await B.Uploads.FindAsync(Sample.OneStop, digest, CancellationToken.None), Is.EqualTo(new UploadProgress(half, 300_000, Finished: false)));
        Assert.That(await ReadAsync(new DocumentKey(digest, Sample.OneStop, null)), Is.Null, "half a file is no file");
        Assert.That(await B.Uploads.FindAsync(Sample.Ministry, digest, CancellationToken.None), Is.Null, "another partner sees nothing of it");

        Assert.That(await AppendAsync(B, digest, content, half, 300_000), Is.EqualTo(new UploadResult.Finished(new PutResult.Kept(digest, 300_000, Created: true))));
        Assert.That(await ReadAsync(new DocumentKey(digest, Sample.OneStop, null)), Is.EqualTo(content));
        Assert.That(await NamesAsync(), Has.Count.EqualTo(1), "the pieces are gone");
        Assert.That(await AppendAsync(A, digest, content, 0, 10), Is.EqualTo(new UploadResult.Finished(new PutResult.Kept(digest, 300_000, Created: false))));
    }

    [Test]
    public async Task A_sender_that_breaks_off_goes_on_behind_what_it_sent()
    {
        var content = new byte[200_000];
        var digest = Sha256Digest.Of(content);
        var first = await A.Uploads.AppendAsync(Sample.OneStop, digest, new UploadRange(0, 200_000, 200_000), new BreakingStream(), CancellationToken.None);
        var kept = ((UploadResult.Incomplete)first).Received;

        Assert.That(kept, Is.InRange(100_000, 199_999));
        Assert.That(await AppendAsync(B, digest, content, (int)kept, 200_000), Is.TypeOf<UploadResult.Finished>());
        Assert.That(await ReadAsync(new DocumentKey(digest, Sample.OneStop, null)), Is.EqualTo(content));
    }

    [Test]
    public async Task A_piece_that_is_here_already_is_harmless_and_one_behind_a_gap_is_not_kept()
    {
        var content = Bytes(100_000);
        var digest = Sha256Digest.Of(content);
        await AppendAsync(A, digest, content, 0, 40_000);

        Assert.That(await AppendAsync(B, digest, content, 50_000, 60_000), Is.EqualTo(new UploadResult.Elsewhere(40_000)));
        Assert.That(await AppendAsync(B, digest, content, 0, 30_000), Is.EqualTo(new UploadResult.Incomplete(40_000)));
        Assert.That(await AppendAsync(B, digest, content, 20_000, 70_000), Is.EqualTo(new UploadResult.Incomplete(70_000)));
        Assert.That(
            await A.Uploads.AppendAsync(Sample.OneStop, digest, new UploadRange(70_000, 1, 100_001), new MemoryStream(new byte[1]), CancellationToken.None),
            Is.EqualTo(new UploadResult.OtherTotal(100_000)));
        Assert.That(await AppendAsync(A, digest, content, 70_000, 100_000), Is.TypeOf<UploadResult.Finished>());
        Assert.That(await ReadAsync(new DocumentKey(digest, Sample.OneStop, null)), Is.EqualTo(content));
    }

    [Test]
    public async Task Another_digest_at_the_end_leaves_nothing()
    {
        var content = Bytes(100_000);
        var announced = Sha256Digest.Of("other"u8);
        await AppendAsync(A, announced, content, 0, 50_000);

        Assert.That(await AppendAsync(B, announced, content, 50_000, 100_000), Is.EqualTo(new UploadResult.Finished(new PutResult.DigestMismatch(Sha256Digest.Of(content)))));
        Assert.That(await A.Uploads.FindAsync(Sample.OneStop, announced, CancellationToken.None), Is.Null);
        await AssertNoRemainsAsync();
    }

    [Test]
    public async Task Of_two_that_go_on_at_once_one_is_told_where_the_other_got_to()
    {
        var content = Bytes(300_000);
        var digest = Sha256Digest.Of(content);
        await AppendAsync(A, digest, content, 0, 100_000);
        using MeetingStream first = new(content[100_000..200_000]);
        using MeetingStream second = new(content[100_000..200_000]);
        UploadRange range = new(100_000, 100_000, 300_000);

        // Both are let into the piece before either has sent its last byte.
        var one = Task.Run(() => A.Uploads.AppendAsync(Sample.OneStop, digest, range, first, CancellationToken.None));
        var two = Task.Run(() => B.Uploads.AppendAsync(Sample.OneStop, digest, range, second, CancellationToken.None));
        await Task.WhenAll(first.Entered, second.Entered).WaitAsync(TimeSpan.FromSeconds(30));
        first.GoOn();
        second.GoOn();
        UploadResult[] results = [await one, await two];

        Assert.That(results, Is.EquivalentTo(new UploadResult[] { new UploadResult.Incomplete(200_000), new UploadResult.Elsewhere(200_000) }));
        Assert.That(await AppendAsync(A, digest, content, 200_000, 300_000), Is.TypeOf<UploadResult.Finished>());
        Assert.That(await ReadAsync(new DocumentKey(digest, Sample.OneStop, null)), Is.EqualTo(content));
        Assert.That(await NamesAsync(), Has.Count.EqualTo(1), "the other's piece is gone too");
    }

    [Test]
    public async Task Two_that_finish_at_once_both_have_the_file()
    {
        var content = Bytes(200_000);
        var digest = Sha256Digest.Of(content);
        await AppendAsync(A, digest, content, 0, 199_999);
        var results = await Task.WhenAll(new[] { A, B, A, B }.Select(n => Task.Run(() => AppendAsync(n, digest, content, 199_999, 200_000))));

        // Who lost the race for the last byte, or found nothing left to do, asks and is told.
        foreach (var result in results.Where(r => r is not UploadResult.Finished))
        {
            Assert.That(result, Is.TypeOf<UploadResult.Elsewhere>());
        }

        Assert.That(results.OfType<UploadResult.Finished>().Select(f => f.Result), Has.Some.TypeOf<PutResult.Kept>().And.All.TypeOf<PutResult.Kept>());
        Assert.That(await ReadAsync(new DocumentKey(digest, Sample.OneStop, null)), Is.EqualTo(content));
    }

    [Test]
    public async Task A_node_that_died_before_it_put_the_pieces_together_is_followed_by_whoever_asks()
    {
        var content = Bytes(100_000);
        var digest = Sha256Digest.Of(content);
        await AppendAsync(A, digest, content, 0, 50_000);
        using CancellationTokenSource death = new();
        await using LastWordStream last = new(content[50_000..], death);
        Assert.That(
            async () => await A.Uploads.AppendAsync(Sample.OneStop, digest, new UploadRange(50_000, 50_000, 100_000), last, death.Token),
            Throws.InstanceOf<OperationCanceledException>());

        Assert.That(await B.Uploads.FindAsync(Sample.OneStop, digest, CancellationToken.None), Is.EqualTo(new UploadProgress(100_000, 100_000, Finished: false)));
        Assert.That(await AppendAsync(B, digest, content, 100_000, 100_000), Is.EqualTo(new UploadResult.Finished(new PutResult.Kept(digest, 100_000, Created: true))));
        Assert.That(await ReadAsync(new DocumentKey(digest, Sample.OneStop, null)), Is.EqualTo(content));
    }

    [Test]
    public async Task What_nobody_goes_on_with_is_forgotten_after_a_day()
    {
        var content = Bytes(100_000);
        var digest = Sha256Digest.Of(content);
        await AppendAsync(A, digest, content, 0, 40_000);
        Clock.Advance(TimeSpan.FromHours(20));
        await AppendAsync(B, digest, content, 40_000, 50_000);
        Clock.Advance(TimeSpan.FromHours(20));
        await B.Collector.CollectAsync(TimeSpan.FromHours(24), CancellationToken.None);
        Assert.That(await A.Uploads.FindAsync(Sample.OneStop, digest, CancellationToken.None), Is.EqualTo(new UploadProgress(50_000, 100_000, Finished: false)), "it was gone on with");

        Clock.Advance(TimeSpan.FromHours(5));
        await B.Collector.CollectAsync(TimeSpan.FromHours(24), CancellationToken.None);
        Assert.That(await AppendAsync(A, digest, content, 50_000, 100_000), Is.EqualTo(new UploadResult.Elsewhere(0)));
        await AssertNoRemainsAsync();
    }

    [Test]
    public async Task A_file_in_too_many_pieces_is_refused_without_growing()
    {
        var digest = Sha256Digest.Of("many"u8);
        const int Total = Upload.MostParts + 10;
        var node = await NodeAsync(aroundUploads: _ => new ManyPieces(Total, Clock));
        UploadPart next = new(Upload.MostParts, 10, Generation.New(Clock));

        Assert.That(UploadExtent.Takes(new UploadExtent(Total, Upload.MostParts, Upload.MostParts), Total, next, Clock.Now), Is.False);
        Assert.That(UploadExtent.Takes(new UploadExtent(Total, Upload.MostParts, Upload.MostParts - 1), Total, next, Clock.Now), Is.True);
        Assert.That(
            await node.Uploads.AppendAsync(Sample.OneStop, digest, new UploadRange(Upload.MostParts, 10, Total), new MemoryStream(new byte[10]), CancellationToken.None),
            Is.EqualTo(new UploadResult.TooManyPieces(Upload.MostParts)));
        Assert.That(await NamesAsync(), Is.Empty);
    }

    /// <summary>An upload with as many pieces as there may be; adding one more is a mistake.</summary>
    private sealed class ManyPieces(long total, TimeProvider clock) : IUploadIndex
    {
        public Task<Upload?> FindAsync(string owner, Sha256Digest digest, CancellationToken cancellationToken) =>
            Task.FromResult<Upload?>(new Upload(total, [.. Enumerable.Range(0, Upload.MostParts).Select(i => new UploadPart(i, 1, Generation.New(clock)))]));

        public Task<bool> AddAsync(string owner, Sha256Digest digest, long size, UploadPart part, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public Task<IReadOnlyList<UploadPart>> EndAsync(string owner, Sha256Digest digest, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public Task<IReadOnlyList<UploadPart>> ExpireAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => throw new InvalidOperationException();
    }

    /// <summary>Tells when it is read, and gives its bytes when it is let.</summary>
    private sealed class MeetingStream(byte[] content) : MemoryStream(content)
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _let = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => _entered.Task;

        public void GoOn() => _let.TrySetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _entered.TrySetResult();
            await _let.Task;
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }

    /// <summary>With its last byte its reader dies.</summary>
    private sealed class LastWordStream(byte[] content, CancellationTokenSource death) : MemoryStream(content)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, CancellationToken.None);
            if (Position == Length)
            {
                await death.CancelAsync();
            }

            return read;
        }
    }
}
