using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Interop.Adapters.Soap.Declarative;
using Interop.Adapters.Soap.Import;
using Interop.Adapters.Tests.Soap.Transforms;

namespace Interop.Adapters.Tests.Soap.Profiles.Shipped;

/// <summary>What holds of every profile that is shipped.</summary>
[TestFixture]
public sealed partial class ShippedProfilesLaw
{
    private static readonly XNamespace s_xsl = "http://www.w3.org/1999/XSL/Transform";

    private static readonly JsonDocumentOptions s_lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static IEnumerable<string> Names => Directory.EnumerateDirectories(ShippedFolder.Root).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    [Test]
    public void Six_are_shipped_and_the_readme_says_of_each_which_kinds_it_takes_and_where_its_contract_is_from()
    {
        var rows = Row().Matches(SampleMinistry.Resource("Soap.README.md").Split("### ").Single(part => part.StartsWith("Shipped profiles", StringComparison.Ordinal))).ToDictionary(m => m.Groups[1].Value, m => (Kinds: m.Groups[2].Value, Source: m.Groups[3].Value));

        Assert.That(Names, Is.EqualTo(new[] { "business-registration", "civil-status", "investment", "land-tax", "merit-persons", "social-insurance" }));
        Assert.That(rows.Keys, Is.EquivalentTo(Names));
        foreach (var name in Names)
        {
            var folder = new ShippedFolder(name);
            Assert.That(Code().Matches(rows[name].Kinds).Select(m => m.Groups[1].Value), Is.EquivalentTo(Kinds(folder)), name);
            var top = System.Text.Encoding.UTF8.GetString(folder.Files.Contents[folder.Profile.Wsdl!]).Split("-->")[0];
            Assert.That(top, Does.Contain("plausible").IgnoreCase, "the contract's own head says what of it is not known");
            Assert.That(rows[name].Source, Does.StartWith(top.Contains("A PLAUSIBLE contract", StringComparison.Ordinal) ? "plausible" : "standard"), name);
        }
    }

    [TestCaseSource(nameof(Names))]
    public async Task Every_request_is_made_from_its_sample_and_held_to_the_contract(string name)
    {
        var said = new StringWriter();
        var good = await ProfileTest.RunAsync(new ShippedFolder(name).Folder, Workers.Command, TimeProvider.System, said, CancellationToken.None);

        Assert.That(good, Is.True, said.ToString());
        Assert.That(said.ToString(), Does.Not.Contain("not held"));
    }

    [TestCaseSource(nameof(Names))]
    public void Every_call_is_an_operation_of_the_contract(string name)
    {
        var folder = new ShippedFolder(name);
        var (profile, contract) = (folder.Profile, folder.Contract);

        Assert.That(contract.Limits, Is.Empty);
        Assert.That(profile.Version == Interop.Adapters.Soap.Messages.SoapVersion.Soap12 ? "1.2" : "1.1", Is.EqualTo(contract.Version));
        Assert.That(Calls(profile).Select(call => call.Action).Distinct(), Is.EquivalentTo(contract.Operations.Select(o => o.Action)), "and every operation is called");
        Assert.That((profile.Probe, profile.Check), Is.Not.EqualTo(((ProfileCall?)null, (ProfileCall?)null)));
    }

    [TestCaseSource(nameof(Names))]
    public void Every_sample_is_a_packet_of_its_kind(string name)
    {
        var folder = new ShippedFolder(name);
        foreach (var kind in Kinds(folder))
        {
            // A correction may be tried with the dossier of a submission.
            var request = folder.Request(kind);
            Assert.That(JsonNamingPolicy.CamelCase.ConvertName(request.Packet.Kind.ToString()), Is.EqualTo(File.Exists(Path.Combine(folder.Folder, $"sample-{kind}.xml")) ? kind : "submission"));
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Every_text_that_operators_see_is_Vietnamese(string name)
    {
        var folder = new ShippedFolder(name);
        using var json = JsonDocument.Parse(folder.Files.Contents[ProfileNode.File], s_lenient);
        var texts = Texts(json.RootElement).Concat(Sheets(folder).SelectMany(s => s.Sheet.Descendants(s_xsl + "message")).Select(m => m.Value)).ToArray();

        Assert.That(texts, Has.Length.GreaterThan(3));
        Assert.That(texts.Where(text => !Vietnamese().IsMatch(text)), Is.Empty);
        Assert.That(json.RootElement.TryGetProperty("title", out _), Is.True);
        foreach (var asked in new[] { "settings", "secrets" })
        {
            Assert.That(json.RootElement.GetProperty(asked).EnumerateObject().Where(s => !s.Value.TryGetProperty("description", out _)).Select(s => s.Name), Is.Empty);
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Nothing_lies_in_a_folder_that_nothing_refers_to(string name)
    {
        var folder = new ShippedFolder(name);
        var profile = folder.Profile;
        using var json = JsonDocument.Parse(folder.Files.Contents[ProfileNode.File], s_lenient);
        var maps = json.RootElement.TryGetProperty("maps", out var declared) ? declared.EnumerateObject().ToDictionary(m => m.Name, m => m.Value.GetString()!) : [];
        HashSet<string> known = [ProfileNode.File, profile.Wsdl!, "sample.xml", .. Kinds(folder).Select(kind => $"sample-{kind}.xml"), .. maps.Values];
        var waiting = new Queue<string>(Calls(profile).SelectMany(call => new[] { call.Request, call.Reply }).OfType<string>());
        var sheets = Sheets(folder).ToDictionary(s => s.File, s => s.Sheet);
        while (waiting.TryDequeue(out var file))
        {
            if (known.Add(file))
            {
                sheets[file].Elements(s_xsl + "include").ToList().ForEach(i => waiting.Enqueue(i.Attribute("href")!.Value));
            }
        }

        Assert.That(Directory.EnumerateFiles(folder.Folder).Select(file => Path.GetFileName(file)).Except(known), Is.Empty);
        var text = string.Concat(sheets.Values) + json.RootElement.GetRawText();
        Assert.That(maps.Keys.Where(map => !text.Contains($"f:map('{map}'", StringComparison.Ordinal)), Is.Empty, "maps");
        var security = string.Concat(json.RootElement.EnumerateObject().Where(p => p.Name is "security" or "basic").Select(p => p.Value.GetRawText()));
        Assert.That(profile.Settings.Keys.Where(s => !text.Contains($"f:setting('{s}'", StringComparison.Ordinal) && !security.Contains($"\"{s}\"", StringComparison.Ordinal)), Is.Empty, "settings");
        Assert.That(profile.Secrets.Where(s => !text.Contains($"f:secret('{s}'", StringComparison.Ordinal) && !security.Contains($"\"{s}\"", StringComparison.Ordinal)), Is.Empty, "secrets");
    }

    private static IEnumerable<string> Kinds(ShippedFolder folder) => folder.Profile.Deliveries.Keys.Select(kind => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()));

    private static IEnumerable<ProfileCall> Calls(PartnerProfile profile) => new[] { profile.Login?.Call, profile.Probe, profile.Check }.OfType<ProfileCall>().Concat(profile.Deliveries.Values);

    private static IEnumerable<(string File, XElement Sheet)> Sheets(ShippedFolder folder) => folder.Files.Contents.Where(f => f.Key.EndsWith(".xslt", StringComparison.Ordinal))
        .Select(f => (f.Key, XElement.Parse(System.Text.Encoding.UTF8.GetString(f.Value))));

    private static IEnumerable<string> Texts(JsonElement at) => at.ValueKind switch
    {
        JsonValueKind.Object => at.EnumerateObject().SelectMany(p => p.Name is "title" or "description" or "message" ? [p.Value.GetString()!] : Texts(p.Value)),
        JsonValueKind.Array => at.EnumerateArray().SelectMany(Texts),
        _ => [],
    };

    [GeneratedRegex("^\\| `([a-z-]+)` \\|[^|]*\\|([^|]*)\\|[^|]*\\| ([^|]*) \\|\\r?$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Za-z]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    // Two letters at least that only Vietnamese has.
    [GeneratedRegex("[ăắằẳẵặấầẩẫậđếềểễệốồổỗộơớờởỡợưứừửữựạảẹẻẽịỉĩọỏụủũỵỷỹỳ].*[ăắằẳẵặấầẩẫậđếềểễệốồổỗộơớờởỡợưứừửữựạảẹẻẽịỉĩọỏụủũỵỷỹỳ]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Vietnamese();
}
