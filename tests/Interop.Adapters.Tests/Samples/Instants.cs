using System.Globalization;

namespace Interop.Adapters.Tests.Samples;

internal static class Instants
{
    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
