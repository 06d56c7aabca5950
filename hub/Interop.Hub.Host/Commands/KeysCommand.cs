using System.CommandLine;
using System.Text;
using Interop.Hub.Host.Auth;
using Interop.Hub.Ledger.Evidence.Checkpoints;

namespace Interop.Hub.Host.Commands;

/// <summary><c>keys new</c>: makes a partner's key, which is shown once and kept nowhere. <c>keys signing</c>: makes the key of checkpoints.</summary>
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
        return new Command("keys", "Partners' API keys, the key that signs checkpoints, and the master keys.") { create, Signing(), RewrapCommand.Create() };
    }

    private static Command Signing()
    {
        var file = new Option<FileInfo>("--file") { Description = "Where the private key goes; it must not be there yet. The public key goes beside it, as FILE.pub.", Required = true };
        var signing = new Command("signing", "Make the key that evidence checkpoints are signed with.") { file };
        signing.SetAction((parsed, cancellation) => Errors.StartingAsync(() => CreateSigningAsync(parsed.GetRequiredValue(file).FullName, parsed.InvocationConfiguration.Output, cancellation)));
        return signing;
    }

    internal static async Task<int> CreateSigningAsync(string path, TextWriter output, CancellationToken cancellation)
    {
        var (secret, key) = CheckpointKey.Create();
        using (key)
        {
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            await using (var file = new FileStream(path, options))
            {
                await file.WriteAsync(Encoding.ASCII.GetBytes(secret + "\n"), cancellation);
            }

            await File.WriteAllTextAsync(path + ".pub", key.PublicPem + "\n", cancellation);
            await output.WriteLineAsync($"Private key {key.Id} in {path}: name it in Interop:Evidence:SigningKey as file:{path}; readable by the hub's user only.");
            await output.WriteLineAsync($"Public key in {path}.pub: keep it where checkpoints are verified. It is no secret:");
            await output.WriteLineAsync(key.PublicPem);
            return 0;
        }
    }
}
