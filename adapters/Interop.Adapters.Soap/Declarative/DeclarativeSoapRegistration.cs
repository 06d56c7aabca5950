using Interop.Adapters.Configuration;
using Interop.Adapters.Soap.Declarative.Receiving;
using Interop.Adapters.Soap.Transforms;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>
/// Makes adapters from profiles: <c>Adapter:Type = soap</c>. All of them share one small pool of transform workers, which
/// starts when the first transform does.
/// </summary>
public sealed class DeclarativeSoapRegistration : IAdapterFactory, IAsyncDisposable
{
    private readonly WorkerCommand _worker;
    private readonly TransformPoolOptions _options;
    private readonly Lock _gate = new();
    private TransformPool? _pool;

    /// <summary>Adapters whose transforms run in workers that are started by this command.</summary>
    public DeclarativeSoapRegistration(WorkerCommand worker)
        : this(worker, new TransformPoolOptions())
    {
    }

    internal DeclarativeSoapRegistration(WorkerCommand worker, TransformPoolOptions options)
    {
        _worker = worker;
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => "soap";

    /// <inheritdoc/>
    public AdapterInstance? Create(AdapterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (DeclarativeSoapOptions.Read(context) is not { } options)
        {
            return null;
        }

        List<ProfileError> errors = [];
        var files = ProfileFiles.Read(options.Folder, errors);
        var reading = files is null || errors.Count > 0 ? new ProfileReading.Refused(errors) : ProfileReader.Read(files);
        if (reading is ProfileReading.Refused refused)
        {
            foreach (var error in refused.Errors)
            {
                context.Errors.Add(new ConfigurationError($"{context.Settings.Path}:Profile", error.ToString()));
            }

            return null;
        }

        var profile = ((ProfileReading.Read)reading).Profile;
        var http = context.HttpClient();
        var bound = BoundProfile.Of(profile, options, http, context.Time, (name, wrong) =>
            context.Errors.Add(new ConfigurationError($"{context.Settings.Path}:{name}", $"{name} {wrong}.")));
        if (bound is null)
        {
            return null;
        }

        // The profile's own, as it is now: one that changes while it is in use opens no other door.
        context.Calls(bound.Endpoint);
        var pool = Pool(context.Time);
        var holder = new ProfileHolder(
            options.Folder,
            context.Destination,
            bound,
            files!.Stamp,
            (changed, wrong) => BoundProfile.Of(changed, options, http, context.Time, (name, what) =>
                wrong.Add(new ProfileError(ProfileNode.File, string.Empty, $"the destination's setting {name} {what}"))),
            pool,
            context.Time,
            context.Log);
        var caller = new ProfileCaller(pool, context.Destination, context.Time);
        var conversation = new Conversation(caller, context.Time);
        var adapter = new DeclarativeSoapAdapter(holder, caller, conversation, pool, context.Destination, context.Time, context.Log);
        return new AdapterInstance(
            Delivery: adapter,
            Probe: profile.Probe is null ? null : adapter,

            // Without a harmless call nothing could be said of the partner.
            Reachability: profile.Check is null && profile.Login is null ? null : adapter,

            // A profile may begin to ask while the hub runs.
            Pull: new DeclarativePull(holder, caller, conversation, context.Time));
    }

    /// <summary>Ends the workers.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            return _pool?.DisposeAsync() ?? ValueTask.CompletedTask;
        }
    }

    private TransformPool Pool(TimeProvider time)
    {
        lock (_gate)
        {
            return _pool ??= new TransformPool(_worker, _options, time);
        }
    }
}
