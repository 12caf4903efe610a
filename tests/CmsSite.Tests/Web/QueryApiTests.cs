using System.Net;
using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web;

[Collection(WebCollection.Name)]
public class QueryApiTests(CmsApplication app)
{
    [Fact]
    public async Task Nobody_runs_a_query_with_a_program_unless_a_role_says_so()
    {
        await PutAsync("ApiSecret");

        var visitor = app.CreateClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync("/api/queries/ApiSecret")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync("/api/queries/NoSuchQuery")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.PostAsync("/api/queries/ApiSecret", null)).StatusCode);
    }

    [Fact]
    public async Task Who_may_gets_items_by_GET_and_POST_and_never_a_draft()
    {
        await PutAsync("ApiOpen");
        var shown = await app.CreateAsync(A.ContentItem("Story").Titled("Api story seen"));
        await app.CreateAsync(A.ContentItem("Story").Titled("Api story unseen"), publish: false);
        await GrantAsync("ExecuteApi_ApiOpen");

        var visitor = app.CreateClient();
        var got = await visitor.GetStringAsync("/api/queries/ApiOpen?parameters=" + Uri.EscapeDataString("""{ "like": "Api story%" }"""));
        var posted = await visitor.PostAsync("/api/queries/ApiOpen", new FormUrlEncodedContent(new Dictionary<string, string> { ["parameters"] = """{ "like": "Api story%" }""" }));

        Assert.Equal(shown.ContentItemId, Assert.Single(JsonNode.Parse(got)!["items"]!.AsArray())!["ContentItemId"]!.GetValue<string>());
        Assert.Equal(got, await posted.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.GetAsync("/api/queries/ApiOpen?parameters=[")).StatusCode);
    }

    private Task PutAsync(string name) => app.InScopeAsync(async services =>
    {
        var session = services.GetRequiredService<SiteSession>();
        await session.PutAsync(SiteDocumentKinds.Query, name, new JsonObject
        {
            ["Name"] = name, ["Source"] = "Sql", ["ReturnContentItems"] = true,
            ["Template"] = "SELECT DocumentId FROM ContentItemIndex WHERE Latest=true AND DisplayText LIKE @like:'none'",
        });
        await session.CommitAsync();
        return true;
    });

    private Task GrantAsync(string permission) => app.InScopeAsync(async services =>
    {
        var session = services.GetRequiredService<SiteSession>();
        var role = (JsonObject)session.Document(SiteDocumentKinds.Role, Roles.Anonymous)!.DeepClone();
        role["Permissions"]!.AsArray().Add(permission);
        await session.PutAsync(SiteDocumentKinds.Role, Roles.Anonymous, role);
        await session.CommitAsync();
        return true;
    });
}
