using System.Text;
using System.Text.Json;
using Interop.Contracts.Codecs.Reading;

namespace Interop.Contracts.Codecs.Canonical;

/// <summary>Identifiers as a set: their order, letter case and surrounding blanks say nothing; absent is the same as none.</summary>
internal static class CanonicalIdentifiers
{
    public static void Write(CanonicalWriter writer, JsonElement identifiers)
    {
        SortedSet<(string Scheme, string Issuer, string Value)> set = new(Order.Instance);
        foreach (var identifier in JsonTree.Items(identifiers))
        {
            set.Add((
                JsonTree.Text(JsonTree.Get(identifier, "scheme")) ?? string.Empty,
                Normal(JsonTree.Get(identifier, "issuer")),
                Normal(JsonTree.Get(identifier, "value"))));
        }

        writer.Raw("["u8);
        var first = true;
        foreach (var (scheme, issuer, value) in set)
        {
            writer.Raw(first ? "["u8 : ",["u8);
            writer.Text(scheme);
            writer.Raw(","u8);
            writer.Text(issuer);
            writer.Raw(","u8);
            writer.Text(value);
            writer.Raw("]"u8);
            first = false;
        }

        writer.Raw("]"u8);
    }

    private static string Normal(JsonElement text) => (JsonTree.Text(text) ?? string.Empty).Trim().ToUpperInvariant().Normalize(NormalizationForm.FormC);

    private sealed class Order : IComparer<(string Scheme, string Issuer, string Value)>
    {
        public static readonly Order Instance = new();

        public int Compare((string Scheme, string Issuer, string Value) x, (string Scheme, string Issuer, string Value) y) =>
            string.CompareOrdinal(x.Scheme, y.Scheme) is not 0 and var byScheme ? byScheme
            : string.CompareOrdinal(x.Issuer, y.Issuer) is not 0 and var byIssuer ? byIssuer
            : string.CompareOrdinal(x.Value, y.Value);
    }
}
