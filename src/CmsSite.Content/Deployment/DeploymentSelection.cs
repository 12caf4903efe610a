using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Content.Fields;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Exporting;
using CmsSite.Recipes;

namespace CmsSite.Content.Deployment;

/// <summary>Makes of a deployment plan's steps what an export is to hold. Two steps of one kind add up.</summary>
internal sealed class DeploymentSelection
{
    private readonly Dictionary<string, IReadOnlySet<string>?> _steps = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _types = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonNode> _head = [];
    private readonly Dictionary<string, string> _files = [];
    private readonly List<JsonObject> _more = [];
    private readonly List<ExportQuery> _queries = [];
    private readonly List<string> _notes = [];
    private bool _hasAllContent;
    private bool _replaces;
    private string? _name;

    /// <param name="plan">As the step <c>deployment</c> has it.</param>
    /// <param name="chosen">Ids of the items that somebody chose for this run.</param>
    public static ExportSelection Of(string name, JsonObject plan, IReadOnlyCollection<string> chosen)
    {
        var selection = new DeploymentSelection();
        foreach (var planned in plan.Find("Steps").AsObjects())
        {
            selection.Add(planned.Find("Type").Text() ?? "", planned.Find("Step") as JsonObject ?? [], chosen);
        }

        return new ExportSelection
        {
            Name = selection._name ?? SiteExport.NameOf(name),
            Steps = selection._steps,
            Types = selection._hasAllContent ? null : selection._types,
            Items = selection._items,
            Queries = selection._queries,
            WithComments = selection._types.Contains(CommentFields.PartName),
            ReplacesDefinitions = selection._replaces,
            Head = selection._head,
            MoreSteps = selection._more,
            MoreFiles = selection._files,
            Notes = selection._notes,
        };
    }

    private void Add(string type, JsonObject step, IReadOnlyCollection<string> chosen)
    {
        if (DeploymentKinds.Find(type) is not { } kind)
        {
            _notes.Add($"The plan's step {type} is not run here.");
            return;
        }

        switch (type)
        {
            case "AllContentDeploymentStep":
                _hasAllContent = true;
                _steps["content"] = null;
                break;
            case "ContentDeploymentStep":
                _types.UnionWith(step.Find("ContentTypes").AsTexts());
                _steps["content"] = null;
                break;
            case "ContentItemDeploymentStep":
                _items.UnionWith(step.Find("ContentItemId").Text() is { Length: > 0 } id ? [id] : []);
                _steps["content"] = null;
                break;
            case "QueryBasedContentDeploymentStep":
                AddQuery(step.Find("QueryName").Text() ?? "", step.Find("QueryParameters"));
                _steps["content"] = null;
                break;
            case DeploymentKinds.Chosen:
                _items.UnionWith(chosen);
                _steps["content"] = null;
                if (chosen.Count == 0)
                {
                    _notes.Add("The plan exports items that are chosen, and none were: choose them in the list of content, or with --items.");
                }

                break;
            case "ContentDefinitionDeploymentStep" or "ReplaceContentDefinitionDeploymentStep":
                _replaces |= type[0] == 'R';
                Take("ContentDefinition", kind, step);
                break;
            case "DeleteContentDefinitionDeploymentStep":
                _more.Add(new JsonObject
                {
                    ["name"] = "DeleteContentDefinition",
                    ["ContentTypes"] = JsonValues.ToArray(step.Find("ContentTypes").AsTexts()),
                    ["ContentParts"] = JsonValues.ToArray(step.Find("ContentParts").AsTexts()),
                });
                break;
            case "SiteSettingsDeploymentStep":
                Take("settings", step.Find("Settings").AsTexts());
                break;
            case "SearchSettingsDeploymentStep":
                Take("settings", ["SearchSettings"]);
                break;
            case "CustomFileDeploymentStep":
                AddFile(step.Find("FileName").Text(), step.Find("FileContent").Text());
                break;
            case "JsonRecipeDeploymentStep":
                AddStep(step.Find("Json").Text());
                break;
            case "RecipeFileDeploymentStep":
                Describe(step);
                break;
            case var setting when setting.EndsWith(DeploymentKinds.SettingSuffix, StringComparison.Ordinal):
                Take("settings", [setting[..^DeploymentKinds.SettingSuffix.Length]]);
                break;
            default:
                Take(kind.Step!, kind, step);
                break;
        }
    }

    // A kind without lists takes all; one with lists what they name, unless its flag says all.
    private void Take(string name, DeploymentKind kind, JsonObject step)
    {
        if (kind.Lists.Count == 0 || (kind.All is not null && step.Find(kind.All).AsFlag() == true))
        {
            _steps[name] = null;
        }
        else
        {
            Take(name, kind.Lists.SelectMany(list => step.Find(list).AsTexts()).Select(text => text.Trim('/')));
        }
    }

    private void Take(string name, IEnumerable<string> names)
    {
        if (!_steps.TryGetValue(name, out var known) || known is not null)
        {
            _steps[name] = names.Concat(known ?? new HashSet<string>()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        }
    }

    // Orchard keeps the parameters as the text of a JSON object.
    private void AddQuery(string name, JsonNode? parameters)
    {
        try
        {
            var given = parameters as JsonObject ?? (parameters.Text() is { Length: > 0 } text ? JsonNode.Parse(text) as JsonObject : null) ?? [];
            _queries.Add(new ExportQuery(name, given.ToDictionary(value => value.Key, value => value.Value?.GetValueKind() switch
            {
                JsonValueKind.String => value.Value.AsText(),
                JsonValueKind.Number => value.Value.AsNumber(),
                JsonValueKind.True or JsonValueKind.False => value.Value.AsFlag(),
                _ => (object?)null,
            })));
        }
        catch (JsonException wrong)
        {
            _notes.Add($"The parameters of the plan's query \"{name}\" are no JSON: {wrong.Message}");
        }
    }

    private void AddFile(string? path, string? content)
    {
        var segments = (path ?? "").Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Join('/', segments);
        if (segments.Length == 0 || segments.Any(segment => segment[0] == '.') || name.Contains(':', StringComparison.Ordinal) || name.Equals("Recipe.json", StringComparison.OrdinalIgnoreCase))
        {
            _notes.Add($"The plan's file \"{path}\" has no name that a package can hold.");
            return;
        }

        _files[name] = content ?? "";
    }

    private void AddStep(string? json)
    {
        try
        {
            if (JsonNode.Parse(json ?? "", documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }) is JsonObject step && step["name"].AsText() is { Length: > 0 })
            {
                _more.Add(step);
                return;
            }
        }
        catch (JsonException)
        {
            // Said below, as for anything else that is no step.
        }

        _notes.Add("A step written by hand in the plan is no JSON object with a name, and is left out.");
    }

    private void Describe(JsonObject step)
    {
        _name = step.Find("RecipeName").Text() is { Length: > 0 } name ? name : _name;
        foreach (var (from, to) in ((string, string)[])[("DisplayName", "displayName"), ("Description", "description"), ("Author", "author"), ("WebSite", "website"), ("Version", "version"), ("IsSetupRecipe", "issetuprecipe")])
        {
            if (step.Find(from) is { } value)
            {
                _head[to] = value;
            }
        }

        foreach (var (from, to) in ((string, string)[])[("Categories", "categories"), ("Tags", "tags")])
        {
            if (step.Find(from).Text() is { Length: > 0 } words)
            {
                _head[to] = JsonValues.ToArray(words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            }
        }
    }
}
