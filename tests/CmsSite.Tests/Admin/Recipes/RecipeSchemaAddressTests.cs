using System.Net;
using System.Text.Json.Nodes;
using CmsSite.Admin.Recipes;
using CmsSite.Content.Definitions;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin.Recipes;

/// <summary>The schema of this site's recipes, at the address that editors ask.</summary>
[Collection(StructureCollection.Name)]
public sealed class RecipeSchemaAddressTests(AdminSite site)
{
    [Fact]
    public async Task Who_may_manage_recipes_gets_the_schema_with_the_types_of_the_site()
    {
        using var administrator = await site.SignInAsync("Administrator");
        using var author = await site.SignInAsync("Author");

        using var answer = await administrator.GetAsync($"/{RecipeAddresses.Schema}");

        Assert.Equal((HttpStatusCode.OK, "application/schema+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var schema = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        var types = schema["$defs"]!["contentItem"]!["allOf"]!.AsArray().Select(rule => (string)rule!["if"]!["properties"]!["ContentType"]!["const"]!);
        var defined = await site.InScopeAsync(services => Task.FromResult(services.GetRequiredService<ContentDefinitions>().Types.Select(type => type.Name).Order(StringComparer.Ordinal).ToList()));
        Assert.Equal(defined, types);
        Assert.Equal(HttpStatusCode.Forbidden, (await author.GetAsync($"/{RecipeAddresses.Schema}")).StatusCode);
    }
}
