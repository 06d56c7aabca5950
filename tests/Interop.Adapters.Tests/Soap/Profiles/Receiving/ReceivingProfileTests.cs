using Interop.Adapters.Soap.Declarative;
using Interop.Adapters.Soap.Import;
using Interop.Adapters.Tests.Soap.Transforms;

namespace Interop.Adapters.Tests.Soap.Profiles.Receiving;

/// <summary>What a person may write wrong about receiving, and the trial without the partner.</summary>
[TestFixture]
public sealed class ReceivingProfileTests : ProfileTests
{
    [Test]
    public void Everything_that_is_wrong_is_listed_at_once()
    {
        Shelf.Write("x", "callback.wsdl", SampleMinistry.Resource("callback.wsdl"))
            .Sheet("x", "a.xslt", "<a/>")
            .Simple("x", "<m:goi xmlns:m=\"urn:mau\"/>", """
              "poll": {
                "every": "0s", "files": [ "q:tep", "1x" ], "acknowledgeRefused": true, "thua": 1,
                "ask": { "action": "", "request": "khong-co.xslt", "rules": [ { "when": "true()", "then": "accepted" } ] }
              },
              "callbacks": { "wsdl": "callback.wsdl", "operations": {
                "traKetQua": { "packets": "a.xslt", "files": "tep" },
                "traGiDo": { "packets": "a.xslt", "reply": "a.xslt" } } },
            """);

        var errors = Read();

        Assert.That(errors.Select(e => e.Place), Is.EquivalentTo(new[]
        {
            "/poll/every", "/poll/files", "/poll/files", "/poll/packets", "/poll/acknowledgeRefused", "/poll/thua", "/poll/ask/request", "/poll/ask/rules/0/then",
            "/callbacks/operations/traKetQua/files", "/callbacks/operations/traKetQua/reply", "/callbacks/operations/traGiDo",
        }));
        Assert.That(errors.Single(e => e.Place.EndsWith("/traGiDo", StringComparison.Ordinal)).Message, Does.Contain("traKetQua"));
    }

    [TestCase("khong.wsdl", "names no file")]
    [TestCase("send.xslt", "This is no WSDL 1.1")]
    [TestCase("nhieu.wsdl", "must be a single file")]
    [TestCase("rong.wsdl", "no operation")]
    public void A_contract_that_cannot_be_served_is_refused(string wsdl, string told)
    {
        var whole = SampleMinistry.Resource("callback.wsdl");
        Shelf.Write("x", "nhieu.wsdl", whole.Replace("<wsdl:types>", "<wsdl:import namespace=\"urn:x\" location=\"khac.wsdl\"/><wsdl:types>", StringComparison.Ordinal))
            .Write("x", "rong.wsdl", whole.Replace("use=\"literal\"", "use=\"encoded\"", StringComparison.Ordinal))
            .Simple("x", "<m:goi xmlns:m=\"urn:mau\"/>", $$"""  "callbacks": { "wsdl": "{{wsdl}}", "operations": {} }, """);

        Assert.That(Read().Single(e => e.Place == "/callbacks/wsdl").Message, Does.Contain(told));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_trial_without_the_partner_receives_a_sample_and_holds_the_answer_to_the_contract(bool good)
    {
        Shelf.Write("x", "callback.wsdl", SampleMinistry.Resource("callback.wsdl"))
            .Write("x", "callback-traKetQua.xml", $"<k:traKetQua xmlns:k='http://ketqua.bomau.gov.vn/'>{ResultSheets.Record(1, "AAAA")[4..^5]}</k:traKetQua>")
            .Sheet("x", "hoi.xslt", "<m:Hoi xmlns:m=\"urn:mau\"><xsl:value-of select=\"d:poll/@since\"/></m:Hoi>")
            .Sheet("x", "da-nhan.xslt", "<m:DaNhan xmlns:m=\"urn:mau\"><xsl:value-of select=\"d:acknowledge/@receipt\"/></m:DaNhan>")
            .Sheet("x", "ket-qua.xslt", $"<xsl:for-each select=\"/*\">{ResultSheets.Packet}</xsl:for-each>")
            .Sheet("x", "tra-loi.xslt", $"<k:traKetQuaResponse xmlns:k=\"http://ketqua.bomau.gov.vn/\"><ma>00</ma>{(good ? "<moTa/>" : "<khac/>")}</k:traKetQuaResponse>")
            .Simple("x", "<m:goi xmlns:m=\"urn:mau\"/>", """
              "poll": { "packets": "ket-qua.xslt",
                "ask": { "action": "", "request": "hoi.xslt", "rules": [ { "when": "true()", "then": "waiting" } ] },
                "acknowledge": { "action": "", "request": "da-nhan.xslt" } },
              "callbacks": { "wsdl": "callback.wsdl", "operations": { "traKetQua": { "packets": "ket-qua.xslt", "files": [ "tep" ], "reply": "tra-loi.xslt" } } },
            """);
        var tried = new StringWriter();

        var verdict = await ProfileTest.RunAsync(Shelf.Of("x"), Workers.Command, TimeProvider.System, tried, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(verdict, Is.EqualTo(good), tried.ToString());
            Assert.That(tried.ToString(), Does.Contain("2026-11-19T08:00:00+07:00").And.Contain("01J0000000000000000000000A").And.Contain("\"packetId\":\"BM-1\"").And.Contain("\"size\":3"));
            Assert.That(tried.ToString().Contains("khac", StringComparison.Ordinal), Is.EqualTo(!good));
        });
    }

    private IReadOnlyList<ProfileError> Read()
    {
        List<ProfileError> errors = [];
        var files = ProfileFiles.Read(Shelf.Of("x"), errors);
        Assert.That(errors, Is.Empty);
        return ProfileReader.Read(files!) is ProfileReading.Refused refused ? refused.Errors : [];
    }
}
