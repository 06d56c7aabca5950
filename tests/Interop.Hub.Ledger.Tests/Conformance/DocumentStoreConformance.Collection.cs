using Interop.Contracts.Documents;
using Interop.Hub.Core.Documents;
using Interop.Hub.Ledger.Documents;

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <content>What is removed, and what never is.</content>
internal abstract partial class DocumentStoreConformance
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    [Test]
    public async Task What_nobody_refers_to_is_collected_when_it_is_old_and_what_is_referred_to_stays()
    {
        var kept = await KeptAsync(Sample.OneStop, Bytes(100));
        var forgotten = await KeptAsync(Sample.OneStop, Bytes(100));
        var dossier = await ReferAsync(Sample.OneStop, kept);
        Clock.Advance(TimeSpan.FromHours(20));
        var fresh = await KeptAsync(Sample.OneStop, Bytes(100));
        Clock.Advance(TimeSpan.FromHours(20));

        Assert.That((await B.Collector.CollectAsync(Day, CancellationToken.None)).Unreferred, Is.EqualTo(1));
        Assert.That(await ReadAsync(new DocumentKey(kept, null, dossier)), Has.Length.EqualTo(100));
        Assert.That(await ReadAsync(new DocumentKey(fresh, Sample.OneStop, null)), Has.Length.EqualTo(100));
        Assert.That(await ReadAsync(new DocumentKey(forgotten, Sample.OneStop, null)), Is.Null);
        Assert.That(await NamesAsync(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_file_that_is_referred_to_between_listing_and_striking_stays()
    {
        var digest = await KeptAsync(Sample.OneStop, Bytes(100));
        Clock.Advance(TimeSpan.FromHours(40));
        var before = Clock.Now - Day;
        var listed = (await Index.UnreferredAsync(before, 10, CancellationToken.None)).Single();
        await ReferAsync(Sample.OneStop, digest);

        Assert.That(await Index.StrikeAsync(listed, before, CancellationToken.None), Is.False);
    }

    [Test]
    public async Task What_is_uploaded_again_between_striking_and_removing_is_not_removed()
    {
        var content = Bytes(100);
        var digest = await KeptAsync(Sample.OneStop, content);
        Clock.Advance(TimeSpan.FromHours(40));
        var listed = (await Index.UnreferredAsync(Clock.Now, 10, CancellationToken.None)).Single();
        Assert.That(await Index.StrikeAsync(listed, Clock.Now, CancellationToken.None), Is.True);
        await KeptAsync(Sample.OneStop, content);
        var dossier = await ReferAsync(Sample.OneStop, digest);

        await B.Shelf.RemoveAsync(SealedDocuments.NameOf(listed), CancellationToken.None);
        Assert.That(await ReadAsync(new DocumentKey(digest, null, dossier)), Is.EqualTo(content));
    }

    [Test]
    public async Task Remains_of_a_crash_are_swept_when_they_are_a_day_old_and_nothing_else()
    {
        var kept = await KeptAsync(Sample.OneStop, Bytes(100));
        await ReferAsync(Sample.OneStop, kept);
        var content = Bytes(100);
        var half = Sha256Digest.Of(content);
        await AppendAsync(A, half, content, 0, 50);
        var meant = await NamesAsync();

        // Killed between the shelf's commit and the ledger's.
        await using (var stray = await A.Shelf.CreateAsync(Generation.New(Clock), 10, CancellationToken.None))
        {
            await stray.WriteAsync(Bytes(10), CancellationToken.None);
            await stray.CommitAsync(CancellationToken.None);
        }

        Clock.Advance(TimeSpan.FromHours(22));
        await AppendAsync(A, half, content, 50, 60);
        Clock.Advance(TimeSpan.FromHours(1));
        await B.Collector.CollectAsync(TimeSpan.FromHours(2), CancellationToken.None);
        Assert.That(await NamesAsync(), Has.Count.EqualTo(4), "the stray may yet be entered by a node that sleeps");

        Clock.Advance(TimeSpan.FromHours(2));
        Assert.That((await B.Collector.CollectAsync(TimeSpan.FromHours(4), CancellationToken.None)).Strays, Is.EqualTo(1));
        Assert.That(await NamesAsync(), Is.SupersetOf(meant).And.Count.EqualTo(3));
        Assert.That(await AppendAsync(B, half, content, 60, 100), Is.EqualTo(new UploadResult.Finished(new PutResult.Kept(half, 100, Created: true))));
    }

    [Test]
    public async Task A_blob_that_was_begun_and_left_is_swept()
    {
        var left = await A.Shelf.CreateAsync(Generation.New(Clock), 1 << 20, CancellationToken.None);
        await left.WriteAsync(Bytes(600_000), CancellationToken.None);
        Clock.Advance(TimeSpan.FromDays(3650));

        await B.Collector.CollectAsync(Day, CancellationToken.None);
        await AssertNoRemainsAsync();

        // Whoever wakes late may lay it down, where the shelf lets him; it enters no ledger, and is swept.
        try
        {
            await left.CommitAsync(CancellationToken.None);
        }
        catch (StoreWriteException)
        {
            // Told at once.
        }

        await left.DisposeAsync();
        await B.Collector.CollectAsync(Day, CancellationToken.None);
        await AssertNoRemainsAsync();
    }

    [Test]
    public async Task An_upload_that_took_half_a_day_is_refused_so_that_no_sweep_can_take_it()
    {
        var content = Bytes(200_000);
        await using SlowStream slow = new(content, Clock, TimeSpan.FromHours(13));
        Assert.That(await Documents.PutAsync(Sample.OneStop, null, slow, Limit, CancellationToken.None), Is.TypeOf<PutResult.TookTooLong>());
        await AssertNoRemainsAsync();
    }

    [Test]
    public async Task A_generation_never_may_both_enter_and_be_swept()
    {
        var generation = Generation.New(Clock);
        var made = generation.MadeAt;
        Assert.That(made, Is.EqualTo(Clock.Now).Within(TimeSpan.FromMilliseconds(1)));
        for (var hours = -48; hours <= 48; hours++)
        {
            var now = made.AddHours(hours);
            Assert.That(generation.Enters(now) && generation.IsSweepable(now), Is.False, $"{hours} h");
        }

        Assert.That(generation.Enters(made) && generation.IsSweepable(made.AddHours(24)), Is.True);
        Assert.That(await Index.StraysAsync([generation], CancellationToken.None), Is.Empty, "young");
        Clock.Advance(TimeSpan.FromHours(12.1));
        Assert.That(await Index.EnterAsync(new IndexedDocument(Sample.OneStop, Sha256Digest.Of("x"u8), 1, generation), CancellationToken.None), Is.TypeOf<DocumentEntry.TooLate>());
        Assert.That(await Uploads.AddAsync(Sample.OneStop, Sha256Digest.Of("x"u8), 2, new UploadPart(0, 1, generation), CancellationToken.None), Is.False);
        Clock.Advance(Day);
        Assert.That(await Index.StraysAsync([generation], CancellationToken.None), Is.EqualTo(new[] { generation }));
    }

    /// <summary>In the middle of it time passes.</summary>
    private sealed class SlowStream(byte[] content, ManualClock clock, TimeSpan takes) : MemoryStream(content)
    {
        private bool _passed;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position > 0 && !_passed)
            {
                _passed = true;
                clock.Advance(takes);
            }

            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
