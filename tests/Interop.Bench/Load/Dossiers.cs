using System.Globalization;
using System.Reflection;
using System.Text;

namespace Interop.Bench.Load;

/// <summary>
/// Distinct birth dossiers of 4 KiB each, without files: a sample of the contracts, with numbers and times of their own.
/// Every run has a day of its own, so that a ledger that is kept from an earlier run has never seen them. A millisecond lies
/// between one dossier and the next, as in a counter's queue no two are received at once: a time that all share made every
/// name that begins with it fall anywhere in an index, a fifth of all the pages the hub wrote.
/// </summary>
internal static class Dossiers
{
    /// <summary>Size of every body.</summary>
    public const int Bytes = 4096;

    /// <summary>Numbers from here on are of live traffic; those below are of the dossiers that were loaded.</summary>
    public const long FirstLive = 2_000_000;

    /// <summary>Birth registration.</summary>
    public const string Procedure = "1.001193";

    /// <summary>The day of the dossiers that are loaded.</summary>
    public const string LoadedDay = "251231";

    private const int Digits = 7;
    private const string Clock = "HH:mm:ss.fff";
    private const string Opening = "08:30:00.000";
    private const int OpenFor = 8 * 60 * 60 * 1000;
    private static readonly string Today = Day(TimeProvider.System.GetUtcNow());
    private static readonly Template Live = new(Today);
    private static readonly Template Loaded = new(LoadedDay);

    /// <summary>The body of the dossier with this number, at most seven digits.</summary>
    public static byte[] Write(long number) => number < FirstLive ? Loaded.Write(number) : Live.Write(number);

    /// <summary>The one-stop's number of a dossier.</summary>
    public static string Local(long number) => Invariant($"000.00.18.H40-{(number < FirstLive ? LoadedDay : Today)}-{number:D7}");

    /// <summary>The sender's id of the packet.</summary>
    public static string PacketId(long number) => Invariant($"MC-{(number < FirstLive ? LoadedDay : Today)}-{number:D7}");

    /// <summary>The receipt's number.</summary>
    public static string Receipt(long number) => Invariant($"BN-{number:D7}");

    /// <summary>The national portal's number, which only dossiers that were loaded have.</summary>
    public static string National(long number) => Invariant($"G22.99-20{LoadedDay}-{number:D7}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string Day(DateTimeOffset now)
    {
        var minute = (int)(now.ToUnixTimeSeconds() / 60 % (12 * 28));
        return Invariant($"26{(minute / 28) + 1:D2}{(minute % 28) + 1:D2}");
    }

    /// <summary>A body with the places where its number stands.</summary>
    private sealed class Template
    {
        private readonly byte[] _body;
        private readonly int[] _places;
        private readonly int[] _times;

        public Template(string day)
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("dossier.json")!;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var text = reader.ReadToEnd().Trim().Replace("{{day}}", day, StringComparison.Ordinal).Replace("{{time}}", Opening, StringComparison.Ordinal);
            var missing = Bytes - Encoding.UTF8.GetByteCount(text) + 1;
            _body = Encoding.UTF8.GetBytes(text.Replace("~", new string('.', missing), StringComparison.Ordinal));
            _places = Places(new string('9', Digits));
            _times = Places(Opening);
        }

        public byte[] Write(long number)
        {
            var body = _body.AsSpan().ToArray();
            foreach (var place in _places)
            {
                var rest = number;
                for (var i = Digits - 1; i >= 0; i--)
                {
                    body[place + i] = (byte)('0' + (rest % 10));
                    rest /= 10;
                }
            }

            var received = TimeOnly.ParseExact(Opening, Clock, CultureInfo.InvariantCulture).Add(TimeSpan.FromMilliseconds(number % OpenFor));
            foreach (var place in _times)
            {
                received.TryFormat(body.AsSpan(place), out _, Clock, CultureInfo.InvariantCulture);
            }

            return body;
        }

        private int[] Places(string text)
        {
            var mark = Encoding.UTF8.GetBytes(text);
            List<int> places = [];
            for (var at = 0; _body.AsSpan(at).IndexOf(mark) is var found and >= 0; at += found + mark.Length)
            {
                places.Add(at + found);
            }

            return [.. places];
        }
    }
}
