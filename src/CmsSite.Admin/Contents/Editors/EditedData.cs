using System.Text.Json.Nodes;
using CmsSite.Admin.Contents.Edit;
using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;

namespace CmsSite.Admin.Contents.Editors;

/// <summary>The JSON object of a part or a field while it is edited. Reading adds nothing to the item; only a change does.</summary>
/// <param name="Path">Where in the item, as problems name it: <c>Article.Summary</c>.</param>
public abstract record EditedData(EditedContent Edited, string Path)
{
    public abstract JsonObject? Data { get; }

    protected abstract JsonObject Ensure();

    public string? Text(string property) => Data?[property].AsText();

    public JsonNode? Value(string property) => Data?[property];

    public void Set(string property, JsonNode? value)
    {
        var before = Data?[property];
        if (!JsonNode.DeepEquals(before, value))
        {
            Ensure()[property] = value;
            Edited.Touch($"{Path}.{property}");
        }
    }

    /// <summary>An empty text where there was none stays none.</summary>
    public void SetText(string property, object? value)
    {
        var text = value as string ?? "";
        if (text != (Text(property) ?? ""))
        {
            Set(property, text);
        }
    }

    /// <summary>The id of the input for a property; jump links lead to it.</summary>
    public string Id(string property) => Edited.PlaceOf($"{Path}.{property}");

    public IEnumerable<ContentProblem> Problems(string? property = null) =>
        Edited.Problems.Where(problem => property is null ? problem.Path.StartsWith(Path + ".", StringComparison.Ordinal) : problem.Path == $"{Path}.{property}");
}

public sealed record EditedPart(EditedContent Edited, ContentTypePartDefinition Definition) : EditedData(Edited, Definition.Name)
{
    public override JsonObject? Data => Edited.Item.Part(Definition.Name);

    protected override JsonObject Ensure() => Edited.Item.EnsurePart(Definition.Name);
}

public sealed record EditedField(EditedContent Edited, ContentTypePartDefinition Part, ContentPartFieldDefinition Definition) : EditedData(Edited, $"{Part.Name}.{Definition.Name}")
{
    public override JsonObject? Data => Edited.Item.Field(Part.Name, Definition.Name);

    public string Label => Definition.DisplayName;

    protected override JsonObject Ensure()
    {
        var part = Edited.Item.EnsurePart(Part.Name);
        if (part[Definition.Name] is not JsonObject field)
        {
            part[Definition.Name] = field = [];
        }

        return field;
    }
}

/// <summary>From the path of a problem to the place on the screen.</summary>
public static class ProblemPlaces
{
    public static string IdOf(string path) => "at-" + path.Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal);
}
