using System.Globalization;

namespace Interop.Adapters.Tests.Soap.Files;

/// <summary>Marks of files, each another.</summary>
internal static class Marks
{
    private static int s_last;

    public static string Next() => string.Create(CultureInfo.InvariantCulture, $"m{Interlocked.Increment(ref s_last):x31}");
}
