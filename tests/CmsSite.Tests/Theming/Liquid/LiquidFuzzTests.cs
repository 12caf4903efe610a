using System.Text.Json.Nodes;
using CmsSite.Theming.Liquid;

namespace CmsSite.Tests.Theming.Liquid;

/// <summary>Whatever somebody types into a template, it renders or says what is wrong with it.</summary>
public sealed class LiquidFuzzTests(LiquidSiteFixture fixture) : IClassFixture<LiquidSiteFixture>
{
    private static readonly string[] _values =
        ["Model", "Model.A", "Model.B[0]", "Model['C']", "'text'", "\"<b>\"", "1", "-2.5", "1e9", "99999999999", "nil", "true", "empty", "blank", "(1..5)", "x", "Site", "Content", "User", "Request.Query", "'art1'", "Queries.Echo", "forloop", "..", "a.b.c"];

    private readonly LiquidSite _site = fixture.Site;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_random_template_renders_or_fails_with_a_place(int seed)
    {
        var random = new Random(seed);
        var tags = _site.Engine.TagNames.Order(StringComparer.Ordinal).ToArray();
        var filters = _site.Engine.FilterNames.Order(StringComparer.Ordinal).ToArray();
        var model = JsonNode.Parse("""{ "A": "<a>", "B": [ 1, "x", null, { "D": 2 } ], "C": { "E": "e" } }""");
        for (var i = 0; i < 150; i++)
        {
            var source = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Piece(random, tags, filters)));
            try
            {
                await _site.RenderAsync(source, model);
            }
            catch (TemplateException failure)
            {
                Assert.True(failure.Line >= 1 && failure.Column >= 1, source);
            }
            catch (Exception exception)
            {
                Assert.Fail($"{exception}\n{source}");
            }
        }
    }

    private static string Piece(Random random, string[] tags, string[] filters)
    {
        switch (random.Next(10))
        {
            case < 5:
                return $"{{{{ {Value(random)}{Filters(random, filters)} }}}}";
            case < 8:
                var tag = tags[random.Next(tags.Length)];
                var arguments = string.Join(random.Next(2) == 0 ? ", " : " ", Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(2) == 0 ? Value(random) : $"a{random.Next(3)}: {Value(random)}"));
                return $"{{% {tag} {arguments} %}}{(random.Next(2) == 0 ? $"in{{% end{tag} %}}" : "")}";
            case 8:
                return $"{{% for x in {Value(random)} limit:{random.Next(4)} %}}{{{{ x }}}}{{% endfor %}}";
            default:
                var noise = "{%}|'\":-[](). \n#assign=%".ToCharArray();
                return new string([.. Enumerable.Range(0, random.Next(8)).Select(_ => noise[random.Next(noise.Length)])]);
        }
    }

    private static string Value(Random random) => _values[random.Next(_values.Length)];

    private static string Filters(Random random, string[] filters) => string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ =>
        $" | {filters[random.Next(filters.Length)]}{(random.Next(2) == 0 ? $": {Value(random)}{(random.Next(3) == 0 ? $", {Value(random)}" : "")}" : "")}"));
}
