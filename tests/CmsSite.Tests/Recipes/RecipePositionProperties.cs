using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Recipes;
using FsCheck;
using FsCheck.Fluent;

namespace CmsSite.Tests.Recipes;

/// <summary>Any JSON, printed with any white space and comments, is the tree that System.Text.Json reads, and each node is found where it was printed.</summary>
public class RecipePositionProperties
{
    private static readonly string[] _names = ["name", "Name", "data", "ContentItemId", "a b", "it's", "x.y", "[0]", "", "ß😀", "\\", "\"", "$type"];
    private static readonly string[] _numbers = ["0", "-0", "1", "-12.50", "1e6", "1E-7", "123456789012345678901234567890", "0.1"];
    private static readonly string[] _texts = ["", "plain", "line\nbreak", "\t\"quoted\" \\ back/slash", "[js: 1]", "ünï 😀 \u0001", "// no comment", "/* nor this */", "{}[],:"];
    private static readonly string[] _spaces = ["", " ", "\n", "\r\n", "\r", "\t", "  \n  ", "// note: { \"a\" ]\n", "/* , : \" */", "/***/", "\n\n// x\r\n"];

    [Fact]
    public void Every_node_is_read_and_found_where_it_was_printed() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(60),
        Prop.ForAll(Gen.Sized(Tree).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (tree, seed) => Holds(tree, new Random(seed))));

    private static bool Holds(Json tree, Random random)
    {
        var printer = new Printer(random);
        printer.Print(new Json.Object([("tree", tree)]), "");
        var text = printer.Text;

        var recipe = RecipeReader.Read(text, "random.json");
        var expected = JsonNode.Parse(text, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 500 });

        Assert.DoesNotContain(recipe.Problems, problem => problem.Severity == RecipeSeverity.Error);
        Assert.Equal(expected!.ToJsonString(), recipe.Root.ToJsonString());
        Assert.All(printer.Offsets, found => Assert.Equal(Position(text, found.Offset), recipe.PositionOf(found.Path)));
        return true;
    }

    // Counted anew from the start, to compare with a table that is searched.
    private static RecipePosition Position(string text, int offset)
    {
        var (line, column) = (1, 1);
        for (var at = 0; at < offset; at++)
        {
            var ends = text[at] == '\n' || (text[at] == '\r' && text[at + 1] != '\n');
            (line, column) = ends ? (line + 1, 1) : (line, column + 1);
        }

        return new RecipePosition(line, column);
    }

    private static Gen<Json> Tree(int size)
    {
        var leaf = Gen.OneOf(
            Gen.Elements(_numbers).Select(number => (Json)new Json.Leaf(number)),
            Gen.Elements(_texts).Select(text => (Json)new Json.Leaf(JsonSerializer.Serialize(text))),
            Gen.Elements("true", "false", "null").Select(word => (Json)new Json.Leaf(word)));
        if (size < 2)
        {
            return leaf;
        }

        return Gen.Choose(0, 5).SelectMany(count =>
        {
            var inner = Tree(size / (count + 1));
            return Gen.OneOf(
                leaf,
                Gen.ListOf(inner, count).Select(items => (Json)new Json.Array([.. items])),
                Gen.ListOf(Gen.Elements(_names).Zip(inner), count).Select(members => (Json)new Json.Object([.. members.DistinctBy(member => member.Item1)])));
        });
    }

    internal abstract record Json
    {
        public sealed record Leaf(string Text) : Json;

        public sealed record Array(IReadOnlyList<Json> Items) : Json;

        public sealed record Object(IReadOnlyList<(string Name, Json Value)> Members) : Json;
    }

    private sealed class Printer(Random random)
    {
        private readonly StringBuilder _text = new();

        public string Text => _text.ToString();

        public List<(string Path, int Offset)> Offsets { get; } = [];

        public void Print(Json json, string path)
        {
            Space();
            Offsets.Add((path, _text.Length));
            switch (json)
            {
                case Json.Leaf leaf:
                    _text.Append(leaf.Text);
                    break;
                case Json.Array array:
                    Group('[', ']', array.Items.Count, at => Print(array.Items[at], $"{path}[{at}]"));
                    break;
                case Json.Object members:
                    Group('{', '}', members.Members.Count, at =>
                    {
                        var (name, value) = members.Members[at];
                        Space();
                        _text.Append(JsonSerializer.Serialize(name));
                        // No comment here: we read one before the colon, System.Text.Json does not.
                        _text.Append(_spaces[random.Next(6)]);
                        _text.Append(':');
                        Print(value, $"{path}['{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}']");
                    });
                    break;
            }

            Space();
        }

        private void Group(char open, char close, int count, Action<int> print)
        {
            _text.Append(open);
            for (var at = 0; at < count; at++)
            {
                print(at);
                _text.Append(at < count - 1 || random.Next(4) == 0 ? "," : "");
            }

            Space();
            _text.Append(close);
        }

        private void Space() => _text.Append(_spaces[random.Next(_spaces.Length)]);
    }
}
