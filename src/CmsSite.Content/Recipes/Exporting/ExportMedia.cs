using System.Text.Json.Nodes;
using CmsSite.Content.Media;
using CmsSite.Recipes;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Recipes.Exporting;

/// <summary>The files of the media library: a step that names them, and their bytes at the same paths in the package.</summary>
internal sealed class ExportMedia(CmsDbContext database, MediaLibrary media, ExportSelection selection)
{
    private const int BatchSize = 200;

    /// <summary>Chosen paths in order. A name of the selection is a file's path, or a folder's with everything below it.</summary>
    public async Task<IReadOnlyList<string>> PathsAsync(CancellationToken cancellationToken)
    {
        selection.Has("media", out var names);
        var paths = await database.MediaFiles.AsNoTracking().Select(file => file.Path).ToListAsync(cancellationToken);
        return [.. paths.Where(path => names is null || names.Contains(path) || Folders(path).Any(names.Contains)).Order(StringComparer.Ordinal)];
    }

    public async Task DescribeAsync(RecipeWriter recipe, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        if (paths.Count == 0)
        {
            return;
        }

        recipe.BeginList("media", "Files");
        await foreach (var file in FilesAsync(paths, cancellationToken))
        {
            var json = new JsonObject { ["TargetPath"] = file.Path, ["SourcePath"] = file.Path };
            if (file.Metadata is not null && JsonNode.Parse(file.Metadata) is JsonObject said)
            {
                foreach (var (name, value) in said)
                {
                    json[name] = value?.DeepClone();
                }
            }

            if (file.IsPrivate)
            {
                json["Private"] = true;
            }

            await recipe.AddAsync(json, cancellationToken);
        }

        recipe.EndList();
    }

    public async Task CopyAsync(ExportPackage package, IReadOnlyList<string> paths, Action count, ICollection<string> leftOut, CancellationToken cancellationToken)
    {
        var bytes = 0L;
        await foreach (var file in FilesAsync(paths, cancellationToken))
        {
            await using var source = media.OpenRead(file);
            await using var target = await package.CreateAsync(file.Path, cancellationToken);
            await source.CopyToAsync(target, cancellationToken);
            bytes += file.Length;
            count();
        }

        var limits = new RecipePackageLimits();
        if (bytes > limits.TotalBytes || paths.Count >= limits.Entries)
        {
            leftOut.Add($"The package holds {paths.Count} files of {bytes} bytes, more than a zip may that is uploaded. Unpack it and give the folder to the command line.");
        }
    }

    private async IAsyncEnumerable<MediaFileRecord> FilesAsync(IReadOnlyList<string> paths, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var batch in paths.Chunk(BatchSize))
        {
            foreach (var file in (await database.MediaFiles.AsNoTracking().Where(file => batch.Contains(file.Path)).ToListAsync(cancellationToken)).OrderBy(file => file.Path, StringComparer.Ordinal))
            {
                yield return file;
            }
        }
    }

    private static IEnumerable<string> Folders(string path)
    {
        for (var folder = MediaFileRecord.FolderOf(path); folder.Length > 0; folder = MediaFileRecord.FolderOf(folder))
        {
            yield return folder;
        }
    }
}
