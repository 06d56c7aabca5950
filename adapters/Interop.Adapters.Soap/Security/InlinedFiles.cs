using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Soap.Security;

/// <summary>
/// Puts the files of an XOP package into its XML, in memory: that is what its sender signed or encrypted. Reads the package
/// to its end.
/// </summary>
/// <param name="maxBytes">Most bytes of the XML with its files in it.</param>
/// <param name="budget">What all such messages may hold; null: no matter.</param>
internal sealed class InlinedFiles(long maxBytes, BodyBudget? budget)
{
    /// <summary>Bytes of the budget that they hold, given back by the caller.</summary>
    public int Taken { get; private set; }

    /// <summary>Puts them.</summary>
    /// <param name="package">Its root was read.</param>
    /// <param name="message">The root.</param>
    /// <param name="watch">Wraps each part as it is read; null: nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whole; or why not, with the problem where the package is to blame.</returns>
    public async Task<(BodyReadOutcome Outcome, PackageProblem? Problem)> PutAsync(
        PackageReader package, UnprovenMessage message, Func<Stream, Stream>? watch, CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (await package.NextAsync(cancellationToken))
            {
                case PartReading.End:
                    return (BodyReadOutcome.Whole, null);
                case PartReading.Broken broken:
                    return (BodyReadOutcome.Whole, broken.Problem);
                case PartReading.Part { Value: { Headers.ContentId: { } id } part } when message.Includes(id).Count() is > 0 and var places:
                    // In base64 it is a third longer.
                    var room = (int)Math.Min(int.MaxValue - 1, Math.Max(0, maxBytes - message.Bytes) / 4 * 3 / places);
                    switch (await part.TakeAsync((content, stop) => BoundedBody.ReadAsync(watch?.Invoke(content) ?? content, null, room, budget, stop), cancellationToken))
                    {
                        case PartTaking<BodyRead>.Broken cut:
                            return (BodyReadOutcome.Whole, cut.Problem);
                        case PartTaking<BodyRead>.Taken { Value: var body }:
                            Taken += body.Taken;
                            if (body.Outcome != BodyReadOutcome.Whole)
                            {
                                return (body.Outcome, null);
                            }

                            message.Include(id, body.Bytes.Span);
                            break;
                    }

                    break;
            }
        }
    }
}
