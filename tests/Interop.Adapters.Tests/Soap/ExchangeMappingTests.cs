using Interop.Adapters.Soap.Exchange;
using Interop.Adapters.Tests.Samples;
using Interop.Contracts.Documents;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Tests.Soap;

[TestFixture]
public sealed class ExchangeMappingTests
{
    private static readonly byte[] Pdf = "%PDF-1.4 giấy khai sinh"u8.ToArray();

    private static ResultCall Result { get; } = new()
    {
        PacketId = "HT-2",
        DossierNumber = SampleDossier.Number,
        OccurredAt = Instants.At("2024-06-03T15:10:00+07:00"),
        Status = BusinessStatus.Finished,
        Handler = "Lê Văn Hộ Tịch",
        Papers =
        [
            new IssuedPaper
            {
                Code = "KQ.G15.000031",
                Name = "Giấy khai sinh",
                Number = "25/2024",
                IssuedAt = Instants.At("2024-06-03T15:10:00+07:00"),
                File = new IssuedFile("giay-khai-sinh.pdf", "application/pdf", Sha256Digest.Of(Pdf), Pdf.Length),
            },
        ],
        Attributes = [new ResultAttribute("soDangKy", "25")],
    };

    [Test]
    public void A_step_keeps_everything_that_was_said_and_adds_nothing()
    {
        var packet = ExchangeMapping.Progress(new ProgressCall
        {
            PacketId = "HT-1",
            DossierNumber = SampleDossier.Number,
            OccurredAt = Instants.At("2024-06-03T10:00:00+07:00"),
            Status = BusinessStatus.Processing,
            Handler = "Lê Văn Hộ Tịch",
            Content = "Đang xử lý",
            DueAt = Instants.At("2024-06-04T17:00:00+07:00"),
        });

        var step = ((Progress)packet.Content).Steps.Single();
        Assert.Multiple(() =>
        {
            Assert.That((packet.PacketId, packet.Kind), Is.EqualTo(("HT-1", PacketKind.Progress)));
            Assert.That(packet.Identifiers, Is.Empty, "a ministry attaches no number that it did not issue");
            Assert.That(step, Is.EqualTo(new ProcessingStep
            {
                Handler = "Lê Văn Hộ Tịch",
                At = Instants.At("2024-06-03T10:00:00+07:00"),
                Content = "Đang xử lý",
                Status = BusinessStatus.Processing,
                DueAt = Instants.At("2024-06-04T17:00:00+07:00"),
            }));
        });
    }

    [Test]
    public void A_result_names_its_file_by_digest_and_size()
    {
        var content = (Result)ExchangeMapping.Result(Result).Content;

        Assert.Multiple(() =>
        {
            Assert.That(content.Papers.Single().File, Is.EqualTo(new DocumentReference
            {
                Name = "giay-khai-sinh.pdf",
                MediaType = "application/pdf",
                Size = Pdf.Length,
                Sha256 = Sha256Digest.Of(Pdf),
            }));
            Assert.That(content.Attributes, Is.EqualTo(Result.Attributes));
            Assert.That(content.Step.Content, Is.EqualTo("Đã xử lý xong"), "no word of the ministry's: the status speaks for itself");
        });
    }

    [Test]
    public void A_request_for_papers_keeps_its_own_id()
    {
        var content = (SupplementRequest)ExchangeMapping.Supplement(new SupplementCall
        {
            PacketId = "HT-3",
            DossierNumber = SampleDossier.Number,
            OccurredAt = Instants.At("2024-06-03T11:00:00+07:00"),
            Id = "BS-1",
            Content = "Bổ sung giấy chứng sinh",
            Papers = [new AskedPaper("Giấy chứng sinh", 1)],
        }).Content;

        Assert.Multiple(() =>
        {
            Assert.That((content.Id, content.RequestedAt), Is.EqualTo(("BS-1", Instants.At("2024-06-03T11:00:00+07:00"))));
            Assert.That(content.Papers, Is.EqualTo(new[] { new RequestedPaper { Name = "Giấy chứng sinh", Quantity = 1 } }));
        });
    }

    [Test]
    public void Every_status_has_its_own_word([Values] BusinessStatus status) =>
        Assert.That(((Result)ExchangeMapping.Result(Result with { Status = status }).Content).Step.Content, Is.Not.Empty);
}
