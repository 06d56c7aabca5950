using Interop.Adapters.Soap.Transforms;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>Compiles all of a profile's stylesheets and rules in a worker, and says what does not.</summary>
internal static class ProfileTrial
{
    /// <summary>Null: no worker could say; otherwise what is wrong, empty when nothing is.</summary>
    public static async Task<IReadOnlyList<ProfileError>?> CompileAsync(PartnerProfile profile, TransformPool pool, string owner, TimeProvider time, CancellationToken cancellationToken)
    {
        List<ProfileError> errors = [];
        foreach (var entry in profile.Sheets.Files.Keys.Order(StringComparer.Ordinal))
        {
            var job = new TransformJob
            {
                Sheets = profile.Sheets,
                Entry = entry,
                Owner = owner,
                Input = default,
                Facts = new TransformFacts { Now = time.GetUtcNow() },
            };
            switch (await pool.RunAsync(job, cancellationToken))
            {
                case TransformOutcome.Failed { Problem: var problem }:
                    errors.Add(Placed(profile, entry, problem));
                    break;
                case TransformOutcome.Stopped { Reason: StopReason.NoFreeWorker or StopReason.CannotStart }:
                    return null;
                case TransformOutcome.Stopped stopped:
                    errors.Add(new ProfileError(entry, string.Empty, stopped.Detail));
                    break;
            }
        }

        // What several stylesheets include would be told once for each.
        return [.. errors.Distinct()];
    }

    private static ProfileError Placed(PartnerProfile profile, string entry, TransformProblem problem) =>
        profile.Places.TryGetValue(entry, out var places)
            ? new ProfileError(ProfileNode.File, problem.Line is { } line && places.TryGetValue(line, out var pointer) ? pointer : string.Empty, problem.Message)
            : new ProfileError(problem.File ?? entry, SheetLook.Place(problem.Line, problem.Position), problem.Message);
}
