using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Interop.Contracts.Tests.Generators;

/// <summary>Any JSON, a few levels deep, each name once in its object.</summary>
internal static class FreeForm
{
    public static Gen<string> Object => ObjectOf(2);

    private static Gen<string> ObjectOf(int levels) =>
        from names in Texts.OfLength(0, 8).ListOf().Select(n => n.Distinct(StringComparer.Ordinal).Take(4).ToList())
        from members in Gen.CollectToArray(names, n => Value(levels - 1).Select(v => $"\"{JsonEncodedText.Encode(n, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\" : {v}"))
        select "{" + string.Join(", ", members) + " }";

    private static Gen<string> Value(int levels)
    {
        var leaf = Gen.OneOf(
            Gen.Elements("null", "true", "false", "0", "-0", "1.50", "-3e2", "1E+3", "12345678901234567890123", "0.1000000000000000055", "1e-400"),
            Texts.Quoted(Texts.OfLength(0, 8)));
        return levels == 0 ? leaf : Gen.OneOf(leaf, ObjectOf(levels), Value(levels - 1).ListOf(2).Select(i => $"[{string.Join(" ,", i)}]"));
    }
}
