using Interop.Hub.Core.Configuration;
using Interop.Hub.Host.Composition;
using Interop.Hub.Ledger.Documents;

namespace Interop.Hub.Host.Examination;

/// <summary>Tries the document store out: an object is written, read and deleted.</summary>
internal static class DocumentsCheck
{
    private const string Subject = "documents";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<ExaminationFinding> ExamineAsync(HubSettings settings, TimeProvider time, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            await using var services = new ServiceCollection().AddSingleton(time).AddDocuments(settings).BuildServiceProvider();
            return await services.GetRequiredService<IDocumentShelfCheck>().TryOutAsync(limit.Token) is { } trouble
                ? new ExaminationFinding(Gravity.Error, Subject, trouble)
                : new ExaminationFinding(Gravity.Good, Subject, $"{Name(settings.Documents)} takes, gives back and deletes an object");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new ExaminationFinding(Gravity.Error, Subject, e.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ExaminationFinding(Gravity.Error, Subject, $"{Name(settings.Documents)} did not answer within {Patience.TotalSeconds:0} s");
        }
    }

    private static string Name(DocumentSettings documents) => documents switch
    {
        { S3: { } s3 } => $"the bucket {s3.Bucket} at {s3.Endpoint.Authority}",
        { Kind: DocumentStoreKind.Postgres } => "PostgreSQL",
        _ => "the local disk",
    };
}
