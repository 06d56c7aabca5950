using System.Text.Json.Nodes;
using Interop.Adapters.NationalPortal;
using Interop.Adapters.Tests.Conformance;
using Interop.Adapters.Tests.Samples;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Tests.NationalPortal;

/// <summary>What goes over the wire, compared as trees with the shapes seen in use: names, order, kinds and values.</summary>
[TestFixture]
public sealed class PortalMappingTests
{
    private AdapterBench _bench = null!;

    [SetUp]
    public void Begin() => _bench = new AdapterBench();

    [TearDown]
    public void End() => _bench.Dispose();

    [Test]
    public async Task A_dossier_goes_exactly_as_the_portal_knows_it()
    {
        var expected = Tree("portal-dossier.json");
        expected["data"]![0]!["TaiLieuNop"]![0]!["DuongDanTaiTepTin"] =
            (await new DocumentShelf(SampleDossier.Certificate).LinkAsync(SampleDossier.Birth().Components[0].Files[0].Sha256, default)).AbsoluteUri;

        var sent = await SentAsync(Requests.Submission());

        Assert.That(sent.Single(), Is.EqualTo(expected.ToJsonString()));
    }

    [Test]
    public async Task Steps_go_exactly_as_the_portal_knows_them()
    {
        var due = Instants.At("2024-06-03T17:00:00+07:00");
        var steps = new Progress
        {
            Steps =
            [
                new ProcessingStep
                {
                    Handler = "Trần Thị Cán Bộ",
                    Title = "Công chức tư pháp - hộ tịch",
                    At = Instants.At("2024-06-03T01:15:00Z"),
                    Unit = "Bộ phận Một cửa",
                    Content = "Tiếp nhận hồ sơ",
                    Status = BusinessStatus.Received,
                    StartedAt = Instants.At("2024-06-03T01:15:00Z"),
                    DueAt = due,
                },
                new ProcessingStep
                {
                    Handler = "Lê Văn Chuyên Viên",
                    Title = "Chuyên viên",
                    At = Instants.At("2024-06-03T09:30:00+07:00"),
                    Unit = "Phòng Tư pháp",
                    Content = "Chuyển xử lý",
                    Status = BusinessStatus.Processing,
                    StartedAt = Instants.At("2024-06-03T11:30:00+09:00"),
                    DueAt = Instants.At("2024-06-05T11:30:00+07:00"),
                },
            ],
        };

        var sent = await SentAsync(Requests.Of(PacketKind.Progress, steps));

        Assert.That(sent.Single(), Is.EqualTo(Tree("portal-progress.json").ToJsonString()));
    }

    [Test]
    public async Task What_the_dossier_does_not_say_is_left_empty_and_nothing_is_invented()
    {
        var item = Item(await SentAsync(Bare.Submission()));

        Assert.Multiple(() =>
        {
            foreach (var name in new[] { "SoGiayToChuHoSo", "SoBienNhan", "MaLinhVuc", "HinhThuc", "NgayHenTra", "NgayNopHoSo", "HoSoCoThanhPhanSoHoa", "DuocThanhToanTrucTuyen", "MaDoiTuong" })
            {
                Assert.That(item[name]!.GetValue<string>(), Is.Empty, name);
            }

            Assert.That(item["DinhDanhCHS"]!.AsArray(), Is.Empty);
        });
    }

    [Test]
    public async Task A_step_without_a_handler_names_none()
    {
        var step = Item(await SentAsync(Requests.Of(PacketKind.Progress, new Progress { Steps = [Requests.Step("2024-06-03T10:00:00Z", BusinessStatus.Processing, "Đang xử lý")] })));

        Assert.That((step["NguoiXuLy"]!.GetValue<string>(), step["ChucDanh"]!.GetValue<string>()), Is.EqualTo((string.Empty, string.Empty)));
    }

    [Test]
    public async Task No_status_is_changed_on_the_way([Values] BusinessStatus status)
    {
        var dossier = SampleDossier.Birth() with { Status = new DossierStatus { Code = status } };

        var item = Item(await SentAsync(Requests.Of(PacketKind.Submission, new Submission { Dossier = dossier })));
        var step = Item(await SentAsync(Requests.Of(PacketKind.Progress, new Progress { Steps = [Requests.Step("2024-06-03T10:00:00Z", status, "Bước")] })));

        Assert.That((item["TrangThaiHoSo"]!.GetValue<string>(), step["TrangThai"]!.GetValue<string>()), Is.EqualTo((((int)status).ToString(), ((int)status).ToString())));
    }

    [Test]
    public async Task A_midnight_across_the_offset_is_the_next_day_there()
    {
        var dossier = SampleDossier.Birth();
        dossier = dossier with { Times = dossier.Times with { Received = Instants.At("2024-12-31T17:00:00Z") } };

        var item = Item(await SentAsync(Requests.Of(PacketKind.Submission, new Submission { Dossier = dossier })));

        Assert.That(item["NgayTiepNhan"]!.GetValue<string>(), Is.EqualTo("20250101000000"));
    }

    [Test]
    public async Task A_result_goes_as_an_update_with_its_papers_and_then_as_a_step()
    {
        var paper = new ResultPaper { Code = "KQ.G15.000031", Name = "Giấy khai sinh", File = SampleDossier.File("kq-1", "giay-khai-sinh.pdf", SampleDossier.Certificate) };
        var result = new Result { Step = Requests.Step("2024-06-03T15:10:00+07:00", BusinessStatus.Finished, "Đã đăng ký khai sinh"), Papers = [paper] };

        var sent = (await SentAsync(Requests.Of(PacketKind.Result, result))).Select(text => JsonNode.Parse(text)!).ToList();

        var item = sent[0]["data"]![0]!;
        Assert.Multiple(() =>
        {
            Assert.That(sent.Select(call => call["service"]!.GetValue<string>()), Is.EqualTo(new[] { "DongBoHoSoMC", "CapNhatTienDoHoSoMC" }));
            Assert.That(sent[0]["isUpdating"]!.GetValue<string>(), Is.EqualTo("True"));
            Assert.That(item["TrangThaiHoSo"]!.GetValue<string>(), Is.EqualTo("9"));
            Assert.That(item["NgayKetThucXuLy"]!.GetValue<string>(), Is.EqualTo("20240603151000"));
            Assert.That(item["DanhSachGiayToKetQua"]![0]!["MaGiayToKetQua"]!.GetValue<string>(), Is.EqualTo("KQ.G15.000031"));
            Assert.That(item["DanhSachGiayToKetQua"]![0]!["DuongDanTepTinKetQua"]!.GetValue<string>(), Does.StartWith("https://hub.example.vn/d/"));
            Assert.That(sent[1]["data"]![0]!["TrangThai"]!.GetValue<string>(), Is.EqualTo("9"));
        });
    }

    [Test]
    public async Task A_request_for_papers_and_its_reply_show_in_the_dossiers_list()
    {
        var asked = new SupplementRequest { Id = "BS-1", Content = "Bổ sung giấy chứng sinh", RequestedAt = Instants.At("2024-06-03T10:00:00+07:00"), Papers = [new RequestedPaper { Name = "Giấy chứng sinh", Quantity = 1 }] };
        var given = new SupplementReply { RequestId = "BS-1", SuppliedAt = Instants.At("2024-06-04T10:00:00+07:00"), DueAfter = Instants.At("2024-06-07T17:00:00+07:00") };

        var request = Item(await SentAsync(Requests.Of(PacketKind.SupplementRequest, asked)));
        var reply = Item(await SentAsync(Requests.Of(PacketKind.SupplementReply, given) with { BusinessStatus = BusinessStatus.Processing }));

        Assert.Multiple(() =>
        {
            Assert.That((request["TrangThaiHoSo"]!.GetValue<string>(), reply["TrangThaiHoSo"]!.GetValue<string>()), Is.EqualTo(("5", "4")));
            Assert.That(request["DanhSachHoSoBoSung"]![0]!["NgayBoSung"]!.GetValue<string>(), Is.EqualTo("20240603100000"));
            Assert.That(reply["DanhSachHoSoBoSung"]![0]!["NgayTiepNhanBoSung"]!.GetValue<string>(), Is.EqualTo("20240604100000"));
            Assert.That(reply["NgayHenTra"]!.GetValue<string>(), Is.EqualTo("20240607170000"));
        });
    }

    [Test]
    public async Task A_withdrawal_is_status_seven()
    {
        var item = Item(await SentAsync(Requests.Of(PacketKind.Withdrawal, new Withdrawal { Reason = "Công dân rút", RequestedAt = Instants.At("2024-06-03T10:00:00Z") })));

        Assert.That(item["TrangThaiHoSo"]!.GetValue<string>(), Is.EqualTo("7"));
    }

    [Test]
    public async Task A_handler_that_is_too_long_is_refused_with_every_place_and_nothing_is_sent()
    {
        var ok = Requests.Step("2024-06-03T10:00:00Z", BusinessStatus.Processing, "Bước", "Lê Văn Hộ Tịch");
        var tooLong = ok with { Handler = new string('x', 51) };

        var (outcome, sent) = await DeliverAsync(Requests.Of(PacketKind.Progress, new Progress { Steps = [tooLong, ok, tooLong] }));

        Assert.Multiple(() =>
        {
            Assert.That(outcome.Ending, Is.EqualTo(Ending.Rejected));
            Assert.That((outcome.Fault!.Code, outcome.Fault.Pointer), Is.EqualTo(("hub.not-deliverable", "/content/steps/0/handler")));
            Assert.That(outcome.Fault.Message, Does.Contain("/content/steps/2/handler"));
            Assert.That(sent, Is.Empty);
        });
    }

    [Test]
    public async Task An_update_without_the_dossier_is_refused_before_anything_is_sent()
    {
        var (outcome, sent) = await DeliverAsync(
            Requests.Of(PacketKind.Withdrawal, new Withdrawal { Reason = "Rút", RequestedAt = Instants.At("2024-06-03T10:00:00Z") }) with { Dossier = null });

        Assert.That((outcome.Ending, outcome.Fault!.Code, sent.Count), Is.EqualTo((Ending.Rejected, "hub.not-deliverable", 0)));
    }

    private static JsonObject Tree(string name) => JsonNode.Parse(TestData.Json(name).GetRawText())!.AsObject();

    private static JsonNode Item(IReadOnlyList<string> sent) => JsonNode.Parse(sent[0])!["data"]![0]!;

    private async Task<IReadOnlyList<string>> SentAsync(Adapters.Delivery.DeliveryRequest request)
    {
        var (outcome, sent) = await DeliverAsync(request);
        Assert.That(outcome.Ending, Is.EqualTo(Ending.Accepted));
        return sent;
    }

    /// <summary>What was sent, each body as a tree written the same way: only names, order, kinds and values count.</summary>
    private async Task<(Attempted Outcome, IReadOnlyList<string> Sent)> DeliverAsync(Adapters.Delivery.DeliveryRequest request)
    {
        var sent = new List<string>();
        await using var peer = new ScriptedPeer(call =>
        {
            if (call.Line.Contains("/auth", StringComparison.Ordinal))
            {
                return PeerAnswer.Http(200, "application/json", """{"session":"phien-1","error_code":0}"""u8.ToArray());
            }

            sent.Add(JsonNode.Parse(call.Text)!.ToJsonString());
            return PeerAnswer.Http(200, "application/json", """{"error_code":0,"message":"Thành công","result":[]}"""u8.ToArray());
        });
        var adapter = _bench.Make(new NationalPortalRegistration(), PortalBench.Settings(peer.Url));
        return (Attempted.Of(await adapter.Delivery!.DeliverAsync(request, CancellationToken.None)), sent);
    }
}
