using Interop.Adapters.Configuration;

namespace Interop.Hub.Core.Inbox;

/// <summary>Makes the adapter of a partner whose <c>Adapter:Type</c> is <c>inbox</c>.</summary>
public sealed class InboxRegistration : IAdapterFactory
{
    /// <summary>The configuration's name of the kind.</summary>
    public const string Kind = "inbox";

    /// <inheritdoc/>
    public string Name => Kind;

    /// <inheritdoc/>
    public AdapterInstance? Create(AdapterContext context)
    {
        var settings = new SettingsReader(context);
        var most = (int)settings.Number("MaxHandOuts", 20, 1, 1_000);
        var expectsAnswer = settings.Flag("ExpectsAnswer", standard: true);
        return settings.Close() ? new AdapterInstance(new InboxAdapter(most, expectsAnswer)) : null;
    }
}
