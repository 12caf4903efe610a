using System.CommandLine;
using CmsSite.Recipes;
using CmsSite.Recipes.Signing;
using Spectre.Console;

namespace CmsSite.Web.CommandLine;

/// <summary><c>recipes keygen</c> and <c>recipes sign</c>: packages that say who made them.</summary>
internal static class SignCommand
{
    public static Command Keygen()
    {
        var file = new Argument<string>("file") { Description = "Where the key goes. Only you should be able to read it." };
        var command = new Command("keygen", "Make a key to sign packages with, and print its public half, which others trust.") { file, CommandOutput.JsonOption };
        command.SetAction((parsed, cancellationToken) => CommandOutput.RunAsync(parsed, async output =>
        {
            var path = Path.GetFullPath(parsed.GetValue(file)!);
            var key = SigningKey.Generate();
            await WriteAsync(path, key.ToPem(), cancellationToken);
            output.People.WriteLine($"The key is in {path}. Keep it to yourself. Its public half, for Recipes:TrustedKeys of other sites:");
            output.People.WriteLine(key.PublicKey.ToString());
            output.Json(new { file = path, publicKey = key.PublicKey.ToString() });
            return true;
        }));
        return command;
    }

    public static Command Sign()
    {
        var package = new Argument<string>("package") { Description = "A zip, or a folder that holds a recipe." };
        var key = new Option<FileInfo>("--key") { Description = "The file with the key, as `recipes keygen` or openssl makes it.", Required = true };
        var command = new Command("sign", "Sign a package: every file of it, with its hash.") { package, key, CommandOutput.JsonOption };
        command.SetAction((parsed, cancellationToken) => CommandOutput.RunAsync(parsed, async output =>
        {
            var signing = SigningKey.Read(await ReadAsync(parsed.GetValue(key)!, cancellationToken));
            var signed = await Task.Run(() => PackageSigning.Sign(parsed.GetValue(package)!, signing), cancellationToken);
            output.People.WriteLine($"{signed} is signed with the key {signing.PublicKey}.");
            output.Json(new { signed, publicKey = signing.PublicKey.ToString() });
            return true;
        }));
        return command;
    }

    // Never over a file that is there: it may be the only copy of another key.
    private static async Task WriteAsync(string path, string pem, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            await using var writer = new StreamWriter(new FileStream(path, options));
            await writer.WriteAsync(pem.AsMemory(), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The key could not be written: {exception.Message}");
        }
    }

    private static async Task<string> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file.FullName, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The key could not be read: {exception.Message}");
        }
    }
}
