using System.Diagnostics;
using Interop.Contracts.Codecs;
using Interop.Contracts.Tests.Samples;

namespace Interop.Contracts.Tests.Codecs;

/// <summary>Reading is on the way of every packet. The bound is ten times what is measured on a quiet machine: it catches a mistake of order, not a busy neighbour.</summary>
public sealed class SpeedTests
{
    [Test]
    public void A_birth_registration_is_read_and_digested_in_a_fraction_of_a_millisecond()
    {
        var body = Manifest.Bytes("valid/birth-submission.json");
        var key = new byte[32];
        double Best(Action action) => Enumerable.Range(0, 40).Min(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < 100; i++)
            {
                action();
            }

            return Stopwatch.GetElapsedTime(start).TotalMicroseconds / 100;
        });

        var root = PacketJson.Read(body).Root;
        var read = Best(() => PacketJson.Read(body));
        var digest = Best(() => CanonicalContent.Digest(root, key));
        TestContext.Out.WriteLine($"{body.Length} bytes: read {read:F1} µs, digest {digest:F1} µs");

        Assert.That(read + digest, Is.LessThan(1000));
    }
}
