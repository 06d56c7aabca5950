using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Interop.Contracts.Documents;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;

namespace Interop.Adapters.OneStop;

/// <summary>The canonical packet with the dossier's numbers, and what goes around it. Pure.</summary>
internal static class OneStopMapping
{
    // About 4 KiB of header: what every server and proxy takes. The others are fetched by digest.
    private const int MaxLinks = 16;

    /// <summary>
    /// The packet as accepted, with every number that the hub knows of the dossier: a ministry names it by one number,
    /// and the one-stop may know it by another. Its own come first; ten at most, as the schema has it.
    /// </summary>
    public static Packet Numbered(Packet packet, IReadOnlyList<DossierIdentifier> known) =>
        NamesAll(packet, known) ? packet : packet with { Identifiers = [.. packet.Identifiers.Concat(known).DistinctBy(i => i.Normalised).Take(10)] };

    /// <summary>
    /// True when the packet itself has every number that the hub knows of the dossier. By scheme and number: within one
    /// dossier another issuer is the same one by another of its names.
    /// </summary>
    public static bool NamesAll(Packet packet, IReadOnlyList<DossierIdentifier> known)
    {
        foreach (var number in known)
        {
            if (!packet.Identifiers.Any(i => i.Scheme == number.Scheme && i.Value.AsSpan().Trim().Equals(number.Value, StringComparison.OrdinalIgnoreCase)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The files that a packet refers to, each once, at most as many as get a link.</summary>
    public static IEnumerable<Sha256Digest> LinkedFiles(Packet packet) => Files(packet).Select(file => file.Sha256).Distinct().Take(MaxLinks);

    /// <summary>One value of the Link header (RFC 8288): where a file is, and which of the packet's files it is.</summary>
    public static string Link(Sha256Digest file, Uri address) => $"<{address.AbsoluteUri}>; rel=\"enclosure\"; sha256=\"{file.Value}\"";

    /// <summary>
    /// <c>t=…,v1=…</c>: HMAC-SHA256 of the seconds, a dot and the body. The time is inside so that an old call cannot
    /// be played again. Links need no signature: the digest of every file stands in the signed body.
    /// </summary>
    public static string Signature(string secret, DateTimeOffset now, ReadOnlySpan<byte> body)
    {
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.UTF8.GetBytes(seconds + "."));
        mac.AppendData(body);
        return $"t={seconds},v1={Convert.ToHexStringLower(mac.GetHashAndReset())}";
    }

    private static IEnumerable<DocumentReference> Files(Packet packet) => packet.Content switch
    {
        Submission submission => Files(submission.Dossier),
        Correction correction => Files(correction.Dossier),
        SupplementReply reply => reply.Components.SelectMany(c => c.Files),
        Result result => result.Papers.Select(p => p.File).OfType<DocumentReference>(),
        FeeNotice { File: { } file } => [file],
        Payment { File: { } file } => [file],
        ElectronicDocument document => document.Files,
        _ => [],
    };

    private static IEnumerable<DocumentReference> Files(Dossier dossier) =>
        dossier.Components.SelectMany(c => c.Files).Concat(dossier.OtherPapers.SelectMany(p => p.Files));
}
