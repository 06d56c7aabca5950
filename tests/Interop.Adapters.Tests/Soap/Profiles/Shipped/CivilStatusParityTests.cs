using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Interop.Adapters.CivilStatus;
using Interop.Adapters.Configuration;
using Interop.Adapters.Delivery;
using Interop.Adapters.Tests.CivilStatus;
using Interop.Adapters.Tests.Conformance;
using Interop.Adapters.Tests.Samples;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Simulators;

namespace Interop.Adapters.Tests.Soap.Profiles.Shipped;

/// <summary>The civil-status software by its adapter and by its profile: whoever moves from one to the other changes nothing for the ministry.</summary>
public sealed class CivilStatusParityTests : ProfileTests
{
    private static readonly byte[] s_added = "%PDF-1.4 bổ sung"u8.ToArray();
    private static readonly byte[] s_other = "%PDF-1.4 giấy khác"u8.ToArray();

    private static IEnumerable<TestCaseData> Requests()
    {
        yield return new TestCaseData(Of(PacketKind.Submission, new Submission { Dossier = Birth() })).SetName("{m}(submission)");
        yield return new TestCaseData(Of(PacketKind.Submission, new Submission { Dossier = Birth() }, "mother")).SetName("{m}(another was confirmed than asks)");
        yield return new TestCaseData(Of(PacketKind.Submission, new Submission { Dossier = Birth() with { EForm = Unnumbered() } })).SetName("{m}(one without a number asks)");
        yield return new TestCaseData(Samples.Bare.Submission()).SetName("{m}(the least submission)");
        yield return new TestCaseData(Of(PacketKind.Correction, new Correction { Corrects = "p-1", Reason = "Sai tên", Dossier = Birth() with { Times = new DossierTimes { Received = Instants.At("2024-06-04T09:00:00+07:00") } } }))
            .SetName("{m}(correction)");
        yield return new TestCaseData(Of(PacketKind.SupplementReply, new SupplementReply
        {
            RequestId = "BS-1",
            SuppliedAt = Instants.At("2024-06-04T10:00:00+07:00"),
            Components = [new Component { Code = "KQ.G18.000001", Name = "Giấy chứng sinh (bổ sung)", Files = [SampleDossier.File(null, "bo-sung.pdf", s_added)] }],
        })).SetName("{m}(supplementReply)");
        yield return new TestCaseData(Of(PacketKind.Withdrawal, new Withdrawal { Reason = "Công dân rút hồ sơ", RequestedAt = Instants.At("2024-06-03T10:00:00Z") })).SetName("{m}(withdrawal)");
    }

    [TestCaseSource(nameof(Requests))]
    public async Task The_ministry_gets_the_same_from_the_adapter_and_from_the_profile(DeliveryRequest request)
    {
        var coded = await SentAsync(url => Bench.Make(new CivilStatusRegistration(), MinistryBench.Settings(url)), request);
        var declared = await SentAsync(Declared, request);

        Assert.That(declared.Call.ToString(), Is.EqualTo(coded.Call.ToString()));
        Assert.That(declared.Action, Is.EqualTo(coded.Action));
    }

    [Test]
    public async Task What_the_adapter_refuses_to_send_the_profile_refuses_too()
    {
        var birth = Birth();
        foreach (var (request, what) in new[]
        {
            (Of(PacketKind.SupplementReply, new SupplementReply { RequestId = "BS-1", SuppliedAt = Instants.At("2024-06-04T10:00:00+07:00") }) with { Dossier = null }, "no dossier"),
            (Of(PacketKind.Correction, new Correction { Corrects = "p-1", Reason = "Sai", Dossier = birth with { EForm = null } }), "no form"),
            (Of(PacketKind.Correction, new Correction { Corrects = "p-1", Reason = "Sai", Dossier = birth with { EForm = birth.EForm! with { SchemaId = "khac" } } }), "another form"),
            (Of(PacketKind.Correction, new Correction { Corrects = "p-1", Reason = "Sai", Dossier = birth with { Procedure = birth.Procedure with { Code = ProcedureCode.Parse("1.009999") } } }), "another procedure"),
        })
        {
            await using var peer = new ScriptedPeer(_ => Answer("<x/>"));
            foreach (var adapter in new[] { Bench.Make(new CivilStatusRegistration(), MinistryBench.Settings(peer.Url)), Declared(peer.Url) })
            {
                var outcome = await adapter.Delivery!.DeliverAsync(request, CancellationToken.None);
                Assert.That((outcome as DeliveryOutcome.Rejected)?.Fault.Code, Is.EqualTo("hub.not-deliverable"), what);
            }

            Assert.That(peer.Requests, Is.Zero, what);
        }
    }

    [Test]
    public void They_take_the_same_kinds_and_want_the_same_of_the_hub()
    {
        var url = new Uri("http://127.0.0.1:1/");
        var (coded, declared) = (Bench.Make(new CivilStatusRegistration(), MinistryBench.Settings(url)).Delivery!.Manifest, Declared(url).Delivery!.Manifest);

        Assert.That(declared.Kinds, Is.EquivalentTo(coded.Kinds));
        Assert.That(declared.NeedsDossier, Is.EquivalentTo(coded.NeedsDossier));
        Assert.That(declared.ExpectsAnswer, Is.EquivalentTo(coded.ExpectsAnswer));
        Assert.That((declared.FilePassing, declared.Idempotent, declared.SettleTime, declared.MaxFileBytes), Is.EqualTo((coded.FilePassing, coded.Idempotent, coded.SettleTime, coded.MaxFileBytes)));
    }

    [Test]
    public async Task The_folders_contract_is_the_one_the_ministry_serves()
    {
        await using var ministry = await CivilStatusSimulator.StartAsync(new Interop.Simulators.CivilStatusOptions { Callbacks = CallbackMode.Off });
        using var http = new HttpClient();
        var served = XDocument.Parse(await http.GetStringAsync(new Uri(ministry.ServiceUrl + "?wsdl")));
        var shipped = XDocument.Load(Path.Combine(new ShippedFolder("civil-status").Folder, "service.wsdl"));

        Assert.That(Parts(shipped), Is.EqualTo(Parts(served)));

        static string[] Parts(XDocument wsdl) => [.. wsdl.Root!.Elements().Where(e => e.Name.LocalName != "service").Select(e => e.ToString())];
    }

    private AdapterInstance Declared(Uri url)
    {
        var usual = MinistryBench.Settings(url);
        return Bench.Make(Soap, new Dictionary<string, string?>
        {
            ["Profile"] = "civil-status", ["Endpoint"] = usual["Url"], ["Values:User"] = usual["User"], ["Secrets:Password"] = usual["PasswordRef"],
        });
    }

    private static Dossier Birth()
    {
        var birth = SampleDossier.Birth();
        return birth with { OtherPapers = [.. birth.OtherPapers, new OtherPaper { Name = "Giấy khác", Files = [SampleDossier.File("k", "khac.pdf", s_other)] }] };
    }

    private static EForm Unnumbered()
    {
        var form = JsonNode.Parse(SampleDossier.Form().GetRawText())!;
        foreach (var person in new[] { "father", "requester" })
        {
            form[person]!.AsObject().Remove("citizenNumber");
            form[person]!.AsObject().Remove("paperNumber");
        }

        return new EForm { SchemaId = "birth-registration", Version = "1.0", Data = JsonSerializer.SerializeToElement(form) };
    }

    private static DeliveryRequest Of(PacketKind kind, PacketContent content, string confirmed = "father")
    {
        var request = Samples.Requests.Of(kind, content);
        return request with
        {
            Identifiers = [.. request.Identifiers, new DossierIdentifier(IdentifierScheme.InterLinked, SampleDossier.Unit, "LT-0001")],
            Findings = [new Finding("identity", "/content/dossier/eForm/data/" + confirmed, Verdict.Confirmed, Instants.At("2024-06-03T01:20:00Z"))],
            Dossier = request.Dossier is null ? null : Birth(),
            Documents = new DocumentShelf(SampleDossier.Certificate, s_added, s_other),
        };
    }

    private static async Task<(XElement Call, string? Action)> SentAsync(Func<Uri, AdapterInstance> make, DeliveryRequest request)
    {
        PeerRequest? sent = null;
        await using var peer = new ScriptedPeer(call =>
        {
            sent = call;
            return Answer("<NhanHoSoResponse xmlns='http://hotich.moj.gov.vn/lienthong/v1'><status>1</status></NhanHoSoResponse>");
        });
        Assert.That(await make(peer.Url).Delivery!.DeliverAsync(request, CancellationToken.None), Is.TypeOf<DeliveryOutcome.Accepted>());

        var body = XDocument.Parse(sent!.Text).Root!.Elements().Last().Elements().Single();
        var call = new XElement(body.Name, body.Elements());
        if (call.Elements().SingleOrDefault(e => e.Name.LocalName == "data") is { } data)
        {
            // JSON in a string: the same values in the same order, however it is spaced.
            data.Value = JsonNode.Parse(data.Value)!.ToJsonString();
        }

        // <a/> and <a></a> are one.
        call.DescendantsAndSelf().Where(e => e.Value.Length == 0).ToList().ForEach(e => e.RemoveNodes());
        return (call, sent.Head.Split('\n').Single(line => line.StartsWith("SOAPAction", StringComparison.OrdinalIgnoreCase)));
    }
}
