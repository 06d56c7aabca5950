using System.Globalization;
using System.Text.RegularExpressions;
using Interop.Journey.Tests.Hub;
using Interop.Simulators;

namespace Interop.Journey.Tests;

/// <summary>
/// Guarantee 1 by the order of system calls: kill -9 leaves the page cache alone, so only the trace shows that bytes
/// were synced before the receipt went out.
/// </summary>
[NonParallelizable]
public sealed partial class DurabilityTests
{
    [Test]
    [CancelAfter(180_000)]
    public async Task The_receipt_goes_out_after_the_ledger_is_synced_and_the_upload_s_answer_after_the_file_and_its_folder(CancellationToken cancellationToken)
    {
        var trace = Path.Combine(Path.GetTempPath(), $"interop-strace-{Environment.ProcessId}.txt");
        try
        {
            string sha256;
            await using (var journey = await Hub.Journey.StartAsync(
                callbacks: CallbackMode.Off,
                wrapper: ["strace", "-f", "-y", "-s", "96", "-e", "trace=fsync,fdatasync,openat,rename,renameat,renameat2,pwrite64,sendto,sendmsg,write,writev", "-o", trace]))
            {
                // Nobody is called, so every sync and every answer in the trace belongs to the two requests.
                foreach (var partner in journey.Province.All)
                {
                    await partner.GoDownAsync(cancellationToken);
                }

                var file = "%PDF-1.4 dau-vet"u8.ToArray();
                sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file));
                await journey.PutAsync(sha256, file);
                await journey.InsistAsync("api/v1/dossiers", Payloads.Submission("dau-vet", Payloads.Number(1)), cancellationToken);
            }

            var calls = await File.ReadAllLinesAsync(trace, cancellationToken);
            var upload = Index(calls, 0, l => Answer().IsMatch(l) && l.Contains("HTTP/1.1 201", StringComparison.Ordinal), "the upload's answer");
            var fileSynced = LastIndex(calls, upload, l => Sync().IsMatch(l) && l.Contains("/documents/", StringComparison.Ordinal) && IsFile(l));
            var folderSynced = LastIndex(calls, upload, l => Sync().IsMatch(l) && l.Contains("/documents", StringComparison.Ordinal) && !IsFile(l));
            var renamed = LastIndex(calls, upload, l => l.Contains("rename", StringComparison.Ordinal));
            var receipt = Index(calls, upload + 1, l => Answer().IsMatch(l) && l.Contains("HTTP/1.1 202", StringComparison.Ordinal), "the receipt");
            var logWritten = LastIndex(calls, receipt, l => l.Contains("pwrite64", StringComparison.Ordinal) && l.Contains("ledger.db-wal", StringComparison.Ordinal));
            var logSynced = LastIndex(calls, receipt, l => Sync().IsMatch(l) && l.Contains("ledger.db-wal", StringComparison.Ordinal));
            Assert.Multiple(() =>
            {
                Assert.That(fileSynced, Is.GreaterThanOrEqualTo(0).And.LessThan(renamed), "the file's bytes are synced before it gets its name");
                Assert.That(folderSynced, Is.GreaterThan(renamed), "the folder is synced after it has the name");
                Assert.That(logSynced, Is.GreaterThan(upload), "the ledger is synced for the packet");
                Assert.That(logSynced, Is.GreaterThan(logWritten), "nothing of the packet is written after the sync and before the receipt");
            });
        }
        finally
        {
            File.Delete(trace);
        }
    }

    private static bool IsFile(string call) => FileName().IsMatch(call);

    private static int Index(string[] calls, int from, Predicate<string> match, string what)
    {
        var index = Array.FindIndex(calls, from, match);
        Assert.That(index, Is.GreaterThanOrEqualTo(0), string.Create(CultureInfo.InvariantCulture, $"{what} in a trace of {calls.Length} calls"));
        return index;
    }

    private static int LastIndex(string[] calls, int before, Predicate<string> match) => Array.FindLastIndex(calls, before, match);

    // With -f a call that blocks is split; the line that resumes it is the one that says it is done.
    [GeneratedRegex(@"(fsync|fdatasync)(\(| resumed)")]
    private static partial Regex Sync();

    [GeneratedRegex(@"(sendto|sendmsg|write|writev)\(")]
    private static partial Regex Answer();

    [GeneratedRegex(@"<[^>]*/documents/[^>]*[0-9a-f]{16}[^>/]*>")]
    private static partial Regex FileName();
}
