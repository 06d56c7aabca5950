using System.Text.Json.Nodes;
using Interop.Simulators;

namespace Interop.Chaos.Running;

/// <summary>The section <c>Partners</c>: the four simulated systems, declared as they are.</summary>
internal sealed class PartnerSections(NodeConfiguration node)
{
    private const string AnswerWithin = "2s";
    private readonly bool _idempotent = node.Temper == Temper.Honours;

    public JsonObject Make() => new()
    {
        ["MCDT"] = Partner("Một cửa điện tử tỉnh Mẫu", "H40", node.Credentials.OneStopKey, ["submission", "correction", "progress"], "one-stop", OneStop()),
        ["DVCQG"] = Partner("Cổng dịch vụ công quốc gia", "G22", null, [], "national-portal", new JsonObject
        {
            ["Url"] = node.Province.NationalPortal.BaseUrl.AbsoluteUri,
            ["Username"] = node.Province.NationalPortal.UserName,
            ["PasswordRef"] = $"plain:{node.Province.NationalPortal.Password}",
            ["Unit"] = "000.00.00.H40",
            ["DestinationCode"] = node.Province.NationalPortal.DstCode,
            ["Idempotent"] = _idempotent,
            ["SettleTime"] = "200ms",
            ["Timeout"] = AnswerWithin,
        }),
        ["CSDLDC"] = Partner("Cơ sở dữ liệu quốc gia về dân cư", "G01", null, [], "population", new JsonObject
        {
            ["Url"] = node.Province.Population.BaseUrl.AbsoluteUri,
            ["User"] = "tinhmau",
            ["SecretRef"] = "plain:bi-mat-mau-dan-cu",
            ["ApiKeyRef"] = "plain:khoa-mau-dan-cu",
            ["XRoadClient"] = "VN/GOV/H40/mau",
            ["Timeout"] = AnswerWithin,
        }),
        ["HOTICH"] = Partner("Hệ thống hộ tịch, Bộ Tư pháp", "G15", node.Credentials.MinistryKey, ["progress", "result"], "civil-status", new JsonObject
        {
            ["Url"] = node.Province.CivilStatus.BaseUrl.AbsoluteUri,
            ["User"] = node.Province.CivilStatus.UserName,
            ["PasswordRef"] = $"plain:{node.Province.CivilStatus.Password}",
            ["Idempotent"] = _idempotent,
            ["SettleTime"] = "200ms",
            ["ConnectTimeout"] = "1s",
            ["AnswerTimeout"] = AnswerWithin,
        }),
    };

    private JsonObject OneStop()
    {
        JsonObject settings = new()
        {
            ["Url"] = node.Province.OneStop.HookUrl.AbsoluteUri,
            ["SecretRef"] = $"plain:{node.Province.OneStop.Secret}",
            ["Idempotent"] = _idempotent,
            ["SettleTime"] = "200ms",
            ["Timeout"] = AnswerWithin,
        };
        if (node.Temper != Temper.Neither)
        {
            settings["ProbeUrl"] = node.Province.OneStop.HookUrl.AbsoluteUri;
        }

        return settings;
    }

    private JsonObject Partner(string name, string organisation, string? key, string[] kinds, string adapter, JsonObject settings)
    {
        JsonObject partner = new()
        {
            ["Name"] = name,
            ["Organisation"] = organisation,
            ["Adapter"] = new JsonObject { ["Type"] = adapter, ["Settings"] = settings },
            // Attempts that die with a node are judged when their lease ends, so leases are as short as may be.
            ["Delivery"] = new JsonObject
            {
                ["MaxConcurrency"] = 48,
                ["AttemptTimeout"] = AnswerWithin,
                ["Lease"] = "7s",
                ["Schedule"] = new JsonArray("200ms", "500ms", "1s"),
                ["Window"] = $"{node.DaysOfRetries}d",
                ["ProbeSchedule"] = new JsonArray("200ms", "500ms", "1s"),
                // Every refused dossier here is refused for the same reason, and rightly.
                ["PauseAfterIdenticalRejections"] = 0,
            },
        };
        if (key is not null)
        {
            var (id, digest) = HubCredentials.Entry(key);
            partner["ApiKeys"] = new JsonArray(new JsonObject { ["Id"] = id, ["Sha256"] = digest });
            partner["Permissions"] = new JsonObject
            {
                ["Kinds"] = new JsonArray([.. kinds.Select(k => JsonValue.Create(k))]),
                ["Issues"] = new JsonArray(organisation),
            };
        }

        return partner;
    }
}
