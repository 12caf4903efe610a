using System.Text.RegularExpressions;

namespace CmsSite.Tests.OrchardCore;

/// <summary>The site's recipe and views rely on nothing that stock Orchard Core 3 does not know: <c>docs/two-hosts.md</c>.</summary>
public sealed class PortabilityTests
{
    private static readonly string[] _ownFeatures = ["CmsSiteTheme"];

    public static TheoryData<string> Views => [.. TwoHosts.Views.Select(view => view.Name)];

    [Fact]
    public void The_recipe_of_the_site_names_only_what_Orchard_Core_knows_or_keeps() =>
        Assert.Empty(Unknown(NamesInRecipes.Of(TwoHosts.Shared)));

    [Fact]
    public void The_recipe_of_the_second_host_names_only_what_Orchard_Core_knows() =>
        Assert.All(NamesInRecipes.Of(TwoHosts.OfHost), use => Assert.True(OrchardCoreNames.Knows(use.Kind, use.Name), $"{use.Kind} {use.Name}"));

    [Theory, MemberData(nameof(Views))]
    public void A_view_uses_only_tags_filters_and_objects_that_Orchard_Core_has(string view) =>
        Assert.Empty(Unknown(NamesInLiquid.Of(TextOf(view)).Distinct()));

    [Theory, MemberData(nameof(Views))]
    public void A_shape_that_a_view_makes_is_a_view_of_the_second_host_too_or_comes_with_Orchard_Core(string view) =>
        Assert.All(NamesInLiquid.ShapesMadeBy(TextOf(view)), shape => Assert.True(IsView(shape) || OrchardCoreNames.Knows("shape", shape), $"{view} makes {shape}."));

    [Theory, MemberData(nameof(Views))]
    public void A_view_draws_a_shape_that_Orchard_Core_makes_or_another_view_calls(string view)
    {
        // AuthorProfile-Biography: a field of a part that the recipe defines.
        var fields = TwoHosts.Steps(TwoHosts.Shared, "ContentDefinition").SelectMany(step => step["ContentParts"]!.AsArray())
            .SelectMany(part => part!["ContentPartFieldDefinitionRecords"]!.AsArray().Select(field => $"{part["Name"]}-{field!["Name"]}"));
        var type = Regex.Split(view, "[-.]")[0] + (view.Contains(".Wrapper", StringComparison.Ordinal) ? "_Wrapper" : "");

        Assert.True(
            OrchardCoreNames.Knows("shape", type) || fields.Contains(view) || TwoHosts.Views.Any(other => NamesInLiquid.ShapesMadeBy(other.Text).Contains(view)),
            $"Nothing on stock Orchard Core draws {view}.liquid.");
    }

    [Fact]
    public void The_check_sees_what_is_not_portable()
    {
        var found = Unknown(NamesInLiquid.Of("{% include 'x' %}{{ Model.Text | shout }}{% if Site.Motto %}{% endif %}{{ Visitor.Name | t: 'Site.Other' }}")).Order();

        Assert.Equal([("filter", "shout"), ("object", "Site.Motto"), ("object", "Visitor"), ("tag", "include")], found);
    }

    [Fact]
    public void No_query_orders_by_a_function_in_a_direction_which_the_grammar_there_does_not_read()
    {
        var templates = TwoHosts.Steps(TwoHosts.Shared, "queries").SelectMany(step => step["Queries"]!.AsArray()).Select(query => query!["Template"]!.GetValue<string>());

        Assert.All(templates, sql => Assert.DoesNotMatch(@"ORDER BY[^)]*\) (ASC|DESC)", sql));
    }

    [Fact]
    public void Every_name_in_the_list_says_where_it_is_written_and_stands_there_once()
    {
        Assert.All(OrchardCoreNames.All, entry => Assert.Matches("^(modules/[A-Za-z.]+|(src|test)/OrchardCore.+|https://shopify.github.io/liquid/.+)$", entry.Source));
        Assert.Equal(OrchardCoreNames.All.Count, OrchardCoreNames.All.Select(entry => (entry.Kind, entry.Name)).Distinct().Count());
    }

    private static IEnumerable<(string Kind, string Name)> Unknown(IEnumerable<(string Kind, string Name)> used) =>
        used.Where(use => !OrchardCoreNames.Knows(use.Kind, use.Name) && !OrchardCoreNames.Knows("kept", use.Name.Split('.')[0]) && !(use.Kind == "feature" && _ownFeatures.Contains(use.Name)));

    private static bool IsView(string shape) => TwoHosts.Views.Any(view => view.Name == shape);

    private static string TextOf(string view) => TwoHosts.Views.Single(other => other.Name == view).Text;
}
