using System.Text.Json;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>Which part a call plays: it decides what its answer can mean.</summary>
internal enum CallKind
{
    Delivery = 1,
    Probe = 2,
    Login = 3,
    Check = 4,
    Poll = 5,
    Acknowledge = 6,
}

/// <summary>Reads the calls of a profile and makes the stylesheets of their rules.</summary>
internal sealed class ProfileCalls(
    Dictionary<string, byte[]> sheets,
    IReadOnlyDictionary<string, string> namespaces,
    ProfileFiles files,
    Dictionary<string, IReadOnlyDictionary<int, string>> places)
{
    private static readonly string[] s_values = ["reference", "code", "text", "notBefore"];

    private static readonly Dictionary<CallKind, Dictionary<string, RuleVerdict>> s_verdicts = new()
    {
        [CallKind.Delivery] = Words(RuleVerdict.Accepted, RuleVerdict.AlreadyThere, RuleVerdict.Rejected, RuleVerdict.Deferred, RuleVerdict.Destination, RuleVerdict.Unknown, RuleVerdict.TokenExpired),
        [CallKind.Probe] = Words(RuleVerdict.Arrived, RuleVerdict.Absent, RuleVerdict.CannotTell, RuleVerdict.Destination, RuleVerdict.TokenExpired),
        [CallKind.Login] = Words(RuleVerdict.Destination, RuleVerdict.Deferred),
        [CallKind.Check] = Words(RuleVerdict.Ok, RuleVerdict.Destination, RuleVerdict.TokenExpired),
        [CallKind.Poll] = Words(RuleVerdict.Waiting, RuleVerdict.Nothing, RuleVerdict.Destination, RuleVerdict.Deferred, RuleVerdict.TokenExpired),
        [CallKind.Acknowledge] = Words(RuleVerdict.Ok, RuleVerdict.Destination, RuleVerdict.TokenExpired),
    };

    private static readonly Dictionary<string, DestinationFaultKind> s_faults =
        Enum.GetValues<DestinationFaultKind>().Where(k => k != DestinationFaultKind.None).ToDictionary(k => Camel(k.ToString()), StringComparer.Ordinal);

    public ProfileCall Read(ProfileNode node, string name, CallKind kind)
    {
        var rules = node.Objects("rules").Select(rule => Rule(rule, kind)).OfType<OutcomeRule>().ToList();
        if (kind == CallKind.Login && Expression(node, "token", required: true) is { } token)
        {
            rules.Add(new OutcomeRule
            {
                When = $"string({token}) != ''",
                Then = RuleVerdict.LoggedIn,
                Values = new Dictionary<string, string> { ["token"] = token },
                Pointer = node.Pointer,
            });
        }

        if (kind is CallKind.Delivery or CallKind.Probe or CallKind.Poll && rules.Count == 0)
        {
            node.Error("rules", "are missing: without them no answer would be understood");
        }

        var call = new ProfileCall
        {
            Action = node.Free("action"),
            Request = Sheet(node, "request", required: true) ?? string.Empty,
            Reply = Sheet(node, "reply", required: false),
            Rules = rules,
            ReplySheet = Write($"rules/{name}", rules, onFault: false),
            FaultSheet = Write($"faults/{name}", rules, onFault: true),
            NeedsDossier = kind == CallKind.Delivery && node.Flag("needsDossier"),
            ExpectsAnswer = kind == CallKind.Delivery && node.Flag("expectsAnswer"),
        };
        node.Close();
        return call;
    }

    private OutcomeRule? Rule(ProfileNode node, CallKind kind)
    {
        var onFault = node.Choice("on", new Dictionary<string, bool> { ["reply"] = false, ["fault"] = true }) ?? false;
        var when = Expression(node, "when", required: true);
        if (!node.Has("then"))
        {
            node.Error("then", $"is missing; write one of {string.Join(", ", s_verdicts[kind].Keys)}");
        }

        var then = node.Choice("then", s_verdicts[kind]);
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (var name in s_values)
        {
            if (Expression(node, name, required: false) is { } expression)
            {
                values[name] = expression;
            }
        }

        var fault = node.Choice("fault", s_faults);
        if (then == RuleVerdict.Destination && fault is null)
        {
            node.Error("fault", $"must say what holds up the destination: {string.Join(", ", s_faults.Keys)}");
        }

        var rule = new OutcomeRule
        {
            OnFault = onFault,
            When = when ?? "false()",
            Then = then ?? RuleVerdict.Unknown,
            Fault = fault ?? DestinationFaultKind.None,
            After = node.Duration("after", TimeSpan.Zero, TimeSpan.FromDays(7)),
            Format = node.Text("format", 100),
            Message = node.Text("message", 500),
            Values = values,
            Pointer = node.Pointer,
        };
        if (values.ContainsKey("notBefore") && rule.Format is null)
        {
            node.Error("format", "is missing: the partner's times need one, such as dd/MM/yyyy HH:mm:ss");
        }

        node.Close();
        return rule;
    }

    private string? Expression(ProfileNode node, string name, bool required)
    {
        var text = required ? node.Required(name, "//m:status = '1'") : node.Text(name);
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (RuleSheet.Problem(text, namespaces) is { } problem)
        {
            node.Error(name, problem);
            return null;
        }

        return text;
    }

    public string? Sheet(ProfileNode node, string name, bool required)
    {
        var file = required ? node.Required(name, "submission.xslt", 100) : node.Text(name, 100);
        if (!string.IsNullOrEmpty(file) && !(files.Contents.ContainsKey(file) && file.EndsWith(".xslt", StringComparison.OrdinalIgnoreCase)))
        {
            node.Error(name, "names no .xslt file of the profile");
        }

        return string.IsNullOrEmpty(file) ? null : file;
    }

    private string Write(string name, IReadOnlyList<OutcomeRule> rules, bool onFault)
    {
        var (sheet, where) = RuleSheet.Write([.. rules.Index().Where(r => r.Item.OnFault == onFault).Select(r => (r.Index, r.Item))], namespaces);
        sheets[name] = sheet;
        places[name] = where;
        return name;
    }

    private static Dictionary<string, RuleVerdict> Words(params RuleVerdict[] verdicts) => verdicts.ToDictionary(v => Camel(v.ToString()), StringComparer.Ordinal);

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
