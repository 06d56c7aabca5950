using System.Text;

namespace Interop.Hub.Ledger.Rules;

/// <summary>Names sealed bytes after their row, so that bytes moved to another row do not open.</summary>
internal static class SealedNames
{
    public static byte[] Body(ReadOnlySpan<byte> packet) => Of("body/", packet);

    public static byte[] Documents(ReadOnlySpan<byte> packet) => Of("documents/", packet);

    public static byte[] Reason(ReadOnlySpan<byte> delivery) => Of("reason/", delivery);

    public static byte[] Words(ReadOnlySpan<byte> delivery, int number) => [.. Of("words/", delivery), .. BitConverter.GetBytes(number)];

    private static byte[] Of(string what, ReadOnlySpan<byte> id) => [.. Encoding.ASCII.GetBytes(what), .. id];
}
