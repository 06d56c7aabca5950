using System.Text;
using FsCheck.Fluent;
using Interop.Contracts.Codecs;
using Interop.Contracts.Tests.Generators;
using Interop.Contracts.Tests.Samples;

namespace Interop.Contracts.Tests.Codecs;

/// <summary>Nothing a sender can send makes the codecs throw, run on, or half believe.</summary>
public sealed class HostileBodies
{
    private static readonly byte[][] Json = [.. Manifest.Load().Entries.Where(e => e.IsPacket && !e.IsXml && e.File is not null).Select(e => e.Body())];
    private static readonly byte[][] Xml = [.. Manifest.Load().Entries.Where(e => e.IsPacket && e.IsXml).Select(e => e.Body())];

    [Test]
    public void Mutated_json_is_refused_or_is_a_packet() => Law.Holds(Gen.Choose(0, int.MaxValue), seed =>
    {
        var body = Mutations.Apply(Json[seed % Json.Length], seed);
        Judge(PacketJson.Read(body), body);
    }, 3000);

    [Test]
    public void Mutated_xml_is_refused_or_is_a_packet() => Law.Holds(Gen.Choose(0, int.MaxValue), seed =>
    {
        var body = Mutations.Apply(Xml[seed % Xml.Length], seed);
        Judge(PacketXml.Read(body), body);
    }, 2000);

    [Test]
    public void Random_bytes_are_refused() => Law.Holds(Gen.Choose(0, int.MaxValue), seed =>
    {
        var random = new Random(seed);
        var body = new byte[random.Next(0, 200)];
        random.NextBytes(body);
        using (Assert.EnterMultipleScope())
        {
            // A body of one digit is JSON, and no packet.
            Assert.That(PacketJson.Read(body).Result, Is.AnyOf(ReadingResult.Malformed, ReadingResult.Invalid));
            Assert.That(PacketXml.Read(body).Result, Is.EqualTo(ReadingResult.Malformed));
        }
    }, 500);

    [Test]
    public void A_hundred_thousand_errors_cost_two_hundred_and_a_word()
    {
        var body = Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Range(0, 60_000).Select(i => $"\"field{i}\":1")) + "}");

        var errors = PacketJson.Read(body).Errors;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(errors, Has.Count.EqualTo(201));
            Assert.That(errors[^1].Code, Is.EqualTo(ContractErrorCodes.More));
            Assert.That(errors.SkipLast(1), Has.All.Matches<ContractError>(e => e.Code != ContractErrorCodes.More && e.Line == 1));
        }
    }

    [Test]
    public void A_name_as_long_as_the_body_makes_no_pointer_as_long()
    {
        var body = Encoding.UTF8.GetBytes("{\"" + new string('n', 500_000) + "\":1}");

        Assert.That(PacketJson.Read(body).Errors, Has.All.Matches<ContractError>(e => e.Pointer.Length < 200 && e.Message.Length < 2000));
    }

    [TestCase("packet")]
    [TestCase("item")]
    public void Xml_that_nests_for_ever_is_refused(string name)
    {
        var body = Encoding.UTF8.GetBytes("<packet xmlns=\"urn:interop:packet:1\"><identifiers>" + string.Concat(Enumerable.Repeat($"<{name}>", 100_000)));

        Assert.That(PacketXml.Read(body).Result, Is.EqualTo(ReadingResult.Malformed));
    }

    [Test]
    public void Text_cut_into_many_pieces_is_read_in_time_that_grows_with_its_length()
    {
        var body = Encoding.UTF8.GetBytes("<packet xmlns=\"urn:interop:packet:1\"><packetId>" + string.Concat(Enumerable.Repeat("<![CDATA[a]]><!-- -->", 45_000)) + "</packetId></packet>");

        Assert.That(PacketXml.Read(body).Errors.Select(e => e.Pointer), Does.Contain("/packetId"));
    }

    [Test]
    public void What_was_in_the_body_is_in_no_message() => Law.Holds(Gen.Choose(0, int.MaxValue), seed =>
    {
        // A marker that no message of ours contains stands for a name or a number.
        const string secret = "XQZWK";
        var body = Encoding.UTF8.GetString(Json[seed % Json.Length]).Replace("\": \"", $"\": \"{secret}", StringComparison.Ordinal);
        var reading = PacketJson.Read(Mutations.Apply(Encoding.UTF8.GetBytes(body), seed));
        var said = reading.Errors.Select(e => e.Message).Concat(reading.Warnings.Select(w => w.Message));
        Assert.That(said, Has.None.Contains(secret));
    }, 500);

    private static void Judge(PacketReading reading, byte[] body)
    {
        var shown = Convert.ToBase64String(body);
        if (reading.Packet is null)
        {
            Assert.That(reading.Errors, Is.Not.Empty.And.Count.LessThanOrEqualTo(201), shown);
            Assert.That(reading.Result, Is.Not.EqualTo(ReadingResult.Valid), shown);
            return;
        }

        Assert.That(reading.Errors, Is.Empty, shown);
        var written = PacketJson.Write(reading.Packet);
        var again = PacketJson.Read(written);
        Assert.That(again.Errors, Is.Empty, shown);
        Assert.That(PacketJson.Write(again.Packet!), Is.EqualTo(written), shown);
        Assert.That(PacketXml.Read(PacketXml.Write(reading.Root)).Errors, Is.Empty, shown);
    }
}
