using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Interop.Contracts.Codecs.Schema;

namespace Interop.Contracts.Tests.Generators;

/// <summary>Valid packets, as JSON text, drawn from the compiled schema itself: a field added there is drawn here.</summary>
internal static class PacketText
{
    private static readonly Gen<string> EndStatus = Gen.Elements("3", "7", "8", "9", "10");

    public static Arbitrary<string> Any { get; } = Packet().ToArbitrary();

    public static Arbitrary<string> OfKind(string kind) => Packet(kind).ToArbitrary();

    private static Gen<string> Packet(string? only = null) =>
        from kind in only is null ? Gen.Elements(CompiledSchemas.Packet.Choice!.Choices.Keys.Order(StringComparer.Ordinal).ToArray()) : Gen.Constant(only)
        from packet in Object(CompiledSchemas.Packet, new Dictionary<string, Gen<string>>
        {
            ["kind"] = Gen.Constant($"\"{kind}\""),
            ["identifiers"] = Identifiers,
            ["content"] = Value(CompiledSchemas.Packet.Choice!.Choices[kind]),
        })
        select packet;

    private static Gen<string> Identifiers =>
        from count in Gen.Choose(1, 4)
        from items in Identifier.ListOf(count)
        select $"[{string.Join(',', items)}]";

    private static Gen<string> Identifier =>
        from scheme in Gen.Elements("local", "national", "interLinked", "receipt", "other")
        from issuer in Values.Organisation()
        from value in scheme is "local" or "national" ? Texts.Quoted(Values.DossierNumber) : Texts.Quoted(Texts.OfLength(1, 64))
        select $$"""{"value":{{value}},"scheme":"{{scheme}}","issuer":"{{issuer}}"}""";

    private static Gen<string> Value(SchemaNode node)
    {
        var value = node switch
        {
            { TypeName: "eForm" } => EForm(node),
            { TypeName: "result" } => Object(node, new Dictionary<string, Gen<string>> { ["step"] = Object(node.Find("step")!.Node, new Dictionary<string, Gen<string>> { ["status"] = EndStatus }) }),
            { IsFreeForm: true } => FreeForm.Object,
            _ when node.Allows(ValueTypes.Object) => Object(node, new Dictionary<string, Gen<string>>()),
            _ when node.Allows(ValueTypes.List) => List(node),
            _ when node.Allows(ValueTypes.Boolean) => Gen.Elements("true", "false"),
            _ when node.Numbers is not null => Gen.Elements(node.Values.ToArray()),
            _ when node.Texts is not null => Gen.Elements(node.Values.ToArray()).Select(v => $"\"{v}\""),
            _ when node.Allows(ValueTypes.Integer) => Integer(node),
            { Format: { } format } => Texts.Quoted(Values.OfFormat(format.Name)),
            _ => Texts.Quoted(Texts.OfLength(node.MinLength, node.MaxLength)),
        };
        return node.AllowsNull ? Gen.Frequency((1, Gen.Constant("null")), (5, value)) : value;
    }

    private static Gen<string> Integer(SchemaNode node) =>
        from pick in Gen.Choose(0, 3)
        from small in Gen.Choose(0, 1000)
        select (pick switch { 0 => node.Minimum, 1 => node.Maximum, _ => Math.Clamp(node.Minimum + small, node.Minimum, node.Maximum) }).ToString(CultureInfo.InvariantCulture);

    private static Gen<string> List(SchemaNode node) =>
        from count in Gen.Choose(node.MinItems, Math.Min(node.MaxItems, node.MinItems + 2))
        from items in Value(node.Items!).ListOf(count)
        select $"[{string.Join(',', items)}]";

    private static Gen<string> EForm(SchemaNode node) => Gen.OneOf(
        Object(node, new Dictionary<string, Gen<string>>()),
        Object(node, new Dictionary<string, Gen<string>>
        {
            ["schemaId"] = Gen.Constant("\"birth-registration\""),
            ["version"] = Gen.Constant("\"1.0\""),
            ["data"] = Value(CompiledSchemas.EForms["birth-registration-1.0"]),
        }));

    private static Gen<string> Object(SchemaNode node, Dictionary<string, Gen<string>> instead) =>
        from optional in Gen.SubListOf(node.Properties.Where(p => !p.IsRequired && !instead.ContainsKey(p.Name)))
        from order in Gen.Shuffle(node.Properties.Where(p => p.IsRequired || instead.ContainsKey(p.Name)).Concat(optional))
        from members in Gen.CollectToArray(order, p => (instead.GetValueOrDefault(p.Name) ?? Value(p.Node)).Select(v => $"\"{p.Name}\": {v}"))
        select "{" + string.Join(",\n", members) + "}";
}
