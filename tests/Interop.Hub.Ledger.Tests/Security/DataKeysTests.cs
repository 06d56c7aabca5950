using System.Security.Cryptography;
using Interop.Hub.Ledger.Security;

namespace Interop.Hub.Ledger.Tests.Security;

/// <summary>Opened keys are held for speed, and only as long as their row says they exist.</summary>
[TestFixture]
internal sealed class DataKeysTests
{
    private readonly FileKeyRing _ring = FileKeyRing.FromValue(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    [Test]
    public void What_was_erased_is_opened_no_more_though_it_was_open_here()
    {
        DataKeys keys = new(_ring, 100);
        var (key, stored) = keys.Create(1);
        Assert.That(keys.Open(1, stored), Is.SameAs(key), "it is held");
        Assert.That(() => keys.Open(1, WrappedKey.Erased), Throws.InstanceOf<CryptographicException>().With.Message.Contains("erased"));
        Assert.That(keys.Open(1, stored), Is.Not.SameAs(key).And.EqualTo(key), "and was let go: it came from the ring again");
        keys.Forget(1);
        Assert.That(() => keys.Open(1, stored with { KeyId = "gone" }), Throws.InstanceOf<CryptographicException>(), "nothing is held under the number");
    }
}
