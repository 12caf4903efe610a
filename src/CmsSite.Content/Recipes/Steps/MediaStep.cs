using System.Text.Json.Nodes;
using CmsSite.Content.Media;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Files for the media library: from the package, or in the recipe itself. What is there already is written over.</summary>
internal sealed class MediaStep(MediaLibrary media) : SiteStep<MediaStep>, ISiteStep
{
    public static string StepName => "media";

    public static string Members => "Files:[TargetPath:text Path:text SourcePath:text Base64:text SourceUrl:text MediaText:text Decorative:flag Anchor:{X:number Y:number} Rotation:number Crop:{X:number Y:number Width:number Height:number} Private:flag Owner:text]";

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        var files = step.Items("Files").ToList();
        for (var done = 0; done < files.Count; done++)
        {
            step.Progress(done, files.Count, "files");
            var (json, path) = files[done];
            try
            {
                await WriteAsync(step, RecipeJson.Bind<Model>(json), path, cancellationToken);
            }
            catch (RecipeException wrong) when (wrong.Problem is null)
            {
                step.Error(wrong.At is { Length: > 0 } at ? $"{path}.{at}" : path, wrong.Message, wrong.Hint);
            }
            catch (MediaException wrong)
            {
                step.Error(path, wrong.Message);
            }
        }

        step.Progress(files.Count, files.Count, "files");
    }

    private async Task WriteAsync(RecipeStepContext step, Model file, string path, CancellationToken cancellationToken)
    {
        // Path is what TargetPath was called at first.
        if (file.TargetPath is null && file.Path is not null)
        {
            step.Warn($"{path}.Path", "Path is read as TargetPath");
        }

        var target = Target(file.TargetPath ?? file.Path ?? throw new RecipeException("the file has no TargetPath", "Say where it goes in the media library"), file.TargetPath is null ? "Path" : "TargetPath");
        if (!string.IsNullOrEmpty(file.Base64))
        {
            using var bytes = new MemoryStream(Decoded(file.Base64));
            await media.WriteAsync(target, bytes, cancellationToken);
        }
        else if (!string.IsNullOrEmpty(file.SourcePath))
        {
            await using var bytes = Open(step, file.SourcePath);
            await media.WriteAsync(target, bytes, cancellationToken);
        }
        else if (!string.IsNullOrEmpty(file.SourceUrl))
        {
            // A recipe that fetches would make the server call whatever address its author likes.
            step.Warn($"{path}.SourceUrl", $"\"{target}\" is not fetched from {file.SourceUrl}: recipes bring their files with them", "Put the file into the package and name it in SourcePath");
        }
        else
        {
            throw new RecipeException($"\"{target}\" has no content", "Give SourcePath or Base64");
        }

        await DescribeAsync(target, file, cancellationToken);
    }

    // Ours, not Orchard's, which passes over what it does not know. What the recipe does not say stays as somebody said it.
    private async Task DescribeAsync(string target, Model said, CancellationToken cancellationToken)
    {
        if ((said.MediaText, said.Decorative, said.Anchor, said.Rotation, said.Crop, said.Owner, said.Private) is (null, null, null, null, null, null, null) || await media.FindAsync(target, cancellationToken) is not { } file)
        {
            return;
        }

        var metadata = MediaMetadata.Of(file);
        await media.DescribeAsync(target, metadata with
        {
            MediaText = said.MediaText ?? metadata.MediaText,
            IsDecorative = said.Decorative ?? metadata.IsDecorative,
            Anchor = said.Anchor is { } anchor ? new MediaAnchor(Math.Clamp(anchor.X, 0, 1), Math.Clamp(anchor.Y, 0, 1)) : metadata.Anchor,
            Rotation = said.Rotation is { } turned ? ((turned / 90 * 90 % 360) + 360) % 360 : metadata.Rotation,
            Crop = said.Crop is { Width: > 0, Height: > 0 } crop ? new(Math.Clamp(crop.X, 0, 1), Math.Clamp(crop.Y, 0, 1), Math.Clamp(crop.Width, 0, 1), Math.Clamp(crop.Height, 0, 1)) : metadata.Crop,
            Owner = said.Owner ?? metadata.Owner,
        }, said.Private ?? file.IsPrivate, cancellationToken);
    }

    private static string Target(string path, string property)
    {
        try
        {
            return MediaPath.Normalize(path);
        }
        catch (MediaException wrong)
        {
            throw new RecipeException(wrong.Message.TrimEnd('.'), "Give a path inside the media library, such as articles/bridge.jpg", property, wrong);
        }
    }

    private static Stream Open(RecipeStepContext step, string sourcePath)
    {
        try
        {
            return step.Package.OpenRead(sourcePath);
        }
        catch (RecipeException wrong) when (wrong.At is null)
        {
            throw new RecipeException(wrong.Message, wrong.Hint, "SourcePath", wrong);
        }
    }

    private static byte[] Decoded(string base64)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException wrong)
        {
            throw new RecipeException("the content is not base64", "Encode the file's bytes again", "Base64", wrong);
        }
    }

    private sealed record Model(string? TargetPath, string? Path, string? SourcePath, string? SourceUrl, string? Base64, string? MediaText, bool? Decorative, MediaAnchor? Anchor,
        int? Rotation, MediaCrop? Crop, string? Owner, bool? Private);
}
