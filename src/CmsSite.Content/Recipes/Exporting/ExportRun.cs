using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Media;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Recipes.Exporting;

/// <summary>One export, from the first step to the last file.</summary>
internal sealed class ExportRun(CmsDbContext database, ContentDefinitions definitions, MediaLibrary media, ExportSelection selection, ExportPackage package, IProgress<ExportProgress>? progress)
{
    private const string RecipeFile = "Recipe.json";
    private readonly List<string> _leftOut = [];
    private readonly List<string> _secrets = [];
    private readonly ExportContent _content = new(database, definitions, selection);
    private readonly ExportMedia _media = new(database, media, selection);
    private readonly List<string> _steps = [];
    private int _done;
    private int _total;

    public required string Name { get; init; }

    public required string DisplayName { get; init; }

    public async Task<ExportResult> WriteAsync(long bytesAFile, CancellationToken cancellationToken)
    {
        var hasContent = selection.Has("content", out _);
        var (items, starts) = hasContent ? await _content.MeasureAsync(bytesAFile, cancellationToken) : (0, []);
        var files = selection.Has("media", out _) ? await _media.PathsAsync(cancellationToken) : [];
        _total = items + files.Count;

        // One file where it fits: any Orchard reads that. Otherwise the items lie in files beside, which a step "recipes" runs in their order.
        var parts = starts.Count == 0 ? [] : starts.Prepend(0).Select((from, i) => (Name: $"{Name}.Content.{i + 1}", From: from, To: i < starts.Count ? starts[i] : long.MaxValue)).ToList();
        await using (var recipe = RecipeWriter.Begin(await package.CreateAsync(RecipeFile, cancellationToken), Head()))
        {
            var site = new ExportSteps(database, definitions, selection, recipe, _leftOut, _secrets);
            await site.WriteBeforeContentAsync(cancellationToken);
            await _media.DescribeAsync(recipe, files, cancellationToken);
            if (hasContent && parts.Count == 0)
            {
                await WriteItemsAsync(recipe, 0, long.MaxValue, cancellationToken);
            }

            await site.WriteAfterContentAsync(cancellationToken);
            if (parts.Count > 0)
            {
                await recipe.WriteAsync("recipes", new JsonObject
                {
                    ["Values"] = new JsonArray([.. parts.Select(part => (JsonNode)new JsonObject { ["executionid"] = Name, ["name"] = part.Name })]),
                }, cancellationToken);
                _leftOut.Add($"The content is in {parts.Count} files beside {RecipeFile}, since one would be too large. Orchard Core imports them one by one.");
            }

            await recipe.EndAsync(cancellationToken);
            _steps.AddRange(recipe.Steps);
        }

        foreach (var part in parts)
        {
            await using var recipe = RecipeWriter.Begin(await package.CreateAsync($"{part.Name}.recipe.json", cancellationToken), new JsonObject { ["name"] = part.Name, ["literal"] = true });
            await WriteItemsAsync(recipe, part.From, part.To, cancellationToken);
            await recipe.EndAsync(cancellationToken);
        }

        await _media.CopyAsync(package, files, Count, _leftOut, cancellationToken);
        foreach (var (path, text) in selection.MoreFiles.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            await using var stream = await package.CreateAsync(path, cancellationToken);
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), cancellationToken);
        }

        return new ExportResult(Name, [.. _steps.Distinct()], items, files.Count, [.. selection.Notes, .. await NotesAsync(cancellationToken), .. _leftOut]);
    }

    private async Task WriteItemsAsync(RecipeWriter recipe, long from, long to, CancellationToken cancellationToken)
    {
        // Steps of a size that any importer may hold.
        const int ItemsAStep = 1000;
        var inStep = 0;
        await foreach (var item in _content.ReadAsync(from, to, cancellationToken))
        {
            if (inStep == 0)
            {
                recipe.BeginList("content", "data");
            }

            foreach (var version in item)
            {
                await recipe.AddAsync(version, cancellationToken);
            }

            Count();
            if (++inStep == ItemsAStep)
            {
                recipe.EndList();
                inStep = 0;
            }
        }

        if (inStep > 0)
        {
            recipe.EndList();
        }
    }

    private JsonObject Head()
    {
        var head = new JsonObject
        {
            ["name"] = Name,
            ["displayName"] = DisplayName,
            ["description"] = "",
            ["author"] = "",
            ["website"] = "",
            ["version"] = "1.0.0",
            ["issetuprecipe"] = selection.IsSetupRecipe ?? selection.IsWholeSite,
            ["categories"] = new JsonArray(),
            ["tags"] = new JsonArray(),
        };
        foreach (var (name, value) in selection.Head)
        {
            head[name] = value.DeepClone();
        }

        // Whatever somebody wrote into a text is text, also where it looks like a script of recipes.
        head["literal"] = true;
        return head;
    }

    private void Count() => progress?.Report(new(++_done, _total));

    private async Task<IEnumerable<string>> NotesAsync(CancellationToken cancellationToken)
    {
        var notes = new List<string>();
        if (selection.Has("content", out _) && selection.Types is null)
        {
            if (await _content.CountLeftOutCommentsAsync(cancellationToken) is > 0 and var comments)
            {
                notes.Add($"{comments} comments are left out.");
            }

            if (await database.DeletedItems.CountAsync(cancellationToken) is > 0 and var deleted)
            {
                notes.Add($"{deleted} deleted items are left out, as are older versions.");
            }
        }

        if (selection.WithComments)
        {
            notes.Add("Comments are without the addresses and networks of those who wrote them.");
        }

        if (selection.Has("Users", out _))
        {
            notes.Add(selection.WithPasswordHashes ? "The hashes of passwords are in the package: keep it as safe as the database." : "Accounts are without passwords: people set new ones. Second factors are left out.");
        }

        if (_secrets.Count > 0)
        {
            notes.Add($"Passwords and keys are left out: {string.Join(", ", _secrets.Distinct().Order(StringComparer.Ordinal))}.");
        }

        return notes;
    }
}
