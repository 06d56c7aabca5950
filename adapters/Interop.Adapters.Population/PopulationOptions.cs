using Interop.Adapters.Configuration;

namespace Interop.Adapters.Population;

/// <summary>Settings of one connection to the national population database.</summary>
internal sealed record PopulationOptions
{
    /// <summary>Base address of the REST front.</summary>
    public required Uri Address { get; init; }

    /// <summary>Path of XacThucThongTinCongDan under the base. Default <c>xacthuc</c>.</summary>
    public required string VerifyPath { get; init; }

    /// <summary>How the gateway wants to know us.</summary>
    public required GatewayAccess Access { get; init; }

    /// <summary>MaCanBo for questions that name no officer; null: such questions are refused.</summary>
    public required string? Officer { get; init; }

    /// <summary>How long one question may take. Default 15 s.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The full address of the verification: part of what is hashed into the password.</summary>
    public Uri Verify => new(Address.AbsoluteUri.TrimEnd('/') + "/" + VerifyPath.TrimStart('/'));

    public static PopulationOptions? Read(AdapterContext context)
    {
        var settings = new SettingsReader(context);
        var address = settings.Address("Url", required: true);
        var access = settings.Choice("Variant", GatewayVariant.Direct) switch
        {
            GatewayVariant.Lgsp => Lgsp(settings),
            _ => Direct(settings),
        };
        var options = new PopulationOptions
        {
            Address = address ?? context.PublicBaseUrl,
            VerifyPath = settings.Optional("VerifyPath") ?? "xacthuc",
            Access = access,
            Officer = settings.Optional("Officer"),
            Timeout = settings.Duration("Timeout", TimeSpan.FromSeconds(15), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5)),
        };
        return settings.Close() ? options : null;
    }

    private static GatewayAccess Direct(SettingsReader settings) => new GatewayAccess.Direct(
        settings.Required("User", "tinh-mau"),
        settings.Secret("SecretRef"),
        settings.Secret("ApiKeyRef"),
        settings.Required("XRoadClient", "VN/GOV/H40/tinh-mau"));

    private static GatewayAccess Lgsp(SettingsReader settings) => new GatewayAccess.Lgsp(
        settings.Secret("BearerTokenRef"),
        new Wire.LgspAccess(
            settings.Required("AccessKey", "access-key"),
            settings.Secret("SecretKeyRef"),
            settings.Required("AppName", "mot-cua"),
            settings.Required("PartnerCode", "000.00.00.H40"),
            settings.Required("PartnerCodeCus", "000.00.00.G01")),
        settings.Required("OfficerKeyName", "canbo01"),
        settings.Secret("OfficerKeyPassRef"));
}

/// <summary>The two ways to the database (contracts/README.md, table of sources).</summary>
internal enum GatewayVariant
{
    /// <summary>Directly, or over the national platform (NDXP).</summary>
    Direct,

    /// <summary>Through the province's LGSP.</summary>
    Lgsp,
}
