using System.Security.Cryptography;
using Interop.Contracts.Codecs;

namespace Interop.Contracts.Tests.Samples;

/// <summary>Every sample gets from the codecs what the manifest says; what only the hub can judge is valid for the codecs.</summary>
public sealed class ManifestTests
{
    private static IEnumerable<SampleEntry> Refused => Manifest.Load().Entries.Where(e => e.Judge == "codec");

    private static IEnumerable<SampleEntry> Readable => Manifest.Load().Entries.Where(e => e.Judge == "hub" && e.IsPacket);

    [TestCaseSource(nameof(Refused))]
    public void Refused_sample_gets_its_status_pointers_and_rules(SampleEntry entry)
    {
        var reading = entry.Read();

        var status = reading.Result switch { ReadingResult.Malformed => 400, ReadingResult.TooLarge => 413, ReadingResult.Invalid => 422, _ => 202 };
        var said = string.Join('\n', reading.Errors);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(status, Is.EqualTo(entry.Expect.Status), said);
            Assert.That(reading.Errors.Select(e => e.Pointer), Is.EquivalentTo(entry.Expect.Pointers!), said);
            Assert.That(reading.Errors.Select(e => e.Code).Distinct(), Is.EquivalentTo(entry.Expect.Codes!), said);
            Assert.That(reading.Errors, Has.All.Matches<ContractError>(e => e.Message.Length > 10 && !e.Message.Contains('\n', StringComparison.Ordinal)));
            Assert.That(reading.Packet, Is.Null);
        }
    }

    [TestCaseSource(nameof(Refused))]
    public void Every_error_of_a_refused_sample_has_a_place_in_the_body(SampleEntry entry)
    {
        var body = entry.Body();
        if (body.Length is 0 or > 1 << 20)
        {
            Assert.That(entry.Expect.Status, Is.EqualTo(400).Or.EqualTo(413));
            return;
        }

        var lines = body.Count(b => b == '\n') + 1;
        Assert.That(entry.Read().Errors, Has.All.Matches<ContractError>(e => e.Line >= 1 && e.Line <= lines && e.Column >= 1));
    }

    [TestCaseSource(nameof(Readable))]
    public void Sample_is_a_packet_of_its_kind(SampleEntry entry)
    {
        var reading = entry.Read();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reading.Errors, Is.Empty);
            Assert.That(reading.Packet?.Kind.ToString(), Is.EqualTo(entry.Expect.Kind).IgnoreCase);
            Assert.That(reading.Warnings.Select(w => w.Pointer), Is.EquivalentTo(entry.Expect.Warnings ?? []));
        }
    }

    [Test]
    public void Every_file_of_the_samples_is_used_and_every_file_used_is_there()
    {
        var manifest = Manifest.Load();
        var used = manifest.Entries.SelectMany(e => (e.Documents ?? []).Append(e.File).Append(e.Generate?.Base)).OfType<string>().Distinct();
        var there = new[] { "valid", "invalid" }
            .SelectMany(f => Directory.EnumerateFiles(Path.Combine(Manifest.Folder, f), "*", SearchOption.AllDirectories))
            .Select(f => Path.GetRelativePath(Manifest.Folder, f).Replace('\\', '/'));

        Assert.That(used, Is.EquivalentTo(there));
    }

    [Test]
    public void Entries_have_names_of_their_own_and_come_after_what_they_need()
    {
        var seen = new HashSet<string>();
        foreach (var entry in Manifest.Load().Entries)
        {
            Assert.That(entry.After ?? [], Is.SubsetOf(seen), entry.Id);
            Assert.That(seen.Add(entry.Id), Is.True, entry.Id);
        }
    }

    [Test]
    public void Every_file_a_sample_refers_to_is_listed_as_a_document_with_its_digest_and_size()
    {
        var entries = Manifest.Load().Entries;
        foreach (var entry in entries.Where(e => e.Judge == "hub" && e.IsPacket && e.Expect.Status == 202))
        {
            var listed = (entry.Documents ?? []).Select(Manifest.Bytes).ToDictionary(b => Convert.ToHexStringLower(SHA256.HashData(b)), b => (long)b.Length);
            var referred = References.Of(entry.Read().Packet!).ToDictionary(r => r.Sha256.Value, r => r.Size);
            Assert.That(listed, Is.EquivalentTo(referred), entry.Id);
        }
    }

    [TestCase("birth-submission")]
    [TestCase("minimal-submission")]
    public void The_xml_twin_says_what_the_json_says(string name)
    {
        var json = PacketJson.Read(Manifest.Bytes($"valid/{name}.json"));
        var xml = PacketXml.Read(Manifest.Bytes($"valid/{name}.xml"));

        Assert.That(PacketJson.Write(xml.Packet!), Is.EqualTo(PacketJson.Write(json.Packet!)));
    }
}
