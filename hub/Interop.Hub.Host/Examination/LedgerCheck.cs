using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Host.Composition;
using Interop.Hub.Ledger;
using Interop.Hub.Ledger.Examination;
using Interop.Hub.Ledger.Security;
using Microsoft.Extensions.Logging.Abstractions;

namespace Interop.Hub.Host.Examination;

/// <summary>Looks at the ledger and the keys it is sealed under.</summary>
internal static class LedgerCheck
{
    private const string Subject = "ledger";

    public static async Task<IReadOnlyList<ExaminationFinding>> ExamineAsync(HubSettings settings, TimeProvider time, CancellationToken cancellation)
    {
        FileKeyRing keys;
        try
        {
            keys = KeyRings.Open(settings, NullLogger.Instance);
        }
        catch (KeyRingException e)
        {
            return [new ExaminationFinding(Gravity.Error, "key ring", e.Message)];
        }

        try
        {
            return settings.Ledger.Kind == LedgerKind.Postgres
                ? await SharedAsync(settings, keys, time, cancellation)
                : [await EmbeddedAsync(settings, keys, time, cancellation)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LedgerSchemaException or System.Security.Cryptography.CryptographicException)
        {
            return [new ExaminationFinding(Gravity.Error, Subject, e.Message)];
        }
    }

    private static async Task<IReadOnlyList<ExaminationFinding>> SharedAsync(HubSettings settings, FileKeyRing keys, TimeProvider time, CancellationToken cancellation)
    {
        var findings = await LedgerExamination.OfPostgresAsync(Ledgers.Postgres(settings), keys, time, cancellation);
        return [.. findings.Select(f => new ExaminationFinding(
            f.Gravity switch { LedgerFindingGravity.Good => Gravity.Good, LedgerFindingGravity.Warning => Gravity.Warning, _ => Gravity.Error }, Subject, f.Message))];
    }

    private static async Task<ExaminationFinding> EmbeddedAsync(HubSettings settings, FileKeyRing keys, TimeProvider time, CancellationToken cancellation)
    {
        var options = Ledgers.Sqlite(settings);
        if (!File.Exists(options.Path))
        {
            Directory.CreateDirectory(settings.Ledger.Directory);
            var probe = Path.Combine(settings.Ledger.Directory, ".doctor");
            await File.WriteAllTextAsync(probe, string.Empty, cancellation);
            File.Delete(probe);
            return new ExaminationFinding(Gravity.Good, Subject, $"the key ring opens ({keys.CurrentId}); the ledger will be made in {settings.Ledger.Directory} at the first start");
        }

        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(time)
            .AddSingleton<Core.Security.IKeyRing>(keys)
            .AddSqliteLedger(options)
            .BuildServiceProvider();
        await services.GetRequiredService<IDueDeliveries>().ControlsAsync(cancellation);
        return new ExaminationFinding(Gravity.Good, Subject, $"opens and answers; the key ring opens ({keys.CurrentId})");
    }
}
