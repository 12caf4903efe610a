using System.Net;
using System.Text.Json.Nodes;
using CmsSite.Admin.Workflows;
using CmsSite.Content.Workflows;
using CmsSite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin.Structure;

/// <summary>The screens for workflows, and what is refused there.</summary>
[Collection(StructureCollection.Name)]
public sealed class WorkflowChangesTests(AdminSite app)
{
    [Theory]
    [InlineData("Administrator", "/Admin/Workflows/Types", 200)]
    [InlineData("Administrator", "/Admin/Workflows/Types/Create", 200)]
    [InlineData("Administrator", "/Admin/Workflows/Types/Edit/nosuchworkflow", 404)]
    [InlineData("Editor", "/Admin/Workflows/Types", 403)]
    [InlineData("Author", "/Admin/Workflows/Types/Create", 403)]
    public async Task Each_role_gets_to_its_screens_and_to_no_others(string role, string address, int status) =>
        Assert.Equal((HttpStatusCode)status, (await (await app.SignInAsync(role)).GetAsync(address)).StatusCode);

    [Fact]
    public async Task A_workflow_is_shown_with_its_activities_its_problems_and_its_address()
    {
        var workflow = WorkflowChanges.New();
        (workflow["Name"], workflow["IsEnabled"]) = ("Registration", true);
        var activities = (JsonArray)workflow["Activities"]!;
        activities.Add(new JsonObject { ["ActivityId"] = "next", ["Name"] = "AssignUserRoleTask", ["Properties"] = new JsonObject() });
        ((JsonArray)workflow["Transitions"]!).Add(new JsonObject { ["SourceActivityId"] = (string)activities[0]!["ActivityId"]!, ["SourceOutcomeName"] = "Done", ["DestinationActivityId"] = "next" });
        var id = (string)workflow["WorkflowTypeId"]!;
        await app.InScopeAsync(async services =>
        {
            var session = services.GetRequiredService<SiteSession>();
            await session.PutAsync(SiteDocumentKinds.WorkflowType, id, workflow);
            await session.CommitAsync();
            return true;
        });
        var admin = await app.SignInAsync("Administrator");

        var screen = await admin.GetStringAsync($"/{WorkflowAddresses.Edit(id)}");
        Assert.Contains("AssignUserRoleTask does not run here: workflows give and take no roles, and hear nothing of accounts.", screen);
        Assert.Contains("The form was sent", screen);
        Assert.Contains($"{WorkflowTypes.InvokePath}?token=", screen);
        Assert.Contains("does not run here", await admin.GetStringAsync("/Admin/Workflows/Types"));
    }
}
