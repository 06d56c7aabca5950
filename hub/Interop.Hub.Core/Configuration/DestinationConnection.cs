using System.Security.Cryptography.X509Certificates;

namespace Interop.Hub.Core.Configuration;

/// <summary>What the HTTP client of one destination is made from.</summary>
/// <param name="destination">Its code.</param>
/// <param name="settings">How it is called.</param>
public sealed class DestinationConnection(string destination, ConnectionSettings settings)
{
    private readonly List<CallTarget> _named = [];
    private volatile SeenCertificate? _seen;

    /// <summary>The destination's code.</summary>
    public string Destination { get; } = destination;

    /// <summary>How it is called.</summary>
    public ConnectionSettings Settings { get; } = settings;

    /// <summary>What its server showed in the last handshake that was agreed on; null: none was.</summary>
    public SeenCertificate? Seen
    {
        get => _seen;
        set => _seen = value;
    }

    /// <summary>Where it may call.</summary>
    public IReadOnlyList<CallTarget> Targets => Settings.Allow ?? _named;

    /// <summary>Whether it may call there.</summary>
    public bool MayCall(Uri address) => Targets.Any(target => target.Covers(address));

    /// <summary>Notes an address that the adapter's settings name; while the adapter is made, and never later.</summary>
    internal void Name(Uri address) => _named.Add(CallTarget.Of(address));

    /// <summary>What the adapter's settings name and <see cref="ConnectionSettings.Allow"/> does not.</summary>
    internal IEnumerable<CallTarget> NamedOutside => _named.Where(named => !Targets.Any(target => target.Covers(named)));
}

/// <summary>A server's certificate as it was seen.</summary>
/// <param name="Subject">Its subject.</param>
/// <param name="NotAfter">Its end.</param>
/// <param name="Excused">What is wrong with it and taken all the same, by a pin; null: nothing.</param>
public sealed record SeenCertificate(string Subject, DateTimeOffset NotAfter, string? Excused)
{
    /// <summary>Of a certificate.</summary>
    public static SeenCertificate Of(X509Certificate2 certificate, string? excused)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return new SeenCertificate(certificate.Subject, new DateTimeOffset(certificate.NotAfter.ToUniversalTime()), excused);
    }
}
