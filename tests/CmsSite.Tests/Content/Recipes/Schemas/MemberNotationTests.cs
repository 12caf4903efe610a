using CmsSite.Content.Recipes.Schemas;

namespace CmsSite.Tests.Content.Recipes.Schemas;

public sealed class MemberNotationTests
{
    [Fact]
    public void Members_become_a_schema()
    {
        var schema = MemberNotation.Read("A:text Bs:[C:flag] D:<{E:@item*}> F:One|Two");

        Assert.Equal("string", (string?)schema["A"]!["type"]![0]);
        Assert.Equal("boolean", (string?)schema["Bs"]!["items"]!["properties"]!["C"]!["type"]![0]);
        Assert.Equal("#/$defs/item", (string?)schema["D"]!["additionalProperties"]!["properties"]!["E"]!["items"]!["$ref"]);
        Assert.Equal("""["One","Two"]""", schema["F"]!["anyOf"]![0]!["enum"]!.ToJsonString());
    }

    [Theory]
    [InlineData("A")]
    [InlineData("A:nothing")]
    [InlineData("A:[B:text")]
    [InlineData("A:text}")]
    public void What_is_not_understood_is_said(string members) => Assert.Throws<FormatException>(() => MemberNotation.Read(members));
}
