using System.Security.Cryptography;
using System.Text;

namespace Interop.Hub.Ledger.Tests.Conformance;

internal abstract partial class LedgerConformance
{
    [Test]
    public async Task What_was_spent_is_spent_for_its_partner_and_through_a_crash_until_it_is_given_back()
    {
        Assert.That(await SpendAsync("A", "1"), Is.True);
        Assert.That((await SpendAsync("A", "1"), await SpendAsync("A", "2"), await SpendAsync("B", "1")), Is.EqualTo((false, true, true)));

        await Harness.CrashAsync();
        Assert.That(await SpendAsync("A", "1"), Is.False, "after a crash too");
        await Harness.Nonces.ForgetAsync("A", Nonce("1"), CancellationToken.None);
        Assert.That((await SpendAsync("A", "1"), await SpendAsync("B", "1")), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task Of_many_that_spend_the_same_at_once_one_is_the_first()
    {
        var first = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => SpendAsync("A", "1")));
        Assert.That(first.Count(taken => taken), Is.EqualTo(1));
    }

    [Test]
    public async Task What_has_expired_is_forgotten_and_nothing_else()
    {
        foreach (var n in Enumerable.Range(0, 40))
        {
            await SpendAsync("A", $"old {n}");
        }

        Clock.Advance(TimeSpan.FromMinutes(30));
        await SpendAsync("A", "young");
        Clock.Advance(TimeSpan.FromMinutes(30));
        foreach (var n in Enumerable.Range(0, 10))
        {
            await SpendAsync("B", $"new {n}");
        }

        Assert.That(await Harness.AskAsync("select count(*) from nonce"), Is.EqualTo(11));
        Assert.That(await SpendAsync("A", "young"), Is.False);
    }

    private Task<bool> SpendAsync(string scope, string nonce) => Harness.Nonces.SpendAsync(scope, Nonce(nonce), Clock.Now.AddHours(1), CancellationToken.None);

    private static byte[] Nonce(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
