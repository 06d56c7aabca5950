using Interop.Contracts.Documents;
using Interop.Contracts.Packets;

namespace Interop.Contracts.Tests.Samples;

internal static class References
{
    public static IEnumerable<DocumentReference> Of(Packet packet) => packet.Content switch
    {
        Submission s => Of(s.Dossier),
        Correction c => Of(c.Dossier),
        SupplementReply r => r.Components.SelectMany(c => c.Files),
        FeeNotice { File: { } file } => [file],
        Payment { File: { } file } => [file],
        Result r => r.Papers.Select(p => p.File).OfType<DocumentReference>(),
        _ => [],
    };

    private static IEnumerable<DocumentReference> Of(Dossiers.Dossier dossier) =>
        dossier.Components.SelectMany(c => c.Files).Concat(dossier.OtherPapers.SelectMany(p => p.Files));
}
