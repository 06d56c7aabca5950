using System.Text;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Ledger.Tests.Conformance;

namespace Interop.Hub.Ledger.Tests.Sqlite;

/// <summary>Guarantee 13 at rest: nothing personal stands in the files in the clear.</summary>
[TestFixture]
internal sealed class SqlitePrivacyTests : LedgerJourney
{
    [Test]
    public async Task No_body_file_name_partners_word_or_operators_reason_is_readable_on_disk()
    {
        var digest = Sample.Digest("file")[1..];
        await UploadedAsync(Sample.OneStop, digest);
        var packet = Make.Submission("N-1", "A", Sample.Ministry) with
        {
            Body = Encoding.UTF8.GetBytes("""{"fullName":"Trần Thị Bưởi","citizenNumber":"001300054321"}"""),
            Documents = [new DocumentReference { Name = "Khai sinh Trần Thị Bưởi.pdf", MediaType = "application/pdf", Size = 1, Sha256 = Sha256Digest.FromHash(digest) }],
        };
        await RecordedAsync(packet);
        await RejectAsync(To(packet, Sample.Ministry));
        await ActAsync(To(packet, Sample.Ministry), DeliveryState.Cancelled);

        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(Store.Path)!))
        {
            var bytes = await ReadSharedAsync(file);
            foreach (var secret in new[] { "Trần Thị Bưởi", "001300054321", "Khai sinh", "Nguyễn Văn A", "đã gọi điện" })
            {
                Assert.That(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)), Is.EqualTo(-1), $"{secret} in {Path.GetFileName(file)}");
            }
        }
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using MemoryStream copy = new();
        await file.CopyToAsync(copy);
        return copy.ToArray();
    }
}
