using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Interop.Adapters.Soap.Declarative;

namespace Interop.Adapters.Soap.Import;

/// <summary>Writes a new profile from a WSDL: what can be told from a contract. Which operation delivers which kind of packet a person says.</summary>
public static partial class ProfileScaffold
{
    /// <summary>The longest WSDL that is read, in bytes.</summary>
    public const int MaxBytes = 16 << 20;

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Writes the profile's folder, which must not be there yet.
    /// </summary>
    /// <param name="wsdl">The WSDL.</param>
    /// <param name="beside">The folder it lies in, where its imports are looked for; null: it came from an address, and none are.</param>
    /// <param name="name">The profile's name.</param>
    /// <param name="folder">Where profiles lie.</param>
    /// <param name="output">Told what was written, and what was not done, a line each.</param>
    /// <returns>True when there is a profile to go on with.</returns>
    public static bool Write(ReadOnlyMemory<byte> wsdl, string? beside, string name, string folder, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (!DeclarativeSoapOptions.Name().IsMatch(name))
        {
            output.WriteLine("The name is none of a profile; write lower-case letters, digits and hyphens, such as so-tai-nguyen.");
            return false;
        }

        var target = Path.GetFullPath(Path.Combine(folder, name));
        if (Directory.Exists(target))
        {
            output.WriteLine($"There is a profile in {target} already; remove it, or take another name.");
            return false;
        }

        var (files, trouble) = WsdlFiles.Read(wsdl, beside);
        if (files is null)
        {
            output.WriteLine($"The WSDL cannot be read. {trouble}");
            return false;
        }

        var contract = WsdlContract.Read(files);
        foreach (var limit in contract.Limits)
        {
            output.WriteLine($"not done: {limit}");
        }

        if (contract.Operations.Count == 0)
        {
            output.WriteLine("Nothing was written: the WSDL has no operation that a profile could call.");
            return false;
        }

        Directory.CreateDirectory(target);
        var written = new Dictionary<string, byte[]> { ["service.wsdl"] = wsdl.ToArray(), ["sample.xml"] = SampleDelivery.Write() };
        foreach (var operation in contract.Operations)
        {
            written[FileOf(operation)] = Encoding.UTF8.GetBytes(RequestSkeleton.Write(operation, contract.Schemas));
        }

        written["profile.json"] = Encoding.UTF8.GetBytes(Settings(contract, name));
        foreach (var (file, content) in written)
        {
            File.WriteAllBytes(Path.Combine(target, file), content);
        }

        foreach (var file in files.Schemas.Count > 0 && beside is not null ? Beside(beside) : [])
        {
            var copy = Path.Combine(target, Path.GetFileName(file));
            if (!File.Exists(copy))
            {
                File.Copy(file, copy);
            }
        }

        output.WriteLine($"wrote {target}: {string.Join(", ", written.Keys.Order(StringComparer.Ordinal))}");
        output.WriteLine($"next: say in profile.json which operation delivers which kind, fill in its stylesheet, then run: soap test --name {name}");
        return true;
    }

    internal static string FileOf(WsdlOperation operation) => Unfit().Replace(operation.Name, "-") + ".xslt";

    private static IEnumerable<string> Beside(string folder) => Directory.EnumerateFiles(folder, "*.xsd").Take(100);

    private static string Settings(WsdlContract contract, string name)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            {
              "title": {{Json(name)}},
              "endpoint": {{Json(contract.Endpoint ?? "https://host.example.vn/path")}},
              "soap": "{{contract.Version}}",
              "action": "quoted",
              "files": "inline",
              "wsdl": "service.wsdl",
              "namespaces": { "m": {{Json(contract.Operations[0].Request.Namespace)}} },

              // Values and secrets that the destination's configuration must give; stylesheets read them by f:setting and f:secret.
              "settings": {},
              "secrets": {},

              // Where a session is needed:
              // "login": { "action": "…", "request": "….xslt", "token": "//m:…", "lifetime": "15m" },

              // Which operation delivers which kind of packet is your choice. Take one of these for each kind that is sent
              // (submission, progress, supplementRequest, supplementReply, feeNotice, payment, result, withdrawal, correction …),
              // and say by its rules what the answers mean.
              "deliveries": {

            """);
        foreach (var operation in contract.Operations)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                    // "submission": { "action": {{Json(operation.Action)}}, "request": {{Json(FileOf(operation))}}, "rules": [
                    //   { "when": "{{(operation.Reply is { } reply ? $"/m:{reply.Name}" : "/*")}}/… = '…'", "then": "accepted" },
                    //   { "when": "true()", "then": "unknown" } ] },

                """);
        }

        text.Append("""
              }
            }

            """);
        return text.ToString();
    }

    private static string Json(string text) => JsonSerializer.Serialize(text, s_plain);

    [GeneratedRegex("[^A-Za-z0-9_.-]", RegexOptions.CultureInvariant)]
    private static partial Regex Unfit();
}
