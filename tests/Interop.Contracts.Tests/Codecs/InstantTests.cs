using System.Text;
using Interop.Contracts.Codecs;
using Interop.Contracts.Packets;

namespace Interop.Contracts.Tests.Codecs;

/// <summary>An instant is one that can be kept whole; what cannot is refused, not cut.</summary>
public sealed class InstantTests
{
    [TestCase("2026-11-20T08:30:00+07:00", ExpectedResult = true)]
    [TestCase("2026-11-20T08:30:00Z", ExpectedResult = true)]
    [TestCase("2026-11-20T08:30:00.1234567-14:00", ExpectedResult = true)]
    [TestCase("2024-02-29T23:59:59+00:00", ExpectedResult = true)]
    [TestCase("9999-12-31T23:59:58.9999999Z", ExpectedResult = true)]
    [TestCase("2026-11-20T08:30:00", ExpectedResult = false, TestName = "no offset")]
    [TestCase("2026-11-20T08:30+07:00", ExpectedResult = false, TestName = "no seconds")]
    [TestCase("2026-11-20", ExpectedResult = false, TestName = "a day")]
    [TestCase("2026-11-20 08:30:00+07:00", ExpectedResult = false, TestName = "a blank for T")]
    [TestCase("2026-11-20t08:30:00z", ExpectedResult = false, TestName = "lower case")]
    [TestCase("2026-02-29T08:30:00Z", ExpectedResult = false, TestName = "no such day")]
    [TestCase("2026-11-20T24:00:00Z", ExpectedResult = false, TestName = "hour 24")]
    [TestCase("2026-12-31T23:59:60Z", ExpectedResult = false, TestName = "a leap second")]
    [TestCase("2026-11-20T08:30:00.Z", ExpectedResult = false, TestName = "an empty fraction")]
    [TestCase("2026-11-20T08:30:00.12345678Z", ExpectedResult = false, TestName = "more than a tick")]
    [TestCase("2026-11-20T08:30:00+7:00", ExpectedResult = false, TestName = "one digit of an offset")]
    [TestCase("2026-11-20T08:30:00+0700", ExpectedResult = false, TestName = "no colon")]
    [TestCase("2026-11-20T08:30:00+14:01", ExpectedResult = false, TestName = "an offset of nowhere")]
    [TestCase("2026-11-20T08:30:00+07:60", ExpectedResult = false, TestName = "minute 60 of an offset")]
    [TestCase("0001-01-01T00:00:00+07:00", ExpectedResult = false, TestName = "before the first instant")]
    [TestCase("9999-12-31T23:59:59-07:00", ExpectedResult = false, TestName = "after the last instant")]
    [TestCase("0000-01-01T00:00:00Z", ExpectedResult = false, TestName = "year 0")]
    [TestCase("2026-11-20T08:30:00+07:00 ", ExpectedResult = false, TestName = "a blank behind")]
    [TestCase("٢٠٢٦-11-20T08:30:00Z", ExpectedResult = false, TestName = "other digits")]
    public bool Instants(string text)
    {
        var body = Encoding.UTF8.GetBytes("""{"packetId":"P1","content":{"reason":"x","requestedAt":"@"}}""".Replace("@", text, StringComparison.Ordinal));

        var reading = PacketJson.Read(body, new ReadOptions { ExpectedKind = PacketKind.Withdrawal, IdentifiersFromPath = true });

        Assert.That(reading.IsValid || reading.Errors is [{ Pointer: "/content/requestedAt", Code: ContractErrorCodes.Format }], Is.True);
        return reading.IsValid;
    }

    [Test]
    public void The_offset_is_kept_as_it_was_sent()
    {
        const string text = "2026-11-20T08:30:00.25+07:00";
        var body = Encoding.UTF8.GetBytes("""{"packetId":"P1","content":{"reason":"x","requestedAt":"@"}}""".Replace("@", text, StringComparison.Ordinal));

        var packet = PacketJson.Read(body, new ReadOptions { ExpectedKind = PacketKind.Withdrawal, IdentifiersFromPath = true }).Packet!;

        Assert.That(Encoding.UTF8.GetString(PacketJson.Write(packet)), Does.Contain($"\"requestedAt\":\"{text}\""));
    }
}
