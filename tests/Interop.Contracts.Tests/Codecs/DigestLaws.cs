using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Contracts.Codecs;
using Interop.Contracts.Packets;
using Interop.Contracts.Tests.Generators;
using Interop.Contracts.Tests.Samples;

namespace Interop.Contracts.Tests.Codecs;

/// <summary>What makes two packets the same content, and what makes them two.</summary>
public sealed class DigestLaws
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    [Test]
    public void Order_of_names_blanks_and_escapes_say_nothing() => Law.Holds(PacketText.Any, json =>
    {
        var node = JsonNode.Parse(json)!;
        Reverse(node);
        Assert.That(Digest(node.ToJsonString(new JsonSerializerOptions { WriteIndented = true })), Is.EqualTo(Digest(json)));
    });

    [Test]
    public void Decomposed_and_composed_letters_say_the_same() => Law.Holds(PacketText.Any, json =>
    {
        var composed = Relaxed(JsonNode.Parse(json)!).Normalize(NormalizationForm.FormC);
        var decomposed = Relaxed(JsonNode.Parse(json)!).Normalize(NormalizationForm.FormD);
        Assert.That(Digest(decomposed), Is.EqualTo(Digest(composed)));
    });

    [Test]
    public void The_json_and_the_xml_form_are_one_content() => Law.Holds(PacketText.Any, json =>
    {
        var xml = PacketXml.Read(PacketXml.Write(JsonElement.Parse(json)));
        Assert.That(CanonicalContent.Digest(xml.Root, Key), Is.EqualTo(Digest(json)));
    });

    [Test]
    public void Packet_id_and_sending_time_say_nothing() => Law.Holds(PacketText.Any, json =>
    {
        var node = JsonNode.Parse(json)!.AsObject();
        node["packetId"] = "another";
        node["sentAt"] = "2030-01-01T00:00:00Z";
        Assert.That(Digest(node.ToJsonString()), Is.EqualTo(Digest(json)));
    });

    [Test]
    public void Any_change_of_a_value_is_another_content() => Law.Holds(PacketText.Any, json =>
    {
        var before = Digest(json);
        foreach (var path in Leaves(JsonNode.Parse(json)!["content"]!, []))
        {
            var changed = JsonNode.Parse(json)!;
            var holder = path.SkipLast(1).Aggregate(changed["content"]!, Step);
            if (path[^1] is "signatureInfo" && !path.Contains("data"))
            {
                continue;
            }

            Set(holder, path[^1], JsonValue.Create("changed 7f3a"));
            Assert.That(Digest(changed.ToJsonString()), Is.Not.EqualTo(before), string.Join('/', path));
        }
    }, 60);

    [Test]
    public void Absent_null_and_empty_are_three_contents()
    {
        string[] notes = ["", ",\"note\":null", ",\"note\":\"\""];
        var digests = notes.Select(n => Digest("""{"kind":"submission","content":{"dossier":{"subject":"x"@}}}""".Replace("@", n, StringComparison.Ordinal)));

        Assert.That(digests, Is.Unique);
    }

    [Test]
    public void A_signature_on_a_file_says_nothing_but_in_a_form_it_does()
    {
        static string File(string info) => """{"kind":"result","content":{"papers":[{"file":{"name":"a.pdf","signatureInfo":"@"}}]}}""".Replace("@", info, StringComparison.Ordinal);
        static string Form(string info) => """{"kind":"submission","content":{"dossier":{"eForm":{"data":{"signatureInfo":"@"}}}}}""".Replace("@", info, StringComparison.Ordinal);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Digest(File("one")), Is.EqualTo(Digest(File("two"))));
            Assert.That(Digest(Form("one")), Is.Not.EqualTo(Digest(Form("two"))));
        }
    }

    [TestCase("1", "1.0", true)]
    [TestCase("100", "1e2", true)]
    [TestCase("-0", "0", true)]
    [TestCase("0e5", "0.000", true)]
    [TestCase("12.50", "1250E-2", true)]
    [TestCase("0.1", "0.10000000000000001", false)]
    [TestCase("12345678901234567890", "12345678901234567891", false)]
    [TestCase("1", "-1", false)]
    [TestCase("1", "\"1\"", false)]
    [TestCase("1e-99999999999999999999", "1", false)]
    public void A_number_in_a_form_counts_by_its_value(string one, string other, bool same)
    {
        static string Form(string number) => """{"kind":"submission","content":{"dossier":{"eForm":{"data":{"n":@}}}}}""".Replace("@", number, StringComparison.Ordinal);

        Assert.That(Digest(Form(one)) == Digest(Form(other)), Is.EqualTo(same));
    }

    [Test]
    public void Identifiers_are_a_set_in_any_letter_case()
    {
        const string one = """[{"scheme":"local","issuer":"000.00.18.h40","value":" 000.00.18.h40-261120-0001"},{"scheme":"receipt","issuer":"H40.18","value":"7"}]""";
        const string other = """[{"value":"7","scheme":"receipt","issuer":"H40.18"},{"scheme":"local","issuer":"000.00.18.H40","value":"000.00.18.H40-261120-0001"}]""";
        static string With(string identifiers) => """{"kind":"withdrawal","identifiers":@,"content":{}}""".Replace("@", identifiers, StringComparison.Ordinal);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Digest(With(one)), Is.EqualTo(Digest(With(other))));
            Assert.That(Digest(With("[]")), Is.EqualTo(Digest("""{"kind":"withdrawal","content":{}}""")));
            Assert.That(Digest(With(one)), Is.Not.EqualTo(Digest(With("[]"))));
        }
    }

    [Test]
    public void The_key_the_kind_and_the_version_are_part_of_it()
    {
        var root = PacketJson.Read(Manifest.Bytes("valid/withdrawal.json")).Root;
        var shorthand = JsonNode.Parse(root.GetRawText())!.AsObject();
        shorthand.Remove("kind");
        var digest = CanonicalContent.Digest(root, Key);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(digest.Bytes.Length, Is.EqualTo(33));
            Assert.That(digest.Bytes.Span[0], Is.EqualTo(CanonicalContent.Version));
            Assert.That(CanonicalContent.Digest(root, new byte[32]), Is.Not.EqualTo(digest));
            Assert.That(CanonicalContent.Digest(JsonElement.Parse(shorthand.ToJsonString()), Key, PacketKind.Withdrawal), Is.EqualTo(digest));
            Assert.That(CanonicalContent.Digest(JsonElement.Parse(shorthand.ToJsonString()), Key, PacketKind.Progress), Is.Not.EqualTo(digest));
        }
    }

    [Test]
    public void Version_1_is_what_it_was()
    {
        // The digests stand in ledgers for life: when this fails, the change needs a new version, not a new expectation.
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Hex("valid/nfd-text.json"), Is.EqualTo("018f6ab750314c9a743126454afaaeb6c9986a16827f6662ec12567300a96cad99"));
            Assert.That(Hex("valid/birth-submission.json"), Is.EqualTo("01eb6131a894857ca579d4770385c32b0bc89970f4a4a74018aa7a668ae13cf14f"));
        }

        static string Hex(string sample) => Convert.ToHexStringLower(CanonicalContent.Digest(PacketJson.Read(Manifest.Bytes(sample)).Root, Key).Bytes.Span);
    }

    [TestCase("\u007F")]
    [TestCase("\u00C0\u00FF\u0100\u017F")]
    [TestCase("\u0180\u01A0\u01A1\u01A2\u01AE\u01AF\u01B0\u01B1")]
    [TestCase("\u1E9F\u1EA0\u1EBF\u1EC0\u1EF9\u1EFA")]
    [TestCase("a\u0301 \u1EA5\u0323 \u01A0\u0300")]
    [TestCase("\u2028\u2029\u00A0\uFEFF")]
    public void Letters_at_the_borders_of_what_is_plain_are_one_content_however_they_are_spelled(string letters)
    {
        var spelled = string.Concat(letters.Select(c => $"\\u{(int)c:x4}"));
        static string With(string text) => """{"kind":"submission","content":{"dossier":{"subject":"@","eForm":{"data":{"x@":1,"xa":2}}}}}""".Replace("@", text, StringComparison.Ordinal);

        Assert.That(Digest(With(letters)), Is.EqualTo(Digest(With(spelled))));
    }

    private static ContentDigest Digest(string json) => CanonicalContent.Digest(JsonElement.Parse(json), Key);

    private static string Relaxed(JsonNode node) => node.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static void Reverse(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Reverse(item);
            }
        }
        else if (node is JsonObject holder)
        {
            foreach (var (name, value) in holder.Reverse().ToList())
            {
                holder.Remove(name);
                Reverse(value);
                holder.Add(name, value);
            }
        }
    }

    private static IEnumerable<string[]> Leaves(JsonNode? node, string[] at) => node switch
    {
        JsonObject o => o.SelectMany(p => Leaves(p.Value, [.. at, p.Key])),
        JsonArray a => a.SelectMany((item, i) => Leaves(item, [.. at, i.ToString()])),
        _ => [at],
    };

    private static JsonNode Step(JsonNode node, string step) => (node is JsonArray array ? array[int.Parse(step)] : node[step])!;

    private static void Set(JsonNode holder, string step, JsonNode value)
    {
        if (holder is JsonArray array)
        {
            array[int.Parse(step)] = value;
        }
        else
        {
            holder[step] = value;
        }
    }
}
