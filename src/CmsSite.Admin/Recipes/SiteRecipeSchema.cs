using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Admin.ContentTypes;
using CmsSite.Admin.Inputs;
using CmsSite.Admin.Settings;
using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Recipes.Schemas;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CmsSite.Admin.Recipes;

/// <summary>The schema of recipes, with the settings that screens edit: for this site, with its content types, or for recipes in general.</summary>
public static class SiteRecipeSchema
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>Of recipes in general.</summary>
    public static string Generic() => Text([]);

    /// <summary>Of recipes for a site that has these types.</summary>
    public static string Of(ContentDefinitions definitions) => Text(definitions.Types);

    internal static void MapRecipeSchema(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet($"/{RecipeAddresses.Schema}", Get).RequireAuthorization(AdminServiceCollectionExtensions.PanelPolicy);

    private static IResult Get(HttpContext http, ContentDefinitions definitions, PermissionChecker permissions)
    {
        if (!permissions.Has(http.User, Permissions.ManageRecipes))
        {
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }

        http.Response.Headers.CacheControl = "private, no-cache"; // it changes with the content types
        return TypedResults.Text(Of(definitions), "application/schema+json");
    }

    private static string Text(IReadOnlyCollection<ContentTypeDefinition> types) => RecipeSchema.Make(types, Settings()).ToJsonString(_indented) + "\n";

    private static Dictionary<string, JsonObject> Settings() => Inputs().Where(input => input.Object.Length > 0).GroupBy(input => input.Object).ToDictionary(
        inputs => inputs.Key,
        inputs => MemberNotation.Object(new JsonObject(inputs.DistinctBy(input => input.Property).Select(input => KeyValuePair.Create(input.Property, (JsonNode?)Schema(input))))),
        StringComparer.Ordinal);

    private static IEnumerable<SettingInput> Inputs() =>
    [
        .. TypeSettingInputs.Type, .. TypeSettingInputs.Part, .. PartSettingInputs.General, .. PartSettingInputs.Parts.SelectMany(part => PartSettingInputs.Of(part.Name)),
        .. FieldSettingInputs.Fields.SelectMany(field => FieldSettingInputs.Of(field.Name)), .. SettingsGroups.All.SelectMany(group => group.Inputs),
    ];

    private static JsonObject Schema(SettingInput input)
    {
        var schema = input.Kind switch
        {
            SettingKind.Number or SettingKind.Decimal => MemberNotation.Value("number"),
            SettingKind.Flag or SettingKind.Whether => MemberNotation.Value("flag"),
            SettingKind.Choice or SettingKind.Enumeration => MemberNotation.Suggestions(input.Choices.Select(choice => choice.Value)),
            SettingKind.Lines or SettingKind.ContentTypes or SettingKind.Roles or SettingKind.Cultures => MemberNotation.Value("texts"),
            SettingKind.Options => MemberNotation.Value("anys"),
            SettingKind.HomeRoute => [],
            _ => MemberNotation.Value("text"),
        };
        schema!["title"] = input.Label;
        if (input.Hint is { } hint)
        {
            schema["description"] = hint;
        }

        return schema;
    }
}
