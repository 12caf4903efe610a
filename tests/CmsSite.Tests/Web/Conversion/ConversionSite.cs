using System.CommandLine;
using CmsSite.Web.CommandLine;
using SkiaSharp;

namespace CmsSite.Tests.Web.Conversion;

/// <summary>The site of <c>recipes/cmssite</c>, exports of other systems, and the commands that bring one to the other.</summary>
public sealed class ConversionSite : CmsApplication
{
    public ConversionSite()
    {
        // Starts it, which sets it up.
        CreateClient().Dispose();
        Uploads = Path.Combine(AppData, "old-uploads");
        WritePicture(Path.Combine(Uploads, "2021", "05", "rope.png"));
    }

    /// <summary>What came of <c>wp-content/uploads</c>.</summary>
    public string Uploads { get; }

    protected override string? Recipe => "CmsSite";

    public static string Sample(string name) => Path.Combine(Repository.Root, "tests", "CmsSite.Tests", "Web", "Conversion", name);

    public string NewPath(string ending = "") => Path.Combine(AppData, $"converted-{Guid.NewGuid():n}{ending}");

    public static void WritePicture(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var bitmap = new SKBitmap(8, 6);
        using var file = File.Create(path);
        bitmap.Encode(file, SKEncodedImageFormat.Png, 100);
    }

    /// <summary>Converts, and gives where the package is.</summary>
    public async Task<(string Package, string Output)> ConvertAsync(string file, params string[] more)
    {
        var package = NewPath();
        var (code, output, errors) = await RunAsync(["recipes", "convert", file, "--to", package, .. more]);
        Assert.True(code == 0, errors);
        return (package, output);
    }

    public async Task<string> ApplyAsync(string package)
    {
        var (code, output, errors) = await RunAsync("recipes", "apply", package);
        Assert.True(code == 0, errors);
        return output;
    }

    public async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await SiteCommandLine.Parse(args).RunAsync(Services, new InvocationConfiguration { Output = output, Error = errors });
        return (code, output.ToString(), errors.ToString());
    }
}
