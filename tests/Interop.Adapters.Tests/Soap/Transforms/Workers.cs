using System.Text;
using Interop.Adapters.Soap.Transforms;
using Interop.Adapters.Tests.Samples;

namespace Interop.Adapters.Tests.Soap.Transforms;

/// <summary>Pools, stylesheets and jobs for tests.</summary>
internal static class Workers
{
    public static WorkerCommand Command { get; } = WorkerCommand.Again(typeof(Workers).Assembly);

    public static TransformFacts Facts { get; } = new()
    {
        DeliveryId = "d0000000000000000000000000000001",
        DossierNumber = "000.00.18.H40-240603-0001",
        Now = Instants.At("2024-06-03T01:16:00Z"),
        MarkSeed = "seed",
        Settings = new Dictionary<string, string> { ["MaDonVi"] = "DV01" },
        Secrets = new Dictionary<string, string> { ["Khoa"] = "key" },
        Files = [new FileFacts(new string('a', 64), "TK-1", "to-khai.pdf", "application/pdf", 706)],
    };

    public static TransformPool Pool(TransformPoolOptions? options = null, params IReadOnlyList<string> arguments) =>
        new(WorkerCommand.Again(typeof(Workers).Assembly, arguments), options ?? new TransformPoolOptions(), TimeProvider.System);

    public static StylesheetSet Set(params ReadOnlySpan<(string Name, string Text)> files)
    {
        Dictionary<string, byte[]> contents = [];
        foreach (var (name, text) in files)
        {
            contents[name] = Encoding.UTF8.GetBytes(text);
        }

        return new StylesheetSet(contents, new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["units"] = new Dictionary<string, string> { ["H40.18"] = "DV18" },
        });
    }

    /// <summary>A stylesheet with these instructions at the root.</summary>
    public static string Sheet(string instructions, string beside = "") =>
        $"""
        <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:msxsl="urn:schemas-microsoft-com:xslt" exclude-result-prefixes="f msxsl">
        {beside}
        <xsl:template match="/">{instructions}</xsl:template>
        </xsl:stylesheet>
        """;

    public static TransformJob Job(string sheet, string input = "<in/>", string owner = "A") => new()
    {
        Sheets = Set(("a.xslt", sheet)),
        Entry = "a.xslt",
        Owner = owner,
        Input = Encoding.UTF8.GetBytes(input),
        Facts = Facts,
    };

    public static string Text(TransformOutcome outcome) => outcome switch
    {
        TransformOutcome.Made made => Encoding.UTF8.GetString(made.Output.Span),
        TransformOutcome.Failed { Problem: var problem } => $"{problem.Kind}: {problem.Describe()}",
        TransformOutcome.Stopped stopped => $"{stopped.Reason}: {stopped.Detail}",
        _ => throw new InvalidOperationException("A fourth outcome."),
    };
}
