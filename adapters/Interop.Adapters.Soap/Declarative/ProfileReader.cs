using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;

using Interop.Adapters.Soap.Client;
using Interop.Adapters.Soap.Declarative.Receiving;
using Interop.Adapters.Soap.Messages;
using Interop.Adapters.Soap.Transforms;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>Pure: a folder's files → a profile, or everything that is wrong with it. Compiles nothing; see <see cref="ProfileTrial"/>.</summary>
internal sealed partial class ProfileReader
{
    private static readonly Dictionary<string, SoapVersion> Versions = new(StringComparer.Ordinal) { ["1.1"] = SoapVersion.Soap11, ["1.2"] = SoapVersion.Soap12 };

    private static readonly Dictionary<string, SoapActionStyle> Actions = new(StringComparer.Ordinal)
    {
        ["quoted"] = SoapActionStyle.Quoted, ["unquoted"] = SoapActionStyle.Unquoted, ["empty"] = SoapActionStyle.Empty, ["absent"] = SoapActionStyle.Absent,
    };

    private static readonly Dictionary<string, SoapFilePassing> Passings = new(StringComparer.Ordinal)
    {
        ["none"] = default, ["inline"] = SoapFilePassing.Inline, ["mtom"] = SoapFilePassing.Mtom, ["attachment"] = SoapFilePassing.Attachment,
    };

    private static readonly Dictionary<string, PacketKind> Kinds =
        Enum.GetValues<PacketKind>().ToDictionary(k => JsonNamingPolicy.CamelCase.ConvertName(k.ToString()), StringComparer.Ordinal);

    private readonly List<ProfileError> _errors = [];
    private readonly Dictionary<string, byte[]> _sheets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _namespaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyDictionary<int, string>> _places = new(StringComparer.Ordinal);
    private readonly ProfileFiles _files;

    private ProfileReader(ProfileFiles files) => _files = files;

    public static ProfileReading Read(ProfileFiles files) => new ProfileReader(files).Read();

    private ProfileReading Read()
    {
        foreach (var (name, content) in _files.Contents.Where(f => f.Key.EndsWith(".xslt", StringComparison.OrdinalIgnoreCase)))
        {
            SheetLook.At(name, content, _files.Contents, _errors);
            _sheets[name] = content;
        }

        var profile = Json() is { } document ? Whole(document) : null;
        return profile is null || _errors.Count > 0
            ? new ProfileReading.Refused(_errors)
            : new ProfileReading.Read(profile);
    }

    private JsonElement? Json()
    {
        if (!_files.Contents.TryGetValue(ProfileNode.File, out var content))
        {
            _errors.Add(new ProfileError(ProfileNode.File, string.Empty, "is missing; 'soap import' writes one"));
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(content.AsSpan().StartsWith("\uFEFF"u8) ? content.AsMemory(3) : content, new JsonDocumentOptions
            {
                AllowDuplicateProperties = false,
                AllowTrailingCommas = true,
                CommentHandling = JsonCommentHandling.Skip,
                MaxDepth = 16,
            });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document.RootElement.Clone();
            }

            _errors.Add(new ProfileError(ProfileNode.File, string.Empty, "must be an object { … }"));
        }
        catch (JsonException e)
        {
            _errors.Add(new ProfileError(ProfileNode.File, SheetLook.Place((int?)e.LineNumber + 1, (int?)e.BytePositionInLine + 1), "is no JSON here, or names a setting twice"));
        }

        return null;
    }

    private PartnerProfile Whole(JsonElement document)
    {
        var root = new ProfileNode(document, string.Empty, _errors);
        ReadNamespaces(root.Object("namespaces"));
        var settings = Settings(root.Object("settings"));
        var secrets = Secrets(root.Object("secrets"));
        var maps = Maps(root.Object("maps"));
        Uri? endpoint = null;
        if (root.Text("endpoint", 500) is { } address && (!Uri.TryCreate(address, UriKind.Absolute, out endpoint) || endpoint.Scheme is not ("http" or "https") || endpoint.UserInfo.Length > 0))
        {
            root.Error("endpoint", "must be an absolute http or https address without user name");
        }

        var passing = root.Choice("files", Passings) ?? SoapFilePassing.Inline;
        var wsdl = root.Text("wsdl", 100);
        if (wsdl is not null && !_files.Contents.ContainsKey(wsdl))
        {
            root.Error("wsdl", "names no file of the profile");
        }

        var login = Login(root.Object("login"));
        var calls = new ProfileCalls(_sheets, _namespaces, _files, _places);
        var deliveries = Deliveries(root, calls);
        var probe = root.Object("probe") is { } asked ? calls.Read(asked, "probe", CallKind.Probe) : null;
        var check = root.Object("check") is { } tried ? calls.Read(tried, "check", CallKind.Check) : null;
        var receiving = new ReceivingReader(calls, _namespaces, _files);
        var profile = new PartnerProfile
        {
            Name = _files.Name,
            Title = root.Text("title", 200) ?? _files.Name,
            Endpoint = endpoint,
            Version = root.Text("soap", 3) is not { } version ? SoapVersion.Soap11 : Versions.TryGetValue(version, out var known) ? known : Wrong(root),
            ActionStyle = root.Choice("action", Actions) ?? SoapActionStyle.Quoted,
            Files = passing == default ? null : passing,
            MaxFileBytes = root.Number("maxFileBytes", 20L << 20, 0, 1L << 40),
            Idempotent = root.Flag("idempotent"),
            SettleTime = root.Duration("settleTime", TimeSpan.Zero, TimeSpan.FromHours(1)) ?? TimeSpan.FromMinutes(1),
            Settings = settings,
            Secrets = secrets,
            Basic = Basic(root.Object("basic"), settings, secrets),
            Security = ProfileSecurity.Read(root.Object("security"), settings, secrets, _files),
            Login = login,
            Deliveries = deliveries,
            Probe = probe,
            Check = check,
            Poll = root.Object("poll") is { } polled ? receiving.Poll(polled) : null,
            Callbacks = root.Object("callbacks") is { } called ? receiving.Callbacks(called) : null,
            Wsdl = wsdl,
            Sheets = new StylesheetSet(_sheets, maps),
            Places = _places.ToFrozenDictionary(StringComparer.Ordinal),
        };
        root.Close();
        return profile;

        LoginStep? Login(ProfileNode? node)
        {
            if (node is null)
            {
                return null;
            }

            var lifetime = node.Duration("lifetime", TimeSpan.FromSeconds(1), TimeSpan.FromDays(30)) ?? TimeSpan.FromMinutes(15);
            return new LoginStep(new ProfileCalls(_sheets, _namespaces, _files, _places).Read(node, "login", CallKind.Login), lifetime);
        }
    }

    private static FrozenDictionary<PacketKind, ProfileCall> Deliveries(ProfileNode root, ProfileCalls calls)
    {
        Dictionary<PacketKind, ProfileCall> deliveries = [];
        var node = root.Object("deliveries");
        foreach (var name in node?.Names() ?? [])
        {
            if (!Kinds.TryGetValue(name, out var kind))
            {
                node!.Error(name, $"is no kind of packet; write one of {string.Join(", ", Kinds.Keys)}");
            }
            else if (node!.Object(name) is { } call)
            {
                deliveries[kind] = calls.Read(call, name, CallKind.Delivery);
            }
        }

        if (deliveries.Count == 0)
        {
            root.Error("deliveries", "names no kind of packet: the profile delivers nothing; say which operation delivers which kind");
        }

        return deliveries.ToFrozenDictionary();
    }

    private void ReadNamespaces(ProfileNode? node)
    {
        foreach (var prefix in node?.Names() ?? [])
        {
            if (!Name().IsMatch(prefix) || prefix is "xsl" or "f" or "xml" or "xmlns")
            {
                node!.Error(prefix, "cannot be a prefix here; write letters and digits, and not xsl, f, xml or xmlns");
            }
            else if (node!.Text(prefix, 500) is { } name)
            {
                _namespaces[prefix] = name;
            }
        }
    }

    private static FrozenDictionary<string, string?> Settings(ProfileNode? node)
    {
        Dictionary<string, string?> settings = new(StringComparer.OrdinalIgnoreCase);
        foreach (var name in node?.Names() ?? [])
        {
            if (!Name().IsMatch(name))
            {
                node!.Error(name, "must be letters, digits and _");
            }
            else if (node!.Object(name) is { } setting)
            {
                _ = setting.Text("description", 1000);
                var required = setting.Flag("required");
                var standard = setting.Text("default", 1000);
                if (required && standard is not null)
                {
                    setting.Error("default", "has no use where the setting is required; take one of the two away");
                }

                settings[name] = required ? null : standard ?? string.Empty;
                setting.Close();
            }
        }

        return settings.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static FrozenSet<string> Secrets(ProfileNode? node)
    {
        HashSet<string> secrets = new(StringComparer.OrdinalIgnoreCase);
        foreach (var name in node?.Names() ?? [])
        {
            if (!Name().IsMatch(name))
            {
                node!.Error(name, "must be letters, digits and _");
            }
            else if (node!.Object(name) is { } secret)
            {
                _ = secret.Text("description", 1000);
                secret.Close();
                secrets.Add(name);
            }
        }

        return secrets.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    private Dictionary<string, IReadOnlyDictionary<string, string>> Maps(ProfileNode? node)
    {
        Dictionary<string, IReadOnlyDictionary<string, string>> maps = new(StringComparer.Ordinal);
        foreach (var name in node?.Names() ?? [])
        {
            if (node!.Text(name, 100) is not { } file)
            {
                continue;
            }

            if (_files.Contents.TryGetValue(file, out var content) && Path.GetExtension(file) is ".csv" or ".json" && file != ProfileNode.File)
            {
                maps[name] = CodeMap.Read(file, content!, _errors);
            }
            else
            {
                node.Error(name, "names no .csv or .json file of the profile");
            }
        }

        return maps;
    }

    private static (string User, string Password)? Basic(ProfileNode? node, FrozenDictionary<string, string?> settings, FrozenSet<string> secrets)
    {
        if (node is null)
        {
            return null;
        }

        var user = node.Required("user", "User", 100);
        var password = node.Required("password", "Password", 100);
        if (user.Length > 0 && !settings.ContainsKey(user))
        {
            node.Error("user", "names no setting of the profile");
        }

        if (password.Length > 0 && !secrets.Contains(password))
        {
            node.Error("password", "names no secret of the profile");
        }

        node.Close();
        return (user, password);
    }

    private static SoapVersion Wrong(ProfileNode root)
    {
        root.Error("soap", "must be \"1.1\" or \"1.2\"");
        return SoapVersion.Soap11;
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
