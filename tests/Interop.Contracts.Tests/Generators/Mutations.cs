namespace Interop.Contracts.Tests.Generators;

/// <summary>What a line, a bug or an attacker does to a body: bytes flipped, cut, doubled, swapped for others that mean something.</summary>
internal static class Mutations
{
    private static readonly byte[][] Tokens =
        [.. new[] { "{", "}", "[", "]", "\"", ",", ":", "null", "-1", "1e999", "\\u0000", "\\ud800", "\\udc00", "\u0085", "</", "<x>", "&#0;", "<!--", "]]>", "<![CDATA[", "xsi:nil=\"true\"", "<item/>" }.Select(System.Text.Encoding.UTF8.GetBytes)];

    public static byte[] Apply(byte[] body, int seed)
    {
        var random = new Random(seed);
        List<byte> bytes = [.. body];
        for (var i = random.Next(1, 6); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.InsertRange(at, Tokens[random.Next(Tokens.Length)]);
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    var moved = bytes.GetRange(at, length);
                    bytes.RemoveRange(at, length);
                    bytes.InsertRange(random.Next(bytes.Count + 1), moved);
                    break;
            }
        }

        return [.. bytes];
    }
}
