using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Admin.Media;
using CmsSite.Content.Items;
using CmsSite.Content.Media;

namespace CmsSite.Admin.Contents.Editors.Fields;

/// <summary>One file of a media field, with what the field says about it.</summary>
/// <param name="IsDecorative">It tells nothing, so nothing is said about it. Orchard has no word for that; kept beside its own as <c>Decorative</c>.</param>
/// <param name="Anchor">Null for the middle.</param>
public sealed record FieldMedia(string Path, string Text, bool IsDecorative, MediaAnchor? Anchor)
{
    public static FieldMedia Of(ChosenMedia chosen) => new(chosen.Path, chosen.Said.MediaText ?? "", chosen.Said.IsDecorative, chosen.Said.Anchor);

    /// <summary>The files of a field, as Orchard stores them: lists beside each other.</summary>
    public static IReadOnlyList<FieldMedia> Read(EditedField field)
    {
        var (texts, decorative, anchors) = (field.Value("MediaTexts") as JsonArray, field.Value("Decorative") as JsonArray, field.Value("Anchors") as JsonArray);
        return [.. field.Value("Paths").AsTexts().Select((path, i) => new FieldMedia(path, At(texts, i).AsText() ?? "", At(decorative, i).AsFlag() == true, Anchored(At(anchors, i))))];
    }

    /// <summary>Writes the files of a field. A list that says nothing and was not there does not come to be.</summary>
    /// <param name="anchors">The field keeps focal points.</param>
    public static void Write(EditedField field, IReadOnlyList<FieldMedia> files, bool anchors)
    {
        Set("MediaTexts", files.Any(file => file.Text.Length > 0), file => file.Text);
        Set("Decorative", files.Any(file => file.IsDecorative), file => file.IsDecorative);
        Set("Anchors", anchors && files.Count > 0, file => new JsonObject { ["X"] = file.Anchor?.X ?? 0.5, ["Y"] = file.Anchor?.Y ?? 0.5 });
        field.Set("Paths", JsonValues.ToArray(files.Select(file => file.Path)));

        void Set(string property, bool isSaying, Func<FieldMedia, JsonNode> value)
        {
            if (isSaying || field.Value(property) is not null)
            {
                field.Set(property, new JsonArray([.. files.Select(value)]));
            }
        }
    }

    private static JsonNode? At(JsonArray? values, int index) => index < values?.Count ? values[index] : null;

    private static MediaAnchor? Anchored(JsonNode? anchor) => anchor is JsonObject ? new MediaAnchor(Fraction(anchor["X"] ?? anchor["x"]), Fraction(anchor["Y"] ?? anchor["y"])) : null;

    private static double Fraction(JsonNode? value) => Math.Clamp((double)(value.AsNumber() ?? 0.5m), 0, 1);
}
