using Interop.Adapters.Configuration;
using Interop.Contracts.Identifiers;

namespace Interop.Adapters.NationalPortal;

/// <summary>Settings of one connection to the national portal.</summary>
internal sealed record NationalPortalOptions
{
    /// <summary>Base address of the NGSP adapter (adapter_url).</summary>
    public required Uri Address { get; init; }

    /// <summary>Path of the log-in under the base. Default <c>auth</c>.</summary>
    public required string LogInPath { get; init; }

    /// <summary>Path of the services under the base. Default <c>integration</c>.</summary>
    public required string ServicePath { get; init; }

    public required string Username { get; init; }

    public required string Password { get; init; }

    /// <summary>madonvi: the province's own code, such as <c>000.00.00.H40</c>.</summary>
    public required OrganisationCode Unit { get; init; }

    /// <summary>dstcode: the portal's code on the NGSP axis.</summary>
    public required string DestinationCode { get; init; }

    /// <summary>NoiNopHoSo. Default <c>2</c>, the only value seen in use.</summary>
    public required string FilingPlace { get; init; }

    /// <summary>True when the portal is known to give a repeated call no second effect. Default false: it is asked by TraCuuHoSo.</summary>
    public required bool Idempotent { get; init; }

    /// <summary>How long after an unanswered call "not found" is final. Default 1 minute.</summary>
    public required TimeSpan SettleTime { get; init; }

    /// <summary>How long one call may take. Default 20 s: OpenCPS gives up after 6 s, which the portal often exceeds.</summary>
    public required TimeSpan Timeout { get; init; }

    public static NationalPortalOptions? Read(AdapterContext context)
    {
        var settings = new SettingsReader(context);
        var address = settings.Address("Url", required: true);
        var unit = settings.Parsed<OrganisationCode>("Unit", required: true, "000.00.00.H40");
        var options = new NationalPortalOptions
        {
            Address = address ?? context.PublicBaseUrl,
            LogInPath = settings.Optional("LogInPath") ?? "auth",
            ServicePath = settings.Optional("ServicePath") ?? "integration",
            Username = settings.Required("Username", "tinh-mau"),
            Password = settings.Secret("PasswordRef"),
            Unit = unit ?? default,
            DestinationCode = settings.Required("DestinationCode", "VN:GOV:000.00.00.G22:vpcpdvcprovider"),
            FilingPlace = settings.Optional("FilingPlace") ?? "2",
            Idempotent = settings.Flag("Idempotent", standard: false),
            SettleTime = settings.Duration("SettleTime", TimeSpan.FromMinutes(1), TimeSpan.Zero, TimeSpan.FromHours(1)),
            Timeout = settings.Duration("Timeout", TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5)),
        };
        return settings.Close() ? options : null;
    }
}
