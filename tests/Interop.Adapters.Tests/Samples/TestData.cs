using System.Text.Json;

namespace Interop.Adapters.Tests.Samples;

/// <summary>The files of the folder Data, embedded.</summary>
internal static class TestData
{
    public static JsonElement Json(string name)
    {
        using var stream = typeof(TestData).Assembly.GetManifestResourceStream("Data." + name)
            ?? throw new FileNotFoundException($"No embedded test data {name}.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
