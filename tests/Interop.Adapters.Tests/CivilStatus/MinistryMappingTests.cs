using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Interop.Adapters.CivilStatus;
using Interop.Adapters.Delivery;
using Interop.Adapters.Tests.Conformance;
using Interop.Adapters.Tests.Samples;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Tests.CivilStatus;

/// <summary>What goes to the ministry, element by element.</summary>
[TestFixture]
public sealed class MinistryMappingTests
{
    private const string Base = "/content/dossier/eForm/data/";

    private AdapterBench _bench = null!;

    [SetUp]
    public void Begin() => _bench = new AdapterBench();

    [TearDown]
    public void End() => _bench.Dispose();

    [Test]
    public async Task The_birth_form_goes_in_the_ministrys_names_and_order()
    {
        var push = await SentAsync(Requests.Submission() with { Findings = [Found("mother", Verdict.Confirmed), Found("father", Verdict.Confirmed)] });

        Assert.That(
            JsonNode.Parse(Of(push, "data"))!.ToJsonString(),
            Is.EqualTo(JsonNode.Parse(TestData.Json("civil-status-birth.json").GetRawText())!.ToJsonString()));
    }

    [Test]
    public async Task Around_the_form_stand_number_module_unit_time_and_file()
    {
        var request = Requests.Submission();
        request = request with { Identifiers = [.. request.Identifiers, new DossierIdentifier(IdentifierScheme.InterLinked, SampleDossier.Unit, "LT-0001")] };

        var push = await SentAsync(request, s => s["Units:000.00.18.H40"] = "BTP-0188");

        var file = push.Elements().Single(e => e.Name.LocalName == "fileDinhKem");
        Assert.Multiple(() =>
        {
            Assert.That(push.Elements().Select(e => e.Name.LocalName), Is.EqualTo(new[] { "maDonVi", "module", "maHoSoLT", "maHoSoMCDT", "ngayTiepNhan", "data", "fileDinhKem", "maGiaoDich" }));
            Assert.That(Of(push, "maDonVi"), Is.EqualTo("BTP-0188"));
            Assert.That(Of(push, "module"), Is.EqualTo("LTKS"));
            Assert.That(Of(push, "maHoSoLT"), Is.EqualTo("LT-0001"));
            Assert.That(Of(push, "maHoSoMCDT"), Is.EqualTo(SampleDossier.Number));
            Assert.That(Of(push, "ngayTiepNhan"), Is.EqualTo("03/06/2024 08:15:00"));
            Assert.That(Of(push, "maGiaoDich"), Is.EqualTo(request.DeliveryId));
            Assert.That((Of(file, "id"), Of(file, "tenGiayTo"), Of(file, "tenTepDinhKem")), Is.EqualTo(("1", "Giấy chứng sinh", "giay-chung-sinh.pdf")));
            Assert.That(Convert.FromBase64String(Of(file, "duLieuTepDinhKem")), Is.EqualTo(SampleDossier.Certificate));
        });
    }

    [Test]
    public async Task A_large_file_comes_through_whole()
    {
        var large = new byte[1_000_001];
        new Random(7).NextBytes(large);
        var dossier = SampleDossier.Birth();
        dossier = dossier with { Components = [dossier.Components[0] with { Files = [SampleDossier.File("f", "to-khai.pdf", large)] }] };

        var push = await SentAsync(Requests.Of(PacketKind.Submission, new Submission { Dossier = dossier }) with { Documents = new DocumentShelf(large) });

        Assert.That(Convert.FromBase64String(Of(push.Elements().Single(e => e.Name.LocalName == "fileDinhKem"), "duLieuTepDinhKem")), Is.EqualTo(large));
    }

    [Test]
    public async Task Only_a_confirmed_person_is_marked_verified([Values] Verdict verdict)
    {
        var push = await SentAsync(Requests.Submission() with { Findings = [Found("father", verdict)] });

        var form = JsonNode.Parse(Of(push, "data"))!;
        var mark = verdict == Verdict.Confirmed ? "1" : "0";
        Assert.Multiple(() =>
        {
            Assert.That(form["chaXacThucThongTin"]!.GetValue<string>(), Is.EqualTo(mark));
            Assert.That(form["nycXacThucThongTin"]!.GetValue<string>(), Is.EqualTo(mark), "the father himself asks");
            Assert.That(form["meXacThucThongTin"]!.GetValue<string>(), Is.EqualTo("0"));
        });
    }

    [TestCase("2024", "2024")]
    [TestCase("2024-05", "05/2024")]
    [TestCase("2024-05-28", "28/05/2024")]
    public async Task A_birth_date_says_as_much_as_is_known(string canonical, string expected)
    {
        var form = JsonNode.Parse(SampleDossier.Form().GetRawText())!;
        form["child"]!["birthDate"] = canonical;
        var dossier = SampleDossier.Birth() with { EForm = new EForm { SchemaId = "birth-registration", Version = "1.0", Data = JsonSerializer.SerializeToElement(form) } };

        var push = await SentAsync(Requests.Of(PacketKind.Submission, new Submission { Dossier = dossier }));

        Assert.That(JsonNode.Parse(Of(push, "data"))!["nksNgaySinh"]!.GetValue<string>(), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_supplement_goes_as_the_whole_dossier_with_the_new_papers_behind()
    {
        var added = "%PDF-1.4 bổ sung"u8.ToArray();
        var reply = new SupplementReply
        {
            RequestId = "BS-1",
            SuppliedAt = Instants.At("2024-06-04T10:00:00+07:00"),
            Components = [new Component { Code = "KQ.G18.000001", Name = "Giấy chứng sinh (bổ sung)", Files = [SampleDossier.File(null, "bo-sung.pdf", added)] }],
        };

        var push = await SentAsync(Requests.Of(PacketKind.SupplementReply, reply) with { Documents = new DocumentShelf(SampleDossier.Certificate, added) });

        Assert.That(
            push.Elements().Where(e => e.Name.LocalName == "fileDinhKem").Select(f => (Of(f, "id"), Of(f, "tenTepDinhKem"))),
            Is.EqualTo(new[] { ("1", "giay-chung-sinh.pdf"), ("2", "bo-sung.pdf") }));
    }

    [Test]
    public async Task A_withdrawal_goes_by_its_own_operation()
    {
        var sent = await SentAsync(Requests.Of(PacketKind.Withdrawal, new Withdrawal { Reason = "Công dân rút hồ sơ", RequestedAt = Instants.At("2024-06-03T10:00:00Z") }));

        Assert.That((sent.Name.LocalName, Of(sent, "maHoSoMCDT"), Of(sent, "lyDo")), Is.EqualTo(("RutHoSo", SampleDossier.Number, "Công dân rút hồ sơ")));
    }

    [Test]
    public async Task What_does_not_fit_is_refused_with_its_place_before_anything_is_sent()
    {
        var dossier = SampleDossier.Birth();
        var cases = new (Dossier Dossier, string Pointer)[]
        {
            (dossier with { EForm = null }, "/content/dossier/eForm"),
            (dossier with { Procedure = dossier.Procedure with { Code = ProcedureCode.Parse("1.009999") } }, "/content/dossier/procedure/code"),
            (dossier with { Components = [dossier.Components[0] with { Files = [dossier.Components[0].Files[0] with { Size = 5_000_000 }] }] }, "/content/dossier/components"),
        };

        foreach (var (unfit, pointer) in cases)
        {
            var (outcome, sent) = await DeliverAsync(Requests.Of(PacketKind.Submission, new Submission { Dossier = unfit }), s => s["MaxFileBytes"] = "4000000");
            Assert.That((outcome.Ending, outcome.Fault!.Code, outcome.Fault.Pointer, sent.Count), Is.EqualTo((Ending.Rejected, "hub.not-deliverable", pointer, 0)));
        }
    }

    [Test]
    public async Task Already_received_is_success()
    {
        var (outcome, _) = await DeliverAsync(
            Requests.Submission(), answer: "<status>0</status><errorCode>HS02</errorCode><errorDescription>Hồ sơ đã được tiếp nhận</errorDescription>");

        Assert.That((outcome.Ending, outcome.AlreadyThere), Is.EqualTo((Ending.Accepted, true)));
    }

    [Test]
    public async Task A_ministry_that_keeps_no_delivery_ids_is_asked_by_number_too()
    {
        var byNumber = string.Empty;
        await using var peer = new ScriptedPeer(call => Envelope(
            "TraCuuHoSoResponse",
            "<status>1</status>" + (call.Text.Contains("maHoSoMCDT", StringComparison.Ordinal) ? byNumber : string.Empty)));
        var probe = _bench.Make(new CivilStatusRegistration(), MinistryBench.Settings(peer.Url)).Probe!;

        var unknown = await probe.ProbeAsync(Requests.Submission(), CancellationToken.None);
        byNumber = "<value><maHoSoMCDT>x</maHoSoMCDT><maGiaoDich/></value>";
        var first = await probe.ProbeAsync(Requests.Submission(), CancellationToken.None);
        var update = await probe.ProbeAsync(Requests.Submission() with { KnownToDestination = true }, CancellationToken.None);
        byNumber = "<value><maHoSoMCDT>x</maHoSoMCDT><maGiaoDich>another</maGiaoDich></value>";
        var other = await probe.ProbeAsync(Requests.Submission() with { KnownToDestination = true }, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(unknown, Is.InstanceOf<ProbeOutcome.Absent>());
            Assert.That(first, Is.InstanceOf<ProbeOutcome.Arrived>(), "nobody else gives it this number");
            Assert.That(update, Is.InstanceOf<ProbeOutcome.CannotTell>());
            Assert.That(other, Is.InstanceOf<ProbeOutcome.Absent>());
        });
    }

    private static Finding Found(string person, Verdict verdict) => new("identity", Base + person, verdict, Instants.At("2024-06-03T01:20:00Z"));

    private static string Of(XElement parent, string name) => parent.Elements().Single(e => e.Name.LocalName == name).Value;

    private static PeerAnswer Envelope(string element, string fields) => PeerAnswer.Http(200, "text/xml; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(
        $"""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><{element} xmlns="http://hotich.moj.gov.vn/lienthong/v1">{fields}</{element}></s:Body></s:Envelope>"""));

    private async Task<XElement> SentAsync(DeliveryRequest request, Action<Dictionary<string, string?>>? change = null)
    {
        var (outcome, sent) = await DeliverAsync(request, change);
        Assert.That(outcome.Ending, Is.EqualTo(Ending.Accepted));
        return sent.Single();
    }

    private async Task<(Attempted Outcome, IReadOnlyList<XElement> Sent)> DeliverAsync(
        DeliveryRequest request, Action<Dictionary<string, string?>>? change = null, string answer = "<status>1</status>")
    {
        var sent = new List<XElement>();
        await using var peer = new ScriptedPeer(call =>
        {
            sent.Add(XDocument.Parse(call.Text).Root!.Elements().Last().Elements().Single());
            return Envelope("NhanHoSoResponse", answer);
        });
        var settings = MinistryBench.Settings(peer.Url);
        change?.Invoke(settings);
        var adapter = _bench.Make(new CivilStatusRegistration(), settings);
        return (Attempted.Of(await adapter.Delivery!.DeliverAsync(request, CancellationToken.None)), sent);
    }
}
