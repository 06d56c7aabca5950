using Interop.Adapters.Soap.Security;

namespace Interop.Adapters.Tests.Soap.Security;

/// <summary>A message is of now, and comes once.</summary>
public sealed class FreshnessTests
{
    private static readonly IncomingSecurity Rules = new() { Scope = "bo-mau" };
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Test]
    public async Task A_message_is_taken_up_to_the_bounds_and_not_past_them()
    {
        var envelope = Secured.Secure(new OutgoingSecurity());
        var first = Secured.Now - Rules.Skew;
        var last = Secured.Now + TimeSpan.FromMinutes(5) + Rules.Skew;
        await Secured.TakenAsync(envelope, Rules, at: first);
        await Secured.TakenAsync(envelope, Rules, at: last - Tick);
        Assert.That((await Secured.RefusedAsync(envelope, SecurityProblemKind.NotYetValid, Rules, at: first - Tick)).Message, Does.Contain("2026-06-01T07:54:59Z"), "tells our time");
        await Secured.RefusedAsync(envelope, SecurityProblemKind.Expired, Rules, at: last);
    }

    [Test]
    public async Task A_message_grows_too_old_whatever_it_says()
    {
        var envelope = Secured.Secure(new OutgoingSecurity { Lifetime = TimeSpan.FromDays(3000) });
        var last = Secured.Now + Rules.MaxAge + Rules.Skew;
        await Secured.TakenAsync(envelope, Rules, at: last - Tick);
        await Secured.RefusedAsync(envelope, SecurityProblemKind.Expired, Rules, at: last);
        await Secured.RefusedAsync(Secured.Secure(new OutgoingSecurity { Lifetime = TimeSpan.Zero }), SecurityProblemKind.Expired, Rules);
    }

    [TestCase("<wsu:Created>2026-06-01T08:00:00Z</wsu:Created>", null)]
    [TestCase("<wsu:Created>2026-06-01T08:00:00.123456789Z</wsu:Created>", null)]
    [TestCase("<wsu:Created>2026-06-01T15:00:00+07:00</wsu:Created><wsu:Expires>2026-06-01T15:05:00.5+07:00</wsu:Expires>", null)]
    [TestCase("<wsu:Created>2026-06-01T08:<!-- x -->00:00Z</wsu:Created>", null)]
    [TestCase("<wsu:Created>9999-12-31T23:59:59Z</wsu:Created>", SecurityProblemKind.NotYetValid)]
    [TestCase("<wsu:Created>0001-01-01T00:00:00Z</wsu:Created><wsu:Expires>9999-12-31T23:59:59Z</wsu:Expires>", SecurityProblemKind.Expired)]
    [TestCase("<wsu:Created>0001-01-01T00:00:00+14:00</wsu:Created>", SecurityProblemKind.Malformed)]
    [TestCase("<wsu:Created>2026-06-01T08:00:00</wsu:Created>", SecurityProblemKind.Malformed)]
    [TestCase("<wsu:Created>2026-06-01T08:00:0012Z</wsu:Created>", SecurityProblemKind.Malformed)]
    [TestCase("<wsu:Created>2026-02-30T08:00:00Z</wsu:Created>", SecurityProblemKind.Malformed)]
    [TestCase("<wsu:Created>06/01/2026</wsu:Created>", SecurityProblemKind.Malformed)]
    [TestCase("<wsu:Created>2026-06-01T08:00:00Z</wsu:Created><wsu:Created>2026-06-01T08:00:00Z</wsu:Created>", SecurityProblemKind.Malformed)]
    [TestCase("<wsu:Created>2026-06-01T08:00:00Z</wsu:Created><wsu:Expires>soon</wsu:Expires>", SecurityProblemKind.Malformed)]
    [TestCase("<wsu:Expires>2026-06-01T08:00:00Z</wsu:Expires>", SecurityProblemKind.Malformed)]
    [TestCase("", SecurityProblemKind.Malformed)]
    public async Task Times_are_read_as_XML_has_them(string inner, SecurityProblemKind? refused)
    {
        var envelope = Secured.Change(Secured.Secure(new OutgoingSecurity()), document => document.At("//wsu:Timestamp").InnerXml =
            inner.Replace("<wsu:Created>", $"<wsu:Created xmlns:wsu='{SecurityNames.Wsu}'>", StringComparison.Ordinal).Replace("<wsu:Expires>", $"<wsu:Expires xmlns:wsu='{SecurityNames.Wsu}'>", StringComparison.Ordinal));
        if (refused is { } kind)
        {
            await Secured.RefusedAsync(envelope, kind, Rules);
        }
        else
        {
            await Secured.TakenAsync(envelope, Rules);
        }
    }

    [Test]
    public async Task A_signed_message_comes_once_whichever_node_it_comes_to()
    {
        var envelope = Secured.Signed();
        MemoryNonceLedger shared = new(new StoppedClock(Secured.Now));
        await Secured.TakenAsync(envelope, ledger: shared);
        var problem = await Secured.RefusedAsync(envelope, SecurityProblemKind.Replayed, ledger: shared);
        Assert.That(problem.FaultCode!.LocalName, Is.EqualTo("InvalidSecurity"));

        // Another partner's nonces are others; and the next message of the same partner is another message.
        await Secured.TakenAsync(envelope, Secured.SignatureRules with { Scope = "bo-khac" }, shared);
        await Secured.TakenAsync(Secured.Secure(Secured.Signing(Secured.Ecdsa) with { Lifetime = TimeSpan.FromMinutes(6) }), ledger: shared);
    }

    [Test]
    public async Task The_same_signature_in_its_other_form_is_the_same_message()
    {
        var order = new System.Numerics.BigInteger(Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"), true, true);
        var envelope = Secured.Signed();
        var other = Secured.Change(envelope, document =>
        {
            var value = document.At("//ds:SignatureValue");
            var bytes = Convert.FromBase64String(value.InnerText);
            var s = (order - new System.Numerics.BigInteger(bytes.AsSpan(32), true, true)).ToByteArray(true, true);
            value.InnerText = Convert.ToBase64String([.. bytes[..32], .. new byte[32 - s.Length], .. s]);
        });
        MemoryNonceLedger ledger = new(new StoppedClock(Secured.Now));
        await Secured.TakenAsync(envelope, ledger: ledger);
        await Secured.TakenAsync(other);
        await Secured.RefusedAsync(other, SecurityProblemKind.Replayed, ledger: ledger);
    }

    [Test]
    public async Task Whoever_is_refused_spends_nothing()
    {
        var envelope = Secured.Signed();
        MemoryNonceLedger ledger = new(new StoppedClock(Secured.Now));
        await Secured.RefusedAsync(Secured.Change(envelope, document => document.At("//b:hoTen").InnerText = "x"), SecurityProblemKind.CheckFailed, ledger: ledger);
        await Secured.TakenAsync(envelope, ledger: ledger);
    }

    [Test]
    public async Task A_full_ledger_forgets_nothing_and_calls_nobody_a_replay()
    {
        StoppedClock clock = new(Secured.Now);
        MemoryNonceLedger ledger = new(clock, capacity: 1);
        var envelope = Secured.Signed();
        await Secured.TakenAsync(envelope, ledger: ledger);
        var problem = await Secured.RefusedAsync(Secured.Signed(Secured.Rsa), SecurityProblemKind.Busy, ledger: ledger);
        Assert.That((problem.FaultCode, problem.ToFault().Code), Is.EqualTo(((System.Xml.Linq.XName?)null, "Server.Busy")));
        await Secured.RefusedAsync(envelope, SecurityProblemKind.Replayed, ledger: ledger);

        // It is remembered as long as the message could be taken, and no longer.
        var last = Secured.Now + TimeSpan.FromMinutes(10);
        clock.Now = last - Tick;
        Assert.That(await ledger.SpendAsync("bo-mau", "next", last, CancellationToken.None), Is.EqualTo(NonceSpending.Full));
        clock.Now = last;
        Assert.That(await ledger.SpendAsync("bo-mau", "next", last, CancellationToken.None), Is.EqualTo(NonceSpending.First));
    }

    [Test]
    public async Task Of_many_that_spend_one_nonce_at_once_one_is_the_first()
    {
        MemoryNonceLedger ledger = new(new StoppedClock(Secured.Now));
        var spendings = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () => await ledger.SpendAsync("a", "b", Secured.Now + Tick, CancellationToken.None))));
        Assert.That(spendings.Count(each => each == NonceSpending.First), Is.EqualTo(1));
    }
}
