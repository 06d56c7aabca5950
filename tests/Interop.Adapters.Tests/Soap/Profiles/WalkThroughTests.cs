using System.Text;
using System.Text.RegularExpressions;
using Interop.Adapters.Configuration;
using Interop.Adapters.Delivery;
using Interop.Adapters.Soap.Import;
using Interop.Adapters.Tests.Samples;
using Interop.Adapters.Tests.Soap.Transforms;
using Microsoft.Extensions.Configuration;

namespace Interop.Adapters.Tests.Soap.Profiles;

// "A new ministry, with no code", as it stands in the room's README: its texts are taken from there.
[TestFixture]
public sealed partial class WalkThroughTests : ProfileTests
{
    [Test]
    public async Task A_ministry_nobody_has_seen_is_connected_from_its_wsdl()
    {
        // 1. Import.
        var said = new StringWriter();
        Assert.That(ProfileScaffold.Write(Encoding.UTF8.GetBytes(SampleMinistry.Wsdl), null, "bo-mau", Shelf.Folder, said), Is.True, said.ToString());
        var generated = Directory.GetFiles(Shelf.Of("bo-mau")).Select(Path.GetFileName).ToArray();

        // 2, 3. The edits.
        foreach (var (file, text) in Blocks().Where(b => b.File != "destination"))
        {
            Shelf.Write("bo-mau", file, text);
        }

        // 4. Without the ministry.
        var tried = new StringWriter();
        Assert.That(await ProfileTest.RunAsync(Shelf.Of("bo-mau"), Workers.Command, TimeProvider.System, tried, CancellationToken.None), Is.True, tried.ToString());

        // 5. As a destination.
        await using var ministry = new SampleMinistry();
        var adapter = Destination(ministry.Url);
        var reachable = await adapter.Reachability!.CheckAsync(CancellationToken.None);
        var first = await DeliverAsync(adapter);
        var again = await DeliverAsync(adapter);

        Assert.Multiple(() =>
        {
            Assert.That(generated, Is.EquivalentTo(new[] { "profile.json", "service.wsdl", "sample.xml", "DangNhap.xslt", "NhanHoSo.xslt", "TraCuu.xslt" }));
            Assert.That(said.ToString(), Does.Not.Contain("not done"));
            Assert.That(tried.ToString(), Does.Contain("files: 2"));
            Assert.That(reachable, Is.Null);
            Assert.That((first as DeliveryOutcome.Accepted)?.Receipt, Is.EqualTo(new PartnerReceipt { Reference = "TN-1" }));
            Assert.That((again as DeliveryOutcome.Accepted)?.Receipt.AlreadyThere, Is.True);
            Assert.That(ministry.Sessions, Is.EqualTo(1));
        });
        var dossier = ministry.Books.Values.Single();
        Assert.Multiple(() =>
        {
            Assert.That(dossier.Element("MaHoSo")!.Value, Is.EqualTo(SampleDossier.Number));
            Assert.That(dossier.Element("MaThuTuc")!.Value, Is.EqualTo("TT-KHAISINH"));
            Assert.That(dossier.Element("ChuHoSoKhongDau")!.Value, Is.EqualTo("NGUYEN VAN MAU"));
            Assert.That(dossier.Element("NgayTiepNhan")!.Value, Is.EqualTo("03/06/2024 08:15:00"));
            Assert.That(Convert.FromBase64String(dossier.Element("Tep")!.Element("NoiDung")!.Value), Is.EqualTo(SampleDossier.Certificate));
        });
    }

    [Test]
    public async Task A_lost_answer_is_asked_about_and_an_ended_session_begun_again()
    {
        ProfileScaffold.Write(Encoding.UTF8.GetBytes(SampleMinistry.Wsdl), null, "bo-mau", Shelf.Folder, TextWriter.Null);
        foreach (var (file, text) in Blocks().Where(b => b.File != "destination"))
        {
            Shelf.Write("bo-mau", file, text);
        }

        await using var ministry = new SampleMinistry { LosesAnswer = true };
        var adapter = Destination(ministry.Url);
        var request = Samples.Requests.Submission();

        var absent = await adapter.Probe!.ProbeAsync(request, CancellationToken.None);
        var lost = await DeliverAsync(adapter);
        ministry.ForgetsSessions = true;
        var told = await adapter.Probe.ProbeAsync(request, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(absent, Is.InstanceOf<ProbeOutcome.Absent>());
            Assert.That(lost, Is.InstanceOf<DeliveryOutcome.Unknown>());
            Assert.That((told as ProbeOutcome.Arrived)?.Receipt.Reference, Is.EqualTo("TN-1"));
            Assert.That(ministry.Sessions, Is.EqualTo(2));
        });
    }

    private static IEnumerable<(string File, string Text)> Blocks()
    {
        var readme = SampleMinistry.Resource("Soap.README.md").ReplaceLineEndings("\n");
        var blocks = Block().Matches(readme).Select(m => (m.Groups[1].Value, m.Groups[2].Value)).ToArray();
        Assert.That(blocks, Has.Length.EqualTo(7), "the walk-through's files");
        return blocks;
    }

    /// <summary>The destination of the README, at the address of this test, its secret at hand.</summary>
    private AdapterInstance Destination(Uri url)
    {
        using var json = new MemoryStream(Encoding.UTF8.GetBytes(Blocks().Single(b => b.File == "destination").Text));
        var written = new ConfigurationBuilder().AddJsonStream(json).Build().GetSection("Adapter:Settings");
        var settings = written.AsEnumerable(makePathsRelative: true).Where(s => s.Value is not null).ToDictionary(s => s.Key, s => s.Value);
        settings["Endpoint"] = url.AbsoluteUri;
        settings["Folder"] = Shelf.Folder;
        settings["Secrets:MatKhau"] = "plain:bi-mat";
        return Bench.Make(Soap, settings);
    }

    [GeneratedRegex("^```[a-z]+ ([A-Za-z.]+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Block();
}
