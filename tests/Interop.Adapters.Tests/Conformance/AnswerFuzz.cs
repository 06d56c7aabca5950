namespace Interop.Adapters.Tests.Conformance;

/// <summary>Breaks an answer's bytes, repeatably.</summary>
internal static class AnswerFuzz
{
    public static byte[] Break(byte[] answer, Random random)
    {
        var bytes = new List<byte>(answer);
        switch (random.Next(5))
        {
            case 0:
                return [.. bytes.Take(random.Next(bytes.Count))];
            case 1:
                var noise = new byte[random.Next(1, 400)];
                random.NextBytes(noise);
                return noise;
            case 2:
                bytes.InsertRange(random.Next(bytes.Count), Enumerable.Range(0, random.Next(1, 40)).Select(_ => (byte)random.Next(256)));
                break;
            case 3:
                bytes.RemoveRange(random.Next(bytes.Count / 2), random.Next(1, bytes.Count / 2));
                break;
            default:
                for (var flips = random.Next(1, 12); flips > 0; flips--)
                {
                    bytes[random.Next(bytes.Count)] = (byte)random.Next(256);
                }

                break;
        }

        return [.. bytes];
    }
}
