using System.Globalization;
using System.Text.Json;
using Interop.Contracts.Codecs.Reading;
using Interop.Contracts.Documents;

namespace Interop.Contracts.Codecs.Rules;

/// <summary>A digest names one file: two references of one digest agree on its size.</summary>
internal static class FileRules
{
    public static void Check(JsonElement content, ErrorSink errors)
    {
        Dictionary<Sha256Digest, long>? sizes = null;
        var dossier = JsonTree.Get(content, "dossier");
        Lists(JsonTree.Get(dossier, "components"), "/content/dossier/components");
        Lists(JsonTree.Get(dossier, "otherPapers"), "/content/dossier/otherPapers");
        Lists(JsonTree.Get(content, "components"), "/content/components");
        Files(JsonTree.Get(content, "files"), "/content/files");
        var i = 0;
        foreach (var paper in JsonTree.Items(JsonTree.Get(content, "papers")))
        {
            One(JsonTree.Get(paper, "file"), Child("/content/papers", i++) + "/file");
        }

        void Lists(JsonElement papers, string at)
        {
            var n = 0;
            foreach (var paper in JsonTree.Items(papers))
            {
                Files(JsonTree.Get(paper, "files"), Child(at, n++) + "/files");
            }
        }

        void Files(JsonElement files, string at)
        {
            var n = 0;
            foreach (var file in JsonTree.Items(files))
            {
                One(file, Child(at, n++));
            }
        }

        void One(JsonElement file, string at)
        {
            if (JsonTree.Text(JsonTree.Get(file, "sha256")) is not { } text || !Sha256Digest.TryParse(text, out var digest) || JsonTree.Number(JsonTree.Get(file, "size")) is not { } size)
            {
                return;
            }

            sizes ??= [];
            if (!sizes.TryAdd(digest, size) && sizes[digest] != size)
            {
                errors.Add(at + "/size", ContractErrorCodes.DigestConflict, "Another reference in this packet gives the same digest with another size. One of them is wrong: compute both from the file itself.");
            }
        }
    }

    private static string Child(string at, int index) => string.Create(CultureInfo.InvariantCulture, $"{at}/{index}");
}
