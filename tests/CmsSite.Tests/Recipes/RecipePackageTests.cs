using System.IO.Compression;
using System.Text;
using CmsSite.Recipes;

namespace CmsSite.Tests.Recipes;

public sealed class RecipePackageTests : IDisposable
{
    private const string Empty = """{ "name": "x", "steps": [] }""";

    private readonly RecipeFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_recipe_in_a_folder_named_Recipes_reaches_the_folder_above()
    {
        _folder.Write("Theme/wwwroot/img/home.jpg", "picture");
        _folder.Write("Theme/Recipes/Snippets/footer.html", "<p>");
        using var package = RecipePackage.Open(_folder.Write("Theme/Recipes/blog.recipe.json", Empty));

        Assert.Equal("picture", package.ReadText("../wwwroot/img/home.jpg"));
        Assert.Equal("<p>", package.ReadText("Snippets/footer.html"));
        Assert.Equal("<p>", package.ReadText(@"Snippets\footer.html"));
        Assert.Equal("<p>", package.ReadText("./snippets//FOOTER.html"));
        Assert.False(package.Exists("Snippets/header.html"));
    }

    [Fact]
    public void A_recipe_elsewhere_reaches_only_its_own_folder()
    {
        _folder.Write("secret.txt", "secret");
        using var package = RecipePackage.Open(_folder.Write("site/site.recipe.json", Empty));

        Assert.Contains("leads out of the recipe's package", Failure(() => package.OpenRead("../secret.txt")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../secret.txt", "leads out")]
    [InlineData("Snippets/../../../secret.txt", "leads out")]
    [InlineData(@"..\..\secret.txt", "leads out")]
    [InlineData("/etc/passwd", "absolute path")]
    [InlineData(@"\\server\share\x", "absolute path")]
    [InlineData(@"C:\Windows\win.ini", "absolute path")]
    [InlineData("c:secret", "absolute path")]
    [InlineData("a\0b", "not a path that a package may use")]
    [InlineData("notes.txt:stream", "not a path that a package may use")]
    [InlineData("../.ssh/id_rsa", "not a path that a package may use")]
    [InlineData("... /x", "not a path that a package may use")]
    [InlineData("x.", "not a path that a package may use")]
    [InlineData("", "a path is missing")]
    [InlineData("Snippets/..", "there is no file")]
    public void A_path_cannot_leave_the_package(string path, string message)
    {
        _folder.Write("secret.txt", "secret");
        using var package = RecipePackage.Open(_folder.Write("Theme/Recipes/blog.recipe.json", Empty));

        Assert.Contains(message, Failure(() => package.OpenRead(path)), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_link_is_not_followed_whether_file_or_folder()
    {
        Skip.If(OperatingSystem.IsWindows(), "Making links needs a privilege on Windows.");
        var secret = _folder.Write("outside/secret.txt", "secret");
        var recipe = _folder.Write("site/site.recipe.json", Empty);
        File.CreateSymbolicLink(Path.Combine(_folder.Root, "site/file.txt"), secret);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Root, "site/folder"), Path.GetDirectoryName(secret)!);
        File.CreateSymbolicLink(Path.Combine(_folder.Root, "site/nowhere.txt"), "/nowhere/at/all");
        using var package = RecipePackage.Open(recipe);

        Assert.All(["file.txt", "folder/secret.txt", "FILE.txt", "nowhere.txt"], path =>
            Assert.Contains("links are not followed", Failure(() => package.OpenRead(path)), StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_file_suggests_the_nearest()
    {
        _folder.Write("site/Snippets/footer.html", "");
        using var package = RecipePackage.Open(_folder.Write("site/site.recipe.json", Empty));

        var failure = Assert.Throws<RecipeException>(() => package.OpenRead("Snippets/foter.html"));
        Assert.Equal("Did you mean \"Snippets/footer.html\"?", failure.Hint);
    }

    [Fact]
    public void A_folder_is_opened_by_its_one_recipe()
    {
        _folder.Write("one/Recipes/a.recipe.json", """{ "name": "a", "steps": [] }""");
        using (var package = RecipePackage.Open(Path.Combine(_folder.Root, "one")))
        {
            Assert.Equal("a", package.Document.Name);
        }

        _folder.Write("one/b.recipe.json", Empty);
        Assert.Contains(Path.Combine("Recipes", "a.recipe.json"), Failure(() => RecipePackage.Open(Path.Combine(_folder.Root, "one"))), StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(_folder.Root, "none"));
        Assert.Contains("there is no *.recipe.json", Failure(() => RecipePackage.Open(Path.Combine(_folder.Root, "none"))), StringComparison.Ordinal);
        Assert.Contains("there is no file or folder", Failure(() => RecipePackage.Open(Path.Combine(_folder.Root, "nothing"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_as_orchard_exports_it_is_opened()
    {
        using var package = Zip(("Recipe.json", Empty), ("other.recipe.json", "{}"), ("media/a.txt", "text"));

        Assert.Equal("x", package.Document.Name);
        Assert.Equal("Recipe.json", package.Document.File);
        Assert.Equal("text", package.ReadText("Media/a.txt"));
    }

    [Fact]
    public void A_zip_of_a_theme_is_opened_by_its_one_recipe()
    {
        using var package = Zip(
            ("Theme/Recipes/blog.recipe.json", Empty), ("Theme/wwwroot/a.txt", "text"), ("__MACOSX/Theme/Recipes/._blog.recipe.json", "litter"), ("Theme/.DS_Store", "litter"));
        Assert.Equal("text", package.ReadText("../wwwroot/a.txt"));
    }

    [Fact]
    public void A_zip_with_several_recipes_or_none_is_refused()
    {
        Assert.Contains("a/a.recipe.json, b/b.recipe.json", Failure(() => Zip(("a/a.recipe.json", Empty), ("b/b.recipe.json", Empty))), StringComparison.Ordinal);
        Assert.Contains("holds no recipe", Failure(() => Zip(("a.txt", ""))), StringComparison.Ordinal);
        Assert.Contains("not a zip archive", Failure(() => RecipePackage.OpenZip(new MemoryStream("PK no"u8.ToArray()), "x.zip")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData(@"..\..\evil.txt")]
    [InlineData("/etc/cron.d/evil")]
    [InlineData(@"C:\evil.txt")]
    [InlineData("a/../../evil.txt")]
    [InlineData("a/\u0007.txt")]
    [InlineData(".git/config")]
    public void A_zip_whose_entries_lead_out_of_it_is_refused(string entry) =>
        Assert.Contains("is refused", Failure(() => Zip(("Recipe.json", Empty), (entry, "evil"))), StringComparison.Ordinal);

    [Fact]
    public void A_zip_with_a_link_or_a_name_given_twice_is_refused()
    {
        const int unixLink = unchecked((int)0xA1FF0000);
        Assert.Contains("is a link", Failure(() => Open(Bytes(archive => Add(archive, "Recipe.json", Empty), archive => Add(archive, "a", "/etc/passwd").ExternalAttributes = unixLink))), StringComparison.Ordinal);
        Assert.Contains("twice", Failure(() => Zip(("Recipe.json", Empty), ("A.txt", "1"), ("a.txt", "2"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_that_becomes_enormous_is_refused_before_it_is_unpacked()
    {
        var bomb = Bytes(archive => Add(archive, "Recipe.json", Empty), archive => Add(archive, "zeros", new string('0', 10_000_000)));
        Assert.Contains("200 times larger", Failure(() => Open(bomb)), StringComparison.Ordinal);

        var limits = new RecipePackageLimits { Ratio = 100_000, TotalBytes = 5_000_000 };
        Assert.Contains("too large", Failure(() => RecipePackage.OpenZip(new MemoryStream(bomb), "bomb.zip", limits)), StringComparison.Ordinal);
        Assert.Contains("too large", Failure(() => RecipePackage.OpenZip(new MemoryStream(bomb), "bomb.zip", limits with { TotalBytes = long.MaxValue, FileBytes = 1000 })), StringComparison.Ordinal);
        Assert.Contains("2 entries", Failure(() => RecipePackage.OpenZip(new MemoryStream(bomb), "bomb.zip", limits with { Entries = 1 })), StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_that_lies_about_a_size_is_held_to_its_word()
    {
        var bytes = Bytes(archive => Add(archive, "Recipe.json", Empty), archive => Add(archive, "media.txt", new string('m', 4321)));
        // The size stands in the local header and in the directory; both are told to say 21.
        var told = BitConverter.GetBytes(4321);
        for (var at = bytes.AsSpan().IndexOf(told); at >= 0; at = bytes.AsSpan().IndexOf(told))
        {
            BitConverter.GetBytes(21).CopyTo(bytes, at);
        }

        using var package = Open(bytes);
        string read;
        try
        {
            read = package.ReadText("media.txt");
        }
        catch (Exception refused) when (refused is RecipeException or InvalidDataException)
        {
            return;
        }

        Assert.True(read.Length <= 21);
    }

    [Fact]
    public void A_file_beyond_the_limit_is_not_opened()
    {
        _folder.Write("site/large.bin", new string('x', 200));
        using var package = RecipePackage.Open(_folder.Write("site/site.recipe.json", Empty), new RecipePackageLimits { FileBytes = 100 });
        Assert.Contains("larger than 100 bytes", Failure(() => package.OpenRead("large.bin")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_alone_has_no_files()
    {
        using var package = RecipePackage.FromText(Empty);
        Assert.False(package.Exists("a.txt"));
        Assert.Contains("there is no file", Failure(() => package.OpenRead("a.txt")), StringComparison.Ordinal);
    }

    private static string Failure(Func<object> act) => Assert.Throws<RecipeException>(act).Message;

    private static RecipePackage Zip(params (string Name, string Text)[] entries) =>
        Open(Bytes([.. entries.Select(entry => (Action<ZipArchive>)(archive => Add(archive, entry.Name, entry.Text)))]));

    private static RecipePackage Open(byte[] zip) => RecipePackage.OpenZip(new MemoryStream(zip), "test.zip");

    private static byte[] Bytes(params Action<ZipArchive>[] fill)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var add in fill)
            {
                add(archive);
            }
        }

        return stream.ToArray();
    }

    private static ZipArchiveEntry Add(ZipArchive archive, string name, string text)
    {
        var entry = archive.CreateEntry(name);
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
        return entry;
    }
}
