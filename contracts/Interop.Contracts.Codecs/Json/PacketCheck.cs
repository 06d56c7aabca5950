using System.Text.Json;
using Interop.Contracts.Codecs.Reading;
using Interop.Contracts.Codecs.Rules;
using Interop.Contracts.Codecs.Schema;

namespace Interop.Contracts.Codecs.Json;

/// <summary>Everything that is asked of a parsed packet: its schema, then the rules no schema can say. One list of errors.</summary>
internal static class PacketCheck
{
    public static void Run(ReadOnlySpan<byte> body, JsonElement root, ReadOptions options, ErrorSink errors)
    {
        var form = EFormRules.Find(root, out var warning);
        var validator = new SchemaValidator(errors, new Trail(), TextRules.MayHoldRefused(body))
        {
            AssumedKind = options.ExpectedKind is { } kind ? Kinds.Name(kind) : null,
            FormSchema = form,
        };
        validator.Validate(root, CompiledSchemas.Packet);
        if (warning is not null)
        {
            errors.Warn("/content/dossier/eForm/version", warning);
        }

        PacketRules.Check(root, options, errors);
    }
}
