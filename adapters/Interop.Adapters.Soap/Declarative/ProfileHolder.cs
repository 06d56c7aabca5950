using Interop.Adapters.Soap.Transforms;
using Microsoft.Extensions.Logging;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>
/// The profile in effect. Its folder is looked at while it is used, every few seconds at most; a changed one is read, bound
/// and compiled beside the deliveries, and takes their place in one step. A bad one changes nothing, and is told.
/// </summary>
internal sealed class ProfileHolder(
    string folder,
    string destination,
    BoundProfile first,
    string stamp,
    Func<PartnerProfile, ICollection<ProfileError>, BoundProfile?> bind,
    TransformPool pool,
    TimeProvider time,
    ILogger log)
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private volatile BoundProfile _current = first;
    private volatile IReadOnlyList<ProfileError> _refused = [];
    private string _stamp = stamp;
    private long _looked = time.GetTimestamp();
    private int _looking;

    /// <summary>The profile in effect; starts a look at the folder when one is due, and does not wait for it.</summary>
    public BoundProfile Current
    {
        get
        {
            if (time.GetElapsedTime(Volatile.Read(ref _looked)) >= Every && Interlocked.CompareExchange(ref _looking, 1, 0) == 0)
            {
                Volatile.Write(ref _looked, time.GetTimestamp());
                _ = Task.Run(LookAsync);
            }

            return _current;
        }
    }

    /// <summary>What is wrong with the folder as it is now, while an older version is in effect; empty: nothing.</summary>
    public IReadOnlyList<ProfileError> Refused => _refused;

    private async Task LookAsync()
    {
        try
        {
            var now = ProfileFiles.StampOf(folder);
            if (now == _stamp)
            {
                return;
            }

            List<ProfileError> errors = [];
            var bound = await ReadAsync(now, errors);
            if (bound is null && errors.Count == 0)
            {
                // Somebody was writing, or no worker was to be had: the next look tries again.
                return;
            }

            _stamp = now;
            _refused = errors;
            if (bound is not null)
            {
                _current = bound;
                ProfileLog.Reloaded(log, bound.Profile.Name, destination);
            }
            else
            {
                ProfileLog.Refused(log, Path.GetFileName(folder), destination, errors.Count, string.Join("; ", errors.Take(20)));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder is not there at the moment: what is in effect stays.
        }
        finally
        {
            Volatile.Write(ref _looking, 0);
        }
    }

    private async Task<BoundProfile?> ReadAsync(string stampNow, List<ProfileError> errors)
    {
        var files = ProfileFiles.Read(folder, errors);
        if (files is null || errors.Count > 0)
        {
            return null;
        }

        if (files.Stamp != stampNow)
        {
            return null;
        }

        switch (ProfileReader.Read(files))
        {
            case ProfileReading.Refused refused:
                errors.AddRange(refused.Errors);
                return null;
            case ProfileReading.Read { Profile: var profile }:
                var bound = bind(profile, errors);
                if (await ProfileTrial.CompileAsync(profile, pool, $"{destination} (trial)", time, CancellationToken.None) is not { } found)
                {
                    return null;
                }

                errors.AddRange(found);
                return errors.Count == 0 ? bound : null;
            default:
                throw new InvalidOperationException("The family of readings is closed.");
        }
    }
}
