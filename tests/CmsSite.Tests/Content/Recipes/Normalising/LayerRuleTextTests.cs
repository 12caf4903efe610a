using System.Text.Json.Nodes;
using CmsSite.Content.Recipes.Normalising;

namespace CmsSite.Tests.Content.Recipes.Normalising;

public sealed class LayerRuleTextTests
{
    [Theory]
    [InlineData("true", """[{"Name":"BooleanCondition","Value":true}]""")]
    [InlineData("isHomepage()", """[{"Name":"HomepageCondition","Value":true}]""")]
    [InlineData("! isHomepage();", """[{"Name":"HomepageCondition","Value":false}]""")]
    [InlineData("isAuthenticated()", """[{"Name":"IsAuthenticatedCondition"}]""")]
    [InlineData("isAnonymous() && isHomepage()", """[{"Name":"IsAnonymousCondition"},{"Name":"HomepageCondition","Value":true}]""")]
    [InlineData("new Date().getDay() == 1", """[{"Name":"JavascriptCondition","Script":"new Date().getDay() == 1"}]""")]
    public void A_rule_of_one_line_becomes_conditions(string rule, string conditions) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(conditions), LayerRuleText.ToConditions(rule)));

    [Theory]
    [InlineData("isInRole('Editor')", "RoleCondition", "Editor", "StringEqualsOperator")]
    [InlineData("""url("~/blog*")""", "UrlCondition", "~/blog", "StringStartsWithOperator")]
    [InlineData("culture() == 'fr'", "CultureCondition", "fr", "StringEqualsOperator")]
    public void A_call_with_a_value_becomes_a_comparison(string rule, string name, string value, string operation)
    {
        var condition = Assert.Single(LayerRuleText.ToConditions(rule))!;
        Assert.Equal((name, value), ((string?)condition["Name"], (string?)condition["Value"]));
        Assert.Equal(operation, ClassNames.Of((string?)condition["Operation"]!["$type"]));
    }

    [Theory]
    [InlineData("isHomepage() || url('~/about')", true)]
    [InlineData("!(isInRole('Editor') && culture() != 'fr')", true)]
    [InlineData("new Date().getDay() == 1", false)]
    [InlineData("isHomepage() && alert(1)", false)]
    public void Only_the_calls_that_layers_know_are_simple(string script, bool simple) => Assert.Equal(simple, LayerRuleText.IsSimple(script));
}
