using System.Text.Json.Nodes;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Named sizes of images, by name.</summary>
internal sealed class MediaProfilesStep(SiteSession session) : SiteStep<MediaProfilesStep>, ISiteStep
{
    public static string StepName => "MediaProfiles";

    public static string Members => "MediaProfiles:<{Hint:text Width:number Height:number Mode:Undefined|Max|Crop|Pad|BoxPad|Min|Stretch Format:Undefined|Bmp|Gif|Jpg|Png|Tga|WebP Quality:number BackgroundColor:text}>";

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var (name, value, path) in step.Entries("MediaProfiles"))
        {
            if (value is not JsonObject profile)
            {
                step.Error(path, "a media profile is an object with Width, Height, Mode …");
                continue;
            }

            try
            {
                var model = RecipeJson.Bind<Model>(profile);
                await session.PutAsync(SiteDocumentKinds.MediaProfile, name, model.ToJson(profile), cancellationToken);
            }
            catch (RecipeException wrong) when (wrong.Problem is null)
            {
                step.Error(wrong.At is { Length: > 0 } at ? $"{path}.{at}" : path, wrong.Message, wrong.Hint);
            }
        }
    }

    private enum Mode
    {
        Undefined,
        Max,
        Crop,
        Pad,
        BoxPad,
        Min,
        Stretch,
    }

    private enum Format
    {
        Undefined,
        Bmp,
        Gif,
        Jpg,
        Png,
        Tga,
        WebP,
    }

    private sealed record Model(int Width, int Height, Mode Mode, Format Format, int? Quality)
    {
        // As Orchard writes it, with numbers for modes and formats; what is not known here stays.
        public JsonObject ToJson(JsonObject given)
        {
            var json = (JsonObject)given.DeepClone();
            foreach (var name in json.Select(pair => pair.Key).Where(key => key.ToLowerInvariant() is "width" or "height" or "mode" or "format" or "quality").ToList())
            {
                json.Remove(name);
            }

            json["Width"] = Width;
            json["Height"] = Height;
            json["Mode"] = (int)Mode;
            json["Format"] = (int)Format;
            json["Quality"] = Quality ?? 100;
            return json;
        }
    }
}
