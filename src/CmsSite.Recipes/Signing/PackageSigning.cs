using System.IO.Compression;
using System.Text;

namespace CmsSite.Recipes.Signing;

/// <summary>Puts a signature into a package; one that is there already is replaced.</summary>
public static class PackageSigning
{
    /// <param name="path">A zip, or a folder with a recipe.</param>
    /// <returns>The path of what now has the signature: the zip, or the file in the folder.</returns>
    /// <exception cref="RecipeException">It is no package, or cannot be written.</exception>
    public static string Sign(string path, SigningKey key, RecipePackageLimits? limits = null)
    {
        if (!Directory.Exists(path) && !path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            throw new RecipeException($"\"{path}\" is no package", "Give a zip, or a folder that holds a recipe");
        }

        string signature;
        string? root;
        using (var package = RecipePackage.Open(path, limits))
        {
            signature = PackageSignature.Make(package.Files, key);
            root = (package.Files as FolderFiles)?.FullName("");
        }

        try
        {
            return root is null ? IntoZip(path, signature) : IntoFolder(root, signature);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RecipeException($"the signature cannot be written: {exception.Message.TrimEnd('.')}", inner: exception);
        }
    }

    private static string IntoFolder(string root, string signature)
    {
        var file = Path.Combine(root, PackageSignature.FileName);
        File.WriteAllText(file, signature);
        return file;
    }

    private static string IntoZip(string path, string signature)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Update);
        zip.GetEntry(PackageSignature.FileName)?.Delete();
        using var writer = new StreamWriter(zip.CreateEntry(PackageSignature.FileName).Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        writer.Write(signature);
        return path;
    }
}
