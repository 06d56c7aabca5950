using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck.Fluent;
using Interop.Contracts.CodeLists;
using Interop.Contracts.Codecs;
using Interop.Contracts.Codecs.Schema;
using Interop.Contracts.Tests.Generators;

namespace Interop.Contracts.Tests.Codecs;

/// <summary>The schemas say what the code does, and nothing the code does not know.</summary>
public sealed class SchemaTests
{
    private static IEnumerable<ReadOnlyMemory<byte>> Schemas => [ContractSchemas.PacketJsonSchema, ContractSchemas.ReceiptJsonSchema, .. ContractSchemas.EForms.Values];

    private static IEnumerable<SchemaNode> Nodes => new[] { CompiledSchemas.Packet, CompiledSchemas.Receipt }.Concat(CompiledSchemas.EForms.Values).SelectMany(All).Distinct();

    private static IEnumerable<TextFormat> Formats => Nodes.Select(n => n.Format).OfType<TextFormat>().Distinct();

    [Test]
    public void Every_field_has_its_vietnamese_name_a_description_and_a_source_of_the_table()
    {
        var sources = Regex.Matches(File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "README.md")), @"^\| `([A-Z0-9]+)` \|", RegexOptions.Multiline).Select(m => m.Groups[1].Value).ToList();
        Assert.That(sources, Has.Count.GreaterThan(8).And.Unique);
        foreach (var (at, property) in Schemas.SelectMany(s => Fields(JsonElement.Parse(s.Span), "")))
        {
            using (Assert.EnterMultipleScope())
            {
                Assert.That(property.TryGetProperty("title", out var title) && title.GetString()!.Length > 1, Is.True, at);
                Assert.That(property.TryGetProperty("description", out var description) && description.GetString()!.EndsWith('.'), Is.True, at);
                Assert.That(property.TryGetProperty("x-source", out var source) ? source.GetString() : null, Is.AnyOf([.. sources]), at);
            }
        }
    }

    [Test]
    public void Every_enum_of_a_code_list_holds_the_list()
    {
        var coded = Nodes.Where(n => n.CodeList is not null).ToList();
        Assert.That(coded, Is.Not.Empty);
        foreach (var node in coded)
        {
            Assert.That(node.Values, Is.EqualTo(CodeList.Get(node.CodeList!).Entries.Select(e => e.Code)), node.CodeList);
        }
    }

    [TestCaseSource(nameof(Formats))]
    public void What_a_format_accepts_its_pattern_accepts(object format)
    {
        var (name, fits, _) = (TextFormat)format;
        var patterns = Nodes.Where(n => n.Format?.Name == name).Select(n => n.Pattern!).Distinct().ToList();
        Assert.That(patterns, Has.Count.EqualTo(1));
        var pattern = new Regex(patterns[0], RegexOptions.CultureInvariant);
        var longest = Nodes.Where(n => n.Format?.Name == name).Max(n => n.MaxLength);

        Law.Holds(Values.OfFormat(name), text => Assert.That(fits(text) && pattern.IsMatch(text) && text.Length <= longest, Is.True, text));
        Law.Holds(Values.OfFormat(name).Zip(Gen.Choose(0, int.MaxValue)), (pair) =>
        {
            var text = Encoding.UTF8.GetString(Mutations.Apply(Encoding.UTF8.GetBytes(pair.Item1), pair.Item2));
            Assert.That(!fits(text) || (pattern.IsMatch(text) && text.EnumerateRunes().Count() <= longest), Is.True, text);
        }, 2000);
    }

    [TestCase("""{"type":"string","minProperties":1}""")]
    [TestCase("""{"type":"number"}""")]
    [TestCase("""{"type":"string","pattern":"^x$"}""")]
    [TestCase("""{"type":"string","format":"hostname"}""")]
    [TestCase("""{"type":"object","properties":{},"required":["a"]}""")]
    [TestCase("""{"anyOf":[{"type":"string"},{"type":"integer"}]}""")]
    [TestCase("""{"$ref":"#/$defs/nothing"}""")]
    public void A_schema_that_says_more_than_the_validator_knows_is_a_bug_found_at_start(string schema) =>
        Assert.That(() => SchemaCompiler.Compile(Encoding.UTF8.GetBytes(schema)), Throws.InvalidOperationException);

    [Test]
    public void Every_kind_has_a_content()
    {
        var kinds = Enum.GetNames<Interop.Contracts.Packets.PacketKind>().Select(JsonNamingPolicy.CamelCase.ConvertName);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(CompiledSchemas.Packet.Choice!.Choices.Keys, Is.EquivalentTo(kinds));
            Assert.That(CompiledSchemas.Packet.Find("kind")!.Node.Values, Is.EquivalentTo(kinds));
        }
    }

    private static IEnumerable<SchemaNode> All(SchemaNode node) =>
        new[] { node }
            .Concat(node.Properties.SelectMany(p => All(p.Node)))
            .Concat(node.Items is { } items ? All(items) : [])
            .Concat(node.Choice?.Choices.Values.SelectMany(All) ?? []);

    private static IEnumerable<(string At, JsonElement Property)> Fields(JsonElement schema, string at)
    {
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var p in properties.EnumerateObject())
            {
                yield return ($"{at}/{p.Name}", p.Value);
            }
        }

        if (schema.TryGetProperty("$defs", out var definitions))
        {
            foreach (var found in definitions.EnumerateObject().SelectMany(d => Fields(d.Value, $"{at}/$defs/{d.Name}")))
            {
                yield return found;
            }
        }
    }
}
