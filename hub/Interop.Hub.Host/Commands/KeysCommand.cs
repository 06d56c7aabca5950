using System.CommandLine;
using Interop.Hub.Host.Auth;

namespace Interop.Hub.Host.Commands;

/// <summary><c>keys new</c>: makes a partner's key. It is shown once and kept nowhere.</summary>
internal static class KeysCommand
{
    public static Command Create()
    {
        var partner = new Option<string>("--partner") { Description = "The partner's code, such as MCDT.", Required = true };
        var create = new Command("new", "Make an API key for a partner and print it with its hash.") { partner };
        create.SetAction(parsed =>
        {
            var code = parsed.GetRequiredValue(partner).ToUpperInvariant();
            var (id, key) = ApiKey.Create();
            var hash = Convert.ToHexStringLower(ApiKey.Hash(key));
            var output = parsed.InvocationConfiguration.Output;
            output.WriteLine($"Key of {code} (give it to the partner by a safe way; it is shown this once):");
            output.WriteLine($"  {key}");
            output.WriteLine();
            output.WriteLine($"Add to Interop:Partners:{code}:ApiKeys (the hash is no secret):");
            output.WriteLine($"  {{ \"Id\": \"{id}\", \"Sha256\": \"{hash}\" }}");
            return 0;
        });
        return new Command("keys", "Partners' API keys.") { create };
    }
}
