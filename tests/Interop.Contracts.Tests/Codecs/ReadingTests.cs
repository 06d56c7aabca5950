using System.Text;
using Interop.Contracts.Codecs;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Faults;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Contracts.Tests.Samples;

namespace Interop.Contracts.Tests.Codecs;

public sealed class ReadingTests
{
    private const string Steps = """{"steps":[{"at":"2026-11-20T09:00:00+07:00","content":"Thẩm tra","status":4}]}""";

    [Test]
    public void A_birth_registration_is_read_into_the_record()
    {
        var packet = PacketJson.Read(Manifest.Bytes("valid/birth-submission.json")).Packet!;
        var dossier = ((Submission)packet.Content).Dossier;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(packet.Kind, Is.EqualTo(PacketKind.Submission));
            Assert.That(packet.SentAt, Is.EqualTo(new DateTimeOffset(2026, 11, 20, 8, 31, 5, TimeSpan.FromHours(7))));
            Assert.That(packet.SentAt!.Value.Offset, Is.EqualTo(TimeSpan.FromHours(7)));
            Assert.That(packet.Identifiers[0], Is.EqualTo(new DossierIdentifier(IdentifierScheme.Local, OrganisationCode.Parse("000.00.18.H40"), "000.00.18.H40-261120-0001")));
            Assert.That(dossier.Procedure.Code.Short, Is.EqualTo("1.001193"));
            Assert.That(dossier.Channel, Is.EqualTo(Channel.InPerson));
            Assert.That(dossier.Status.Code, Is.EqualTo(BusinessStatus.Received));
            Assert.That(dossier.Owner.BirthDate, Is.EqualTo(new PartialDate(new DateOnly(1999, 1, 1))));
            Assert.That(dossier.Components.SelectMany(c => c.Files), Has.Exactly(2).Items);
            Assert.That(dossier.OtherPapers, Is.Empty);
            Assert.That(dossier.Submitter, Is.Null);
            Assert.That(dossier.EForm!.Data.GetProperty("mother").GetProperty("fullName").GetString(), Is.EqualTo("TRẦN THỊ MẸ"));
        }
    }

    [Test]
    public void Decomposed_text_is_kept_as_received()
    {
        var packet = PacketJson.Read(Manifest.Bytes("valid/nfd-text.json")).Packet!;
        var name = ((Submission)packet.Content).Dossier.Owner.Name;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(name.IsNormalized(NormalizationForm.FormC), Is.False);
            Assert.That(Encoding.UTF8.GetString(PacketJson.Write(packet)), Does.Contain(name));
        }
    }

    [Test]
    public void A_shorthand_body_needs_neither_kind_nor_identifiers()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"packetId":"P1","content":{{Steps}}}""");
        var route = new ReadOptions { ExpectedKind = PacketKind.Progress, IdentifiersFromPath = true };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(PacketJson.Read(body, route).Packet?.Kind, Is.EqualTo(PacketKind.Progress));
            Assert.That(PacketJson.Read(body).Errors.Select(e => e.Pointer), Is.EquivalentTo(new[] { "/kind" }));
            Assert.That(PacketJson.Read(body, route with { IdentifiersFromPath = false }).Errors.Select(e => e.Pointer), Is.EquivalentTo(new[] { "/identifiers" }));
        }
    }

    [Test]
    public void The_same_shorthand_in_xml()
    {
        var body = Encoding.UTF8.GetBytes("""<packet xmlns="urn:interop:packet:1"><packetId>P1</packetId><content><steps><item><at>2026-11-20T09:00:00+07:00</at><content>Thẩm tra</content><status>4</status></item></steps></content></packet>""");

        var reading = PacketXml.Read(body, new ReadOptions { ExpectedKind = PacketKind.Progress, IdentifiersFromPath = true });

        Assert.That(reading.Packet?.Kind, Is.EqualTo(PacketKind.Progress), string.Join('\n', reading.Errors));
    }

    [Test]
    public void Errors_speak_of_the_right_kind_only()
    {
        var body = Encoding.UTF8.GetBytes("""{"packetId":"P1","kind":"withdrawal","identifiers":[{"scheme":"other","issuer":"H40","value":"1"}],"content":{"reason":""}}""");

        Assert.That(PacketJson.Read(body).Errors.Select(e => (e.Pointer, e.Code)), Is.EquivalentTo(new[]
        {
            ("/content/reason", ContractErrorCodes.Length),
            ("/content/requestedAt", ContractErrorCodes.Required),
        }));
    }

    [Test]
    public void Places_are_lines_and_bytes_of_the_body_as_sent()
    {
        var body = Encoding.UTF8.GetBytes("{\n  \"packetId\": \"P 1\",\n  \"kind\": \"progress\", \"kind\": \"progress\",\n  \"identifiers\": [],\n  \"content\": {\"steps\": [\n    {\"at\": 5, \"content\": \"ế\", \"status\": 4, \"colour\": 1}\n  ]}\n}");

        var places = PacketJson.Read(body, new ReadOptions { IdentifiersFromPath = true }).Errors.Select(e => (e.Pointer, e.Line, e.Column));

        Assert.That(places, Is.EquivalentTo(new[]
        {
            ("/packetId", 2L, 15L),
            ("/kind", 3L, 31L),
            ("/content/steps/0/at", 6L, (long?)12),
            ("/content/steps/0/colour", 6L, 56L),
        }.Select(p => (p.Item1, (long?)p.Item2, (long?)p.Item3))));
    }

    [Test]
    public void Names_in_pointers_are_escaped()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"packetId":"P1","kind":"progress","a/b~c":1,"content":{{Steps}}}""");

        Assert.That(PacketJson.Read(body, new ReadOptions { IdentifiersFromPath = true }).Errors.Select(e => e.Pointer), Is.EquivalentTo(new[] { "/a~1b~0c" }));
    }

    [Test]
    public void A_time_that_was_never_set_is_doubted()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"packetId":"P1","kind":"progress","content":{{Steps.Replace("2026-11-20T09:00:00+07:00", "0001-01-01T00:00:00Z", StringComparison.Ordinal)}}}""");

        var reading = PacketJson.Read(body, new ReadOptions { IdentifiersFromPath = true });

        Assert.That(reading.Warnings.Select(w => w.Pointer), Is.EquivalentTo(new[] { "/content/steps/0/at" }));
    }

    [Test]
    public void A_packet_whose_content_is_of_another_kind_cannot_be_written()
    {
        var packet = new Packet { PacketId = "P1", Kind = PacketKind.Result, Content = new Withdrawal { Reason = "x", RequestedAt = DateTimeOffset.UnixEpoch } };

        Assert.That(() => PacketJson.Write(packet), Throws.ArgumentException);
    }

    [Test]
    public async Task A_stream_longer_than_the_limit_is_not_read_to_its_end()
    {
        using var stream = new MemoryStream(new byte[100_000]);

        var reading = await PacketXml.ReadAsync(stream, new ReadOptions { MaxBytes = 1000 });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reading.Result, Is.EqualTo(ReadingResult.TooLarge));
            Assert.That(stream.Position, Is.LessThan(stream.Length));
        }
    }

    [Test]
    public void A_receipt_is_read_as_it_was_written_and_fits_its_schema()
    {
        var receipt = new Receipt
        {
            ReceiptId = "0193",
            PacketId = "P1",
            DossierNumber = "000.00.18.H40-261120-0001",
            Identifiers = [new DossierIdentifier(IdentifierScheme.InterLinked, OrganisationCode.Parse("G15"), "LT-1")],
            AcceptedAt = new DateTimeOffset(2026, 11, 20, 1, 30, 0, TimeSpan.Zero),
            Disposition = Disposition.Duplicate,
            DuplicateOf = "0192",
            Warnings = [new Warning("/content", "Nghi vấn.")],
        };
        var written = ReceiptJson.Write(receipt);
        var errors = new Interop.Contracts.Codecs.Reading.ErrorSink(10);
        new Interop.Contracts.Codecs.Schema.SchemaValidator(errors, new(), mayHoldRefused: true)
            .Validate(System.Text.Json.JsonElement.Parse(written), Interop.Contracts.Codecs.Schema.CompiledSchemas.Receipt);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(errors.HasErrors, Is.False);
            Assert.That(ReceiptJson.Write(ReceiptJson.Read(written)), Is.EqualTo(written));
            Assert.That(Encoding.UTF8.GetString(written), Does.Contain("\"scheme\":\"interLinked\"").And.Contain("\"disposition\":\"duplicate\"").And.Contain("Nghi vấn"));
        }
    }

    [Test]
    public void A_fault_is_read_as_it_was_written()
    {
        var fault = FaultCodes.Credentials("Mật khẩu đã hết hạn.") with { PartnerCode = "401" };

        Assert.That(FaultJson.Read(FaultJson.Write(fault)), Is.EqualTo(fault));
    }
}
