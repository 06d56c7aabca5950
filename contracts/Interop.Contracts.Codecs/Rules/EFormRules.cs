using System.Text.Json;
using Interop.Contracts.Codecs.Reading;
using Interop.Contracts.Codecs.Schema;

namespace Interop.Contracts.Codecs.Rules;

/// <summary>Electronic forms: one whose schema we publish is validated by it, any other is relayed as it is.</summary>
internal static class EFormRules
{
    /// <summary>The schema of the packet's form; null when it has none, or one we do not know.</summary>
    /// <param name="root">The packet.</param>
    /// <param name="warning">Set when the form is known, but not in that version.</param>
    public static SchemaNode? Find(JsonElement root, out string? warning)
    {
        warning = null;
        var form = JsonTree.Get(JsonTree.Get(JsonTree.Get(root, "content"), "dossier"), "eForm");
        if (JsonTree.Text(JsonTree.Get(form, "schemaId")) is not { } id || JsonTree.Text(JsonTree.Get(form, "version")) is not { } version)
        {
            return null;
        }

        if (CompiledSchemas.EForms.TryGetValue($"{id}-{version}", out var schema))
        {
            return schema;
        }

        var known = CompiledSchemas.EForms.Keys.Where(k => k.StartsWith(id + "-", StringComparison.Ordinal)).Select(k => k[(id.Length + 1)..]).ToList();
        warning = known.Count == 0 ? null : $"This version of the form is not known, so its data were not checked. Known: {string.Join(", ", known)}.";
        return null;
    }
}
