using System.Security.Cryptography;
using Interop.Hub.Ledger.Security;
using Microsoft.Extensions.Logging.Abstractions;

namespace Interop.Hub.Ledger.Tests.Security;

[TestFixture]
internal sealed class FileKeyRingTests
{
    private static readonly byte[] Context = [1, 2, 3];
    private string _folder = null!;

    private string KeyFile => Path.Combine(_folder, "master.keys");

    [SetUp]
    public void Open() => _folder = Directory.CreateTempSubdirectory("interop-keys-").FullName;

    [TearDown]
    public void Close() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_made_file_is_the_owners_alone_and_opens_again()
    {
        var made = FileKeyRing.OpenOrCreate(KeyFile, NullLogger.Instance);
        var opened = FileKeyRing.OpenOrCreate(KeyFile, NullLogger.Instance);
        Assert.Multiple(() =>
        {
            Assert.That(opened.CurrentId, Is.EqualTo(made.CurrentId));
            Assert.That(opened.DigestKey.ToArray(), Is.EqualTo(made.DigestKey.ToArray()));
            Assert.That(File.GetUnixFileMode(KeyFile), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        });
    }

    [Test]
    public void What_was_wrapped_opens_only_in_its_place()
    {
        var ring = FileKeyRing.FromValue(NewKey());
        var key = RandomNumberGenerator.GetBytes(32);
        var wrapped = ring.Wrap(key, Context);
        Assert.That(ring.Unwrap(ring.CurrentId, wrapped, Context), Is.EqualTo(key));
        Assert.That(() => ring.Unwrap(ring.CurrentId, wrapped, [1, 2, 4]), Throws.InstanceOf<CryptographicException>());
        wrapped[^1] ^= 1;
        Assert.That(() => ring.Unwrap(ring.CurrentId, wrapped, Context), Throws.InstanceOf<CryptographicException>());
    }

    [Test]
    public void After_a_rotation_old_data_opens_and_digests_stay()
    {
        var oldKey = NewKey();
        var before = FileKeyRing.FromValue(oldKey);
        var wrapped = before.Wrap(new byte[32], Context);
        var after = FileKeyRing.FromValue($"{NewKey()},{oldKey}");
        Assert.Multiple(() =>
        {
            Assert.That(after.CurrentId, Is.Not.EqualTo(before.CurrentId));
            Assert.That(after.Unwrap(before.CurrentId, wrapped, Context), Is.EqualTo(new byte[32]));
            Assert.That(after.DigestKey.ToArray(), Is.EqualTo(before.DigestKey.ToArray()), "idempotence for life rests on it");
            Assert.That(after.LinkKey.ToArray(), Is.Not.EqualTo(before.LinkKey.ToArray()));
        });
        Assert.That(() => before.Unwrap(after.CurrentId, after.Wrap(new byte[32], Context), Context), Throws.InstanceOf<CryptographicException>().With.Message.Contains(after.CurrentId));
    }

    [Test]
    public void What_is_left_of_a_ring_has_the_current_key_and_the_same_digests()
    {
        var oldKey = NewKey();
        var ring = FileKeyRing.FromValue($"{NewKey()},{oldKey}");
        File.WriteAllText(KeyFile, ring.Reduced());
        var left = FileKeyRing.Open(KeyFile, NullLogger.Instance);
        Assert.Multiple(() =>
        {
            Assert.That(left.Ids, Is.EqualTo(new[] { ring.CurrentId }));
            Assert.That(left.DigestKey.ToArray(), Is.EqualTo(ring.DigestKey.ToArray()), "idempotence for life rests on it");
            Assert.That((ring.DigestStandsAlone, left.DigestStandsAlone), Is.EqualTo((false, true)));
            Assert.That(File.ReadAllText(KeyFile), Does.Not.Contain(oldKey));
        });
        // And so through the next rotation, with nothing but keys on top.
        File.WriteAllText(KeyFile, $"{NewKey()}\n{File.ReadAllText(KeyFile)}");
        Assert.That(FileKeyRing.Open(KeyFile, NullLogger.Instance).DigestKey.ToArray(), Is.EqualTo(ring.DigestKey.ToArray()));
        Assert.That(() => FileKeyRing.FromValue($"{NewKey()},digest={NewKey()},digest={NewKey()}"), Throws.TypeOf<KeyRingException>());
    }

    [Test]
    public void A_key_that_another_node_uses_already_is_found_in_the_file_without_a_restart()
    {
        var oldKey = NewKey();
        File.WriteAllText(KeyFile, oldKey);
        File.SetLastWriteTimeUtc(KeyFile, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var running = FileKeyRing.Open(KeyFile, NullLogger.Instance);
        File.WriteAllText(KeyFile, $"{NewKey()}\n{oldKey}");
        var restarted = FileKeyRing.Open(KeyFile, NullLogger.Instance);
        Assert.That(running.Unwrap(restarted.CurrentId, restarted.Wrap(new byte[32], Context), Context), Is.EqualTo(new byte[32]));
        Assert.That(running.CurrentId, Is.Not.EqualTo(restarted.CurrentId), "what is current stays so until the next start");
    }

    [Test]
    public void Keys_of_different_purposes_differ()
    {
        var ring = FileKeyRing.FromValue(NewKey());
        Assert.That(ring.DigestKey.ToArray(), Is.Not.EqualTo(ring.LinkKey.ToArray()));
        Assert.That(ring.DigestKey.Length, Is.EqualTo(32));
    }

    [TestCase("")]
    [TestCase("# only a comment")]
    [TestCase("not base64 at all")]
    [TestCase("c2hvcnQ=")]
    public void What_is_no_key_is_refused_without_repeating_it(string text)
    {
        var refused = Assert.Throws<KeyRingException>(() => FileKeyRing.FromValue(text));
        Assert.That(text.Length < 5 || !refused!.Message.Contains(text, StringComparison.Ordinal));
    }

    [Test]
    public void Every_bad_line_is_named_at_once()
    {
        var good = NewKey();
        File.WriteAllText(KeyFile, $"bad\n# comment\n{good}\nworse\n{good}\n");
        Assert.That(() => FileKeyRing.Open(KeyFile, NullLogger.Instance), Throws.TypeOf<KeyRingException>().With.Message.Contains("line 1, 4, 5"));
    }

    [Test]
    public void A_missing_file_is_never_made_by_itself()
    {
        Assert.That(() => FileKeyRing.Open(KeyFile, NullLogger.Instance), Throws.TypeOf<KeyRingException>().With.Message.Contains("do not make a new one"));
        Assert.That(File.Exists(KeyFile), Is.False);
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
