using Interop.Adapters.Configuration;
using Interop.Adapters.Soap.Client;
using Interop.Contracts.Identifiers;

namespace Interop.Adapters.CivilStatus;

/// <summary>Settings of one connection to the civil-status software.</summary>
internal sealed record CivilStatusOptions
{
    private static readonly Dictionary<string, string> UsualModules = new(StringComparer.OrdinalIgnoreCase)
    {
        ["1.001193"] = "LTKS",
        ["1.000656"] = "LTKT",
        ["1.000894"] = "LTKH",
    };

    /// <summary>Where the SOAP service listens.</summary>
    public required Uri Url { get; init; }

    public required string User { get; init; }

    public required string Password { get; init; }

    /// <summary>The ministry's unit codes (maDonVi) by organisation code; an organisation not listed goes under its own code.</summary>
    public required IReadOnlyDictionary<string, string> Units { get; init; }

    /// <summary>The ministry's modules by short procedure code.</summary>
    public required IReadOnlyDictionary<string, string> Modules { get; init; }

    public required SoapActionStyle ActionStyle { get; init; }

    /// <summary>True when the ministry is known to honour maGiaoDich. Default false: it is asked by TraCuuHoSo.</summary>
    public required bool Idempotent { get; init; }

    /// <summary>How long after an unanswered push "not there" is final. Default 1 minute.</summary>
    public required TimeSpan SettleTime { get; init; }

    public required TimeSpan ConnectTimeout { get; init; }

    /// <summary>From the first byte sent to the last of the answer. Default 25 s.</summary>
    public required TimeSpan AnswerTimeout { get; init; }

    /// <summary>How the ministry takes files. Default as base64 in the message (sample hotich-NhanDKHT-LTKS); its newer software may take them beside it.</summary>
    public required SoapFilePassing Files { get; init; }

    /// <summary>The largest sum of files in one push, in bytes. Default 20 MiB: what old software holds in memory. At most 2 GiB.</summary>
    public required long MaxFileBytes { get; init; }

    public static CivilStatusOptions? Read(AdapterContext context)
    {
        var settings = new SettingsReader(context);
        var url = settings.Address("Url", required: true);
        var units = settings.Table("Units");
        foreach (var code in units.Keys.Where(code => !OrganisationCode.TryParse(code, out _)))
        {
            settings.Error($"Units:{code}", "names no organisation; write an organisation code such as H40.18, with the ministry's unit code as its value");
        }

        var modules = settings.Table("Modules");
        foreach (var (procedure, module) in modules.Where(entry => !ProcedureCode.TryParse(entry.Key, out _) || entry.Value is not ("LTKS" or "LTKT" or "LTKH")))
        {
            settings.Error($"Modules:{procedure}", $"cannot be {module}; write a procedure code such as 1.001193 with LTKS, LTKT or LTKH as its value");
        }

        var user = settings.Required("User", "tinh-mau");
        if (user.Contains(':', StringComparison.Ordinal))
        {
            settings.Error("User", "holds a colon, which HTTP Basic cannot carry; write the name without it");
        }

        var options = new CivilStatusOptions
        {
            Url = url ?? context.PublicBaseUrl,
            User = user,
            Password = settings.Secret("PasswordRef"),
            Units = units,
            Modules = modules.Count > 0 ? modules : UsualModules,
            ActionStyle = settings.Choice("SoapAction", SoapActionStyle.Quoted),
            Idempotent = settings.Flag("Idempotent", standard: false),
            SettleTime = settings.Duration("SettleTime", TimeSpan.FromMinutes(1), TimeSpan.Zero, TimeSpan.FromHours(1)),
            ConnectTimeout = settings.Duration("ConnectTimeout", TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)),
            AnswerTimeout = settings.Duration("AnswerTimeout", TimeSpan.FromSeconds(25), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10)),
            Files = settings.Choice("Files", SoapFilePassing.Inline),
            MaxFileBytes = settings.Number("MaxFileBytes", 20L << 20, 1, 2L << 30),
        };
        return settings.Close() ? options : null;
    }
}
