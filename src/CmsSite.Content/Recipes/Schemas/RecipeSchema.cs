using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Deployment;
using CmsSite.Content.Features;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Schemas;

/// <summary>
/// The JSON Schema of recipes (draft 2020-12), made from the steps that there are, the parts and fields that are code, and the content types of a site. It refuses what the reader of recipes refuses:
/// steps that nobody knows, and values of the wrong shape. What is unknown otherwise is allowed, as in a recipe.
/// </summary>
public static class RecipeSchema
{
    /// <summary>Where the schema of Orchard's recipes in general lies, below the repository's folder <c>recipes</c>.</summary>
    public const string File = "schema/recipe.schema.json";

    /// <param name="types">The site's content types; none for a schema of recipes in general.</param>
    /// <param name="settings">The settings objects that something reads, by name: of types, parts, fields, the site.</param>
    public static JsonObject Make(IReadOnlyCollection<ContentTypeDefinition> types, IReadOnlyDictionary<string, JsonObject> settings)
    {
        var steps = SiteSteps.All.Select(step => (step.Name, step.State, step.Members)).Append((Name: "recipes", State: RecipeNameState.Runs, Members: "Values:[executionid:text name:text]")).ToList();
        var definitions = new JsonObject();
        foreach (var (name, state, members) in steps)
        {
            definitions[$"step-{name}"] = Step(name, state, name == SettingsStepName ? SettingsMembers(types, settings) : MemberNotation.Read(members));
        }

        Shared(definitions, types, settings);
        definitions["steps"] = new JsonObject
        {
            ["type"] = "array",
            ["items"] = new JsonObject
            {
                ["type"] = "object",
                // Orchard passes over a step that spells its name "Name"; it is read here, with a warning.
                ["anyOf"] = new JsonArray([.. steps.Select(step => (JsonNode)Reference($"step-{step.Name}")), new JsonObject
                {
                    ["required"] = new JsonArray("Name"), ["not"] = new JsonObject { ["required"] = new JsonArray("name") },
                    ["properties"] = new JsonObject { ["Name"] = new JsonObject { ["pattern"] = $"^({string.Join('|', steps.Select(step => AnyCase(step.Name)))})$" } },
                }]),
            },
        };
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Recipe of Orchard Core, as CmsSite reads it",
            ["type"] = "object",
            ["properties"] = Root(),
            ["patternProperties"] = new JsonObject { [$"^{AnyCase("steps")}$"] = Reference("steps") },
            ["$defs"] = definitions,
        };
    }

    private const string SettingsStepName = "settings";

    private static JsonObject Root()
    {
        var root = MemberNotation.Read("$schema:text name:text displayName:text description:text author:text website:text version:text issetuprecipe:flag categories:any tags:any literal:flag");
        root["variables"] = new JsonObject { ["type"] = new JsonArray("object", "null"), ["description"] = "Values by name, for [js: variables('name')]. They stand before the steps." };
        root["steps"] = Reference("steps");
        return root;
    }

    private static JsonObject Step(string name, RecipeNameState state, JsonObject members)
    {
        members.Insert(0, "name", new JsonObject
        {
            ["anyOf"] = new JsonArray(new JsonObject { ["enum"] = new JsonArray(name) }, new JsonObject { ["type"] = "string", ["pattern"] = $"^{AnyCase(name)}$" }),
            ["description"] = state == RecipeNameState.Runs ? $"Step {name}: does here what it does in Orchard Core." : $"Step {name}: its data is kept and exported again; nothing here acts on it.",
        });
        return new JsonObject { ["required"] = new JsonArray("name"), ["properties"] = members };
    }

    private static JsonObject SettingsMembers(IReadOnlyCollection<ContentTypeDefinition> types, IReadOnlyDictionary<string, JsonObject> settings)
    {
        var members = new JsonObject();
        foreach (var name in SettingCatalog.Names.Order(StringComparer.Ordinal))
        {
            members[name] = SettingCatalog.Simple(name) is { } simple ? MemberNotation.Value(simple.Shape switch { SettingShape.Number => "number", SettingShape.Flag => "flag", _ => "any" })
                : settings.TryGetValue(name, out var known) ? known.DeepClone() : MemberNotation.Object([]);
        }

        foreach (var type in types.Where(type => type.Stereotype == "CustomSettings").OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            members[type.Name] = Reference("contentItem");
        }

        return members;
    }

    private static void Shared(JsonObject definitions, IReadOnlyCollection<ContentTypeDefinition> types, IReadOnlyDictionary<string, JsonObject> settings)
    {
        definitions["contentItem"] = ContentItemSchema.Make(types);
        definitions["contentItems"] = MemberNotation.List(Reference("contentItem"));
        foreach (var (name, members) in DataMembers.Fields)
        {
            definitions[name] = MemberNotation.Object(MemberNotation.Read(members));
        }

        definitions["feature"] = MemberNotation.Suggestions(FeatureCatalog.Ids.Order(StringComparer.Ordinal));
        definitions["theme"] = MemberNotation.Suggestions([ThemeCatalog.Site, "TheAdmin", "TheTheme", "TheBlogTheme", "TheAgencyTheme", "TheComingSoonTheme"]);
        definitions["deploymentStep"] = MemberNotation.Suggestions(DeploymentKinds.All.Select(kind => kind.Type));
        definitions["adminNode"] = MemberNotation.Object(MemberNotation.Read("$type:text UniqueId:text Enabled:flag LinkText:text LinkUrl:text IconClass:text PermissionNames:texts ContentTypes:anys Items:@adminNode*"));
        definitions["placements"] = MemberNotation.List(MemberNotation.Object(MemberNotation.Read("place:text displayType:text contentType:any contentPart:any differentiator:text alternates:any wrappers:any shape:text")));
        var condition = MemberNotation.Read("$type:text Name:any ConditionId:text Value:any Operation:any Script:text DisplayText:text Conditions:@condition*");
        condition["Name"] = MemberNotation.Suggestions(LayerConditions.Known);
        definitions["condition"] = MemberNotation.Object(condition);

        var part = new JsonObject { ["PartName"] = MemberNotation.Suggestions(PartCatalog.Parts.Concat(types.SelectMany(type => type.Parts).Select(attached => attached.PartName)).Distinct().Order(StringComparer.Ordinal)), ["Name"] = MemberNotation.Value("text"), ["Settings"] = Reference("settings") };
        var type = MemberNotation.Read("Name:text DisplayName:text Settings:@settings");
        type["ContentTypePartDefinitionRecords"] = MemberNotation.List(MemberNotation.Object(part));
        definitions["contentType"] = MemberNotation.Object(type);
        var field = new JsonObject { ["FieldName"] = MemberNotation.Suggestions(PartCatalog.Fields.Order(StringComparer.Ordinal)), ["Name"] = MemberNotation.Value("text"), ["Settings"] = Reference("settings") };
        var record = MemberNotation.Read("Name:text Settings:@settings");
        record["ContentPartFieldDefinitionRecords"] = MemberNotation.List(MemberNotation.Object(field));
        definitions["contentPart"] = MemberNotation.Object(record);
        definitions["settings"] = MemberNotation.Object(new JsonObject(settings.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.DeepClone()))));
    }

    internal static JsonObject Reference(string definition) => new() { ["$ref"] = $"#/$defs/{definition}" };

    // Names of steps are read in any case, for which patterns have no word.
    private static string AnyCase(string name) => string.Concat(name.Select(c =>
        char.IsAsciiLetter(c) ? string.Create(CultureInfo.InvariantCulture, $"[{char.ToLowerInvariant(c)}{char.ToUpperInvariant(c)}]") : c.ToString()));
}
