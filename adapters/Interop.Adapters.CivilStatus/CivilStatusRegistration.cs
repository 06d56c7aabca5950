using Interop.Adapters.Configuration;
using Interop.Adapters.Soap.Client;

namespace Interop.Adapters.CivilStatus;

/// <summary>Makes civil-status adapters from configuration: <c>Adapter:Type = civil-status</c>.</summary>
public sealed class CivilStatusRegistration : IAdapterFactory
{
    /// <inheritdoc/>
    public string Name => "civil-status";

    /// <inheritdoc/>
    public AdapterInstance? Create(AdapterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (CivilStatusOptions.Read(context) is not { } options)
        {
            return null;
        }

        var profile = new SoapProfile
        {
            ActionStyle = options.ActionStyle,
            Files = options.Files,
            Basic = new BasicCredentials(options.User, options.Password),
            ConnectTimeout = options.ConnectTimeout,
            AnswerTimeout = options.AnswerTimeout,

            // Its answers are a few lines; a look-up of a finished dossier carries one certificate.
            MaxAnswerBytes = 8 << 20,
        };
        var adapter = new CivilStatusAdapter(new SoapClient(context.HttpClient(), profile, context.Time), options, context.Time);
        return new AdapterInstance(Delivery: adapter, Probe: adapter, Reachability: adapter);
    }
}
