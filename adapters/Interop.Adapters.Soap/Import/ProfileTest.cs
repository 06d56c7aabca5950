using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Interop.Adapters.Soap.Declarative;
using Interop.Adapters.Soap.Reading;
using Interop.Adapters.Soap.Transforms;

namespace Interop.Adapters.Soap.Import;

/// <summary>
/// Tries a profile without its partner: reads it, makes the request of each of its calls, and holds it to the WSDL's schema.
/// A delivery is made from <c>sample-kind.xml</c>, without that from <c>sample.xml</c>, as the probe is; a callback is
/// received from <c>callback-Operation.xml</c>, where there is one.
/// </summary>
public static class ProfileTest
{
    private const int MaxShown = 20_000;

    /// <summary>Runs it.</summary>
    /// <param name="folder">The profile's folder.</param>
    /// <param name="worker">How transform workers are started.</param>
    /// <param name="time">The clock.</param>
    /// <param name="output">Told the requests, and everything that is wrong.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>True when nothing is wrong.</returns>
    public static async Task<bool> RunAsync(string folder, WorkerCommand worker, TimeProvider time, TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        List<ProfileError> errors = [];
        var files = ProfileFiles.Read(Path.GetFullPath(folder), errors);
        if (files is null || errors.Count > 0 || ProfileReader.Read(files) is ProfileReading.Refused { Errors: var refused } && Add(errors, refused))
        {
            await TellAsync(output, errors);
            return false;
        }

        var profile = ((ProfileReading.Read)ProfileReader.Read(files)).Profile;
        await using var pool = new TransformPool(worker, new TransformPoolOptions(), time);
        var found = await ProfileTrial.CompileAsync(profile, pool, "test", time, cancellationToken)
            ?? [new ProfileError("stylesheets", string.Empty, "could not be compiled: no worker could be started; look at the hub's installation and memory")];
        if (found.Count > 0)
        {
            await TellAsync(output, found);
            return false;
        }

        var schemas = Schemas(files, profile, folder);
        var good = true;
        foreach (var (name, call, sample) in Calls(profile, files))
        {
            await output.WriteLineAsync($"{name}: {call.Request}, action \"{call.Action}\"");
            good &= await TryAsync(pool, profile, call, sample, Facts(sample, profile, time), schemas, output, cancellationToken);
        }

        foreach (var operation in profile.Callbacks?.Operations ?? [])
        {
            await output.WriteLineAsync($"callback {operation.Name}: {operation.Making.Packets}");
            good &= await new CallbackTrial(pool, profile, files, Facts(new XElement("none"), profile, time)).RunAsync(operation, output, cancellationToken);
        }

        await output.WriteLineAsync(good ? "Nothing is wrong." : "Something is wrong.");
        return good;
    }

    private static async Task<bool> TryAsync(
        TransformPool pool, PartnerProfile profile, ProfileCall call, XElement sample, TransformFacts facts, XmlSchemaSet? schemas, TextWriter output, CancellationToken cancellationToken)
    {
        var outcome = await pool.RunAsync(
            new TransformJob { Sheets = profile.Sheets, Entry = call.Request, Owner = "test", Input = DeliveryXml.Bytes(sample), Facts = facts },
            cancellationToken);
        if (outcome is not TransformOutcome.Made made)
        {
            await output.WriteLineAsync($"  ERROR  {(outcome is TransformOutcome.Failed failed ? failed.Problem.Describe() : ((TransformOutcome.Stopped)outcome).Detail)}");
            return false;
        }

        if (WrittenMessage.Read(made.Output) is not ({ } message, _))
        {
            await output.WriteLineAsync($"  ERROR  {WrittenMessage.Read(made.Output).Problem}");
            return false;
        }

        var text = message.Body.ToString();
        await output.WriteLineAsync(text.Length > MaxShown ? text[..MaxShown] + " …" : text);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  files: {made.Marks.Count}"));
        if (schemas is null)
        {
            await output.WriteLineAsync("  not held to a schema: the profile names no WSDL");
            return true;
        }

        List<string> wrong = [];
        var known = schemas.GlobalElements.Contains(new XmlQualifiedName(message.Body.Name.LocalName, message.Body.Name.NamespaceName));
        new XDocument(message.Body).Validate(schemas, (_, trouble) => wrong.Add(trouble.Message));
        foreach (var trouble in known ? wrong : [.. wrong, $"The schema has no element {message.Body.Name}."])
        {
            await output.WriteLineAsync($"  ERROR  {trouble}");
        }

        return known && wrong.Count == 0;
    }

    private static IEnumerable<(string Name, ProfileCall Call, XElement Sample)> Calls(PartnerProfile profile, ProfileFiles files)
    {
        if (profile.Login is { Call: var login })
        {
            yield return ("login", login, new XElement(DeliveryXml.Namespace + "login"));
        }

        foreach (var (kind, call) in profile.Deliveries.OrderBy(d => d.Key))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
            yield return (name, call, Sample(files, $"sample-{name}.xml"));
        }

        if (profile.Probe is { } probe)
        {
            yield return ("probe", probe, Sample(files, "sample.xml"));
        }

        if (profile.Check is { } check)
        {
            yield return ("check", check, new XElement(DeliveryXml.Namespace + "check"));
        }

        if (profile.Poll is { } poll)
        {
            yield return ("poll", poll.Ask, SampleReceiving.Poll);
        }

        if (profile.Poll?.Acknowledge is { } acknowledge)
        {
            yield return ("acknowledge", acknowledge, SampleReceiving.Acknowledge);
        }
    }

    private static XElement Sample(ProfileFiles files, string name)
    {
        var sample = files.Contents.TryGetValue(name, out var of) || files.Contents.TryGetValue("sample.xml", out of) ? of : SampleDelivery.Write();
        return SafeXml.Read(sample) is XmlReading.Read { Document.Root: { } read } ? read : new XElement("none");
    }

    private static TransformFacts Facts(XElement sample, PartnerProfile profile, TimeProvider time) => new()
    {
        DeliveryId = sample.Attribute("id")?.Value ?? string.Empty,
        DossierNumber = sample.Attribute("number")?.Value ?? string.Empty,
        Now = time.GetUtcNow(),
        Token = "token",
        MarkSeed = "test",
        Settings = profile.Settings.ToDictionary(s => s.Key, s => s.Value ?? s.Key, StringComparer.OrdinalIgnoreCase),
        Secrets = profile.Secrets.ToDictionary(s => s, s => s, StringComparer.OrdinalIgnoreCase),
        Files = DeliveryXml.Files(sample),
    };

    private static XmlSchemaSet? Schemas(ProfileFiles files, PartnerProfile profile, string folder) =>
        profile.Wsdl is { } wsdl && WsdlFiles.Read(files.Contents[wsdl], folder).Files is { } read ? WsdlContract.Read(read).Schemas : null;

    private static bool Add(List<ProfileError> errors, IReadOnlyList<ProfileError> more)
    {
        errors.AddRange(more);
        return true;
    }

    private static async Task TellAsync(TextWriter output, IReadOnlyList<ProfileError> errors)
    {
        foreach (var error in errors)
        {
            await output.WriteLineAsync($"ERROR  {error}");
        }
    }
}
