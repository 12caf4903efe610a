using System.IO.Compression;
using CmsSite.Recipes;
using CmsSite.Recipes.Signing;

namespace CmsSite.Tests.Recipes;

public sealed class PackageSignatureTests : IDisposable
{
    private const string Recipe = """{ "name": "Signed", "steps": [ { "name": "a" } ] }""";
    private readonly string _folder = Directory.CreateTempSubdirectory("cmssite-signed-").FullName;
    private readonly SigningKey _key = SigningKey.Generate();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, InlineData(true), InlineData(false)]
    public void What_was_signed_with_a_trusted_key_is_called_by_its_name(bool isZip)
    {
        var package = Package(isZip);
        PackageSigning.Sign(package, _key);
        PackageSigning.Sign(package, _key); // and a second time, which replaces it

        Assert.Equal(new SignatureCheck(SignatureState.Trusted, "Newsroom"), Check(package, _key.PublicKey));
        Assert.Equal(new SignatureCheck(SignatureState.Unknown, _key.PublicKey.ToString()), Check(package, SigningKey.Generate().PublicKey));
    }

    [Fact]
    public void A_package_without_a_signature_has_none() => Assert.Equal(SignatureState.Unsigned, Check(Package(isZip: true), _key.PublicKey).State);

    [Theory]
    [InlineData("Recipe.json", "{ \"name\": \"Other\", \"steps\": [] }", "\"Recipe.json\" is not what was signed")]
    [InlineData("media/a.jpg", "other bytes", "\"media/a.jpg\" is not what was signed")]
    [InlineData("media/a.jpg", null, "\"media/a.jpg\" is missing")]
    [InlineData("extra.liquid", "{{ 1 }}", "\"extra.liquid\" was added")]
    [InlineData("Signature.json", "{ \"Files\": [] }", "Signature.json has no key, or no files")]
    [InlineData("Signature.json", "{", "Signature.json cannot be read")]
    public void What_was_changed_after_signing_is_named(string file, string? content, string reason)
    {
        var package = Package(isZip: false);
        PackageSigning.Sign(package, _key);
        var path = Path.Combine(package, file);
        if (content is null)
        {
            File.Delete(path);
        }
        else
        {
            File.WriteAllText(path, content);
        }

        Assert.Equal(new SignatureCheck(SignatureState.Wrong, Reason: reason), Check(package, _key.PublicKey));
    }

    [Fact]
    public void A_list_of_files_that_somebody_else_wrote_does_not_pass()
    {
        var package = Package(isZip: false);
        PackageSigning.Sign(package, SigningKey.Generate());
        var signature = Path.Combine(package, PackageSignature.FileName);
        var forged = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(signature))!;
        forged["PublicKey"] = _key.PublicKey.ToString();
        File.WriteAllText(signature, forged.ToJsonString());

        Assert.Equal(new SignatureCheck(SignatureState.Wrong, Reason: "it was not made with the key that it names"), Check(package, _key.PublicKey));
    }

    [Fact]
    public async Task A_wrong_signature_is_refused_a_right_one_is_told_and_only_trusted_ones_may_come_where_signatures_are_required()
    {
        var package = Package(isZip: true);
        var unsigned = await RunAsync(package, requires: true);
        PackageSigning.Sign(package, _key);
        var signed = await RunAsync(package, requires: true);
        var unknown = await RunAsync(package, requires: false, trusts: SigningKey.Generate());
        var unknownWhereRequired = await RunAsync(package, requires: true, trusts: SigningKey.Generate());
        using (var zip = ZipFile.Open(package, ZipArchiveMode.Update))
        {
            zip.CreateEntry("late.txt");
        }

        var wrong = await RunAsync(package, requires: false);

        Assert.Equal((false, true, true, false, false), (unsigned.Succeeded, signed.Succeeded, unknown.Succeeded, unknownWhereRequired.Succeeded, wrong.Succeeded));
        Assert.Equal("Signed by Newsroom (trusted)", signed.Signature!.Words);
        Assert.Equal(1, signed.StepsRun);
        Assert.Contains("does not know", Assert.Single(unknown.Warnings).Message, StringComparison.Ordinal);
        Assert.Contains("\"late.txt\" was added", Assert.Single(wrong.Errors).Message, StringComparison.Ordinal);
        Assert.Equal(0, wrong.StepsRun);
    }

    [Fact]
    public async Task A_recipe_in_the_sites_own_folders_needs_no_signature()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "own"));
        File.WriteAllText(Path.Combine(_folder, "own", "signed.recipe.json"), Recipe);
        var options = new RecipeOptions { RequireSignature = true, Folders = { Path.Combine(_folder, "own") } };
        var catalog = new RecipeCatalog(options);
        using var package = catalog.Open("Signed");

        Assert.True((await new RecipeExecutor([new RecordingStep("a")], catalog: catalog).ExecuteAsync(package, new RecipeRun())).Succeeded);
    }

    [Fact]
    public void Keys_are_read_in_the_forms_that_openssl_writes()
    {
        // Made with openssl genpkey -algorithm ed25519; the first key of RFC 8032's tests.
        const string pem = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n";
        var key = SigningKey.Read(pem);

        Assert.Equal("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", key.PublicKey.ToString());
        Assert.Equal(pem, key.ToPem());
        Assert.Equal(key.PublicKey, PublicKey.TryRead("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----"));
        Assert.Equal("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b", Convert.ToHexStringLower(key.Sign([])));
        Assert.Throws<RecipeException>(() => SigningKey.Read("-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----"));
        Assert.Throws<RecipeException>(() => SigningKey.Read("nothing"));
        Assert.Null(PublicKey.TryRead("nothing"));
    }

    private async Task<RecipeResult> RunAsync(string path, bool requires, SigningKey? trusts = null)
    {
        var options = new RecipeOptions { RequireSignature = requires, TrustedKeys = { ["Newsroom"] = (trusts ?? _key).PublicKey.ToString() } };
        using var package = RecipePackage.Open(path);
        return await new RecipeExecutor([new RecordingStep("a")], catalog: new RecipeCatalog(options)).ExecuteAsync(package, new RecipeRun());
    }

    private static SignatureCheck Check(string path, PublicKey trusted)
    {
        using var package = RecipePackage.Open(path);
        return package.CheckSignature(new Dictionary<string, string> { ["Newsroom"] = trusted.ToString() });
    }

    private string Package(bool isZip)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "package", "media")).Parent!.FullName;
        File.WriteAllText(Path.Combine(folder, "Recipe.json"), Recipe);
        File.WriteAllText(Path.Combine(folder, "media", "a.jpg"), "bytes");
        if (!isZip)
        {
            return folder;
        }

        ZipFile.CreateFromDirectory(folder, Path.Combine(_folder, "package.zip"));
        return Path.Combine(_folder, "package.zip");
    }
}
