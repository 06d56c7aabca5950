using System.Reflection;
using System.Text;
using Interop.Hub.Host.Auth;
using Interop.Hub.Ledger.Security;
using Interop.Simulators;
using Microsoft.Extensions.Logging.Abstractions;

namespace Interop.Hub.Host.Sandbox;

/// <summary>Writes the sandbox's configuration: a whole one, so that a newcomer can read it and change it.</summary>
internal static class SandboxConfiguration
{
    public const string FileName = "interop.json";

    /// <summary>Writes the file and the master key; gives the keys of the partners that call in.</summary>
    public static (string Path, IReadOnlyDictionary<string, string> Keys) Write(string data, Uri hub, SimulatorProvince province)
    {
        Directory.CreateDirectory(data);
        FileKeyRing.OpenOrCreate(Path.Combine(data, "master.key"), NullLogger.Instance);
        var text = new StringBuilder(Template())
            .Replace("{{hub}}", hub.AbsoluteUri)
            .Replace("{{data}}", data.Replace('\\', '/'))
            .Replace("{{MCDT.secret}}", province.OneStop.Secret);
        Dictionary<string, string> keys = new(StringComparer.Ordinal);
        foreach (var partner in province.All)
        {
            var (id, key) = ApiKey.Create();
            keys[partner.Code] = key;
            text.Replace($"{{{{{partner.Code}.url}}}}", partner.BaseUrl.AbsoluteUri)
                .Replace($"{{{{{partner.Code}.id}}}}", id)
                .Replace($"{{{{{partner.Code}.hash}}}}", Convert.ToHexStringLower(ApiKey.Hash(key)));
        }

        var path = Path.Combine(data, FileName);
        File.WriteAllText(path, text.ToString());
        return (path, keys);
    }

    private static string Template()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("sandbox.json")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
