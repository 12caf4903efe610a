using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Admin.ContentTypes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Storage;

namespace CmsSite.Tests.Admin.ContentTypes;

/// <summary>Definitions changed as screens change them, on the site of the dashboard's tests.</summary>
internal static class DefinitionSite
{
    public static Task<T> AsAsync<T>(this AdminSite app, string role, Func<AdminScope, Task<T>> act) => app.DoAsync(role, "ada", (scope, _) => act(scope));

    public static Task<DefinitionOutcome> ChangeAsync(this AdminSite app, Func<AdminScope, Task<DefinitionOutcome>> change) => app.AsAsync("Administrator", change);

    /// <summary>A type with a title and a field of that kind.</summary>
    public static async Task DefineAsync(this AdminSite app, string name, string fieldType = "TextField")
    {
        Assert.IsType<DefinitionOutcome.Saved>(await app.ChangeAsync(scope => DefinitionChanges.CreateTypeAsync(scope, name, name)));
        Assert.IsType<DefinitionOutcome.Saved>(await app.ChangeAsync(scope => DefinitionAdditions.AttachAsync(scope, name, ["TitlePart"])));
        Assert.IsType<DefinitionOutcome.Saved>(await app.ChangeAsync(scope => DefinitionAdditions.AddFieldAsync(scope, name, fieldType, "Summary", "Summary")));
    }

    public static Task<JsonObject> RecordAsync(this AdminSite app, string kind, string name) =>
        app.AsAsync("Administrator", scope => Task.FromResult((JsonObject)scope.Session.Document(kind, name)!.DeepClone()));

    public static Task<JsonObject> TypeAsync(this AdminSite app, string name) => app.RecordAsync(SiteDocumentKinds.ContentType, name);

    public static Task<JsonObject> PartAsync(this AdminSite app, string name) => app.RecordAsync(SiteDocumentKinds.ContentPart, name);

    /// <summary>A published item with that text in its field.</summary>
    public static Task<ContentItem> WriteAsync(this AdminSite app, string type, string text) => app.CreateAsync(A.ContentItem(type).Titled(text).With(type, "Summary", new JsonObject { ["Text"] = text }));
}
