using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CmsSite.Admin.ContentTypes;

/// <summary>One content type as a recipe that defines it elsewhere.</summary>
internal static class TypeExport
{
    /// <summary>The type and the parts of this site that it has, in one <c>ContentDefinition</c> step.</summary>
    public static JsonObject Recipe(ContentDefinitions definitions, ContentTypeDefinition type) => new()
    {
        ["name"] = type.Name,
        ["displayName"] = type.DisplayName,
        ["steps"] = new JsonArray(new JsonObject
        {
            ["name"] = "ContentDefinition",
            ["ContentTypes"] = new JsonArray(definitions.TypeRecord(type.Name)),
            ["ContentParts"] = new JsonArray([.. type.Parts.Select(part => part.PartName).Distinct(StringComparer.OrdinalIgnoreCase).Select(definitions.PartRecord).OfType<JsonObject>()]),
        }),
    };

    public static void MapTypeExport(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/Admin/ContentTypes/Export/{type}", Get).RequireAuthorization(AdminServiceCollectionExtensions.PanelPolicy);

    private static IResult Get(string type, HttpContext http, ContentDefinitions definitions, PermissionChecker permissions)
    {
        if (!permissions.Has(http.User, Permissions.ViewContentTypes) && !permissions.Has(http.User, Permissions.EditContentTypes))
        {
            return Results.Forbid();
        }

        return definitions.Type(type) is { } known
            ? Results.File(Encoding.UTF8.GetBytes(Recipe(definitions, known).ToJsonString(SiteJson.Indented)), "application/json", $"{known.Name}.recipe.json")
            : Results.NotFound();
    }
}
