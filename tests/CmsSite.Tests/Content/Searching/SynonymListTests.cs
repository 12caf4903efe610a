using CmsSite.Content.Searching;

namespace CmsSite.Tests.Content.Searching;

public sealed class SynonymListTests
{
    [Fact]
    public void Commas_make_equals_an_arrow_makes_one_way_and_remarks_are_left_out()
    {
        var list = SynonymList.Parse(SynonymList.LinesOf("# of the trade\r\n tv ,  television \r\n\r\nnyc => new   york, big apple\r\n"));

        Assert.Empty(list.Problems);
        Assert.Equal(["2: tv, television", "4: nyc => new york, big apple"], list.Rules.Select(rule => $"{rule.Line}: {rule}"));
        Assert.Equal([false, true], list.Rules.Select(rule => rule.IsOneWay));
    }

    [Theory]
    [InlineData("tv", "One word alone")]
    [InlineData("tv,", "Nothing stands between two commas")]
    [InlineData("tv,,television", "Nothing stands between two commas")]
    [InlineData("=> new york", "before the =>")]
    [InlineData("nyc =>", "behind the =>")]
    [InlineData("a => b => c", "more than one =>")]
    [InlineData("tv, TV", "twice")]
    [InlineData("nyc, city => city, town", "both sides")]
    [InlineData("tv, ---", "no letter")]
    public void A_line_that_is_wrong_says_what_to_do_and_gives_no_rule(string line, string said)
    {
        var list = SynonymList.Parse(["ok, fine", line]);

        var problem = Assert.Single(list.Problems);
        Assert.Equal(2, problem.Line);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
        Assert.Single(list.Rules);
    }

    [Fact]
    public void What_was_said_already_and_what_is_too_much_is_refused()
    {
        Assert.Contains("Line 1 says the same", SynonymList.Parse(["tv, telly", "TV,  telly"]).Problems.Single().Message, StringComparison.Ordinal);
        Assert.Contains("at most 30", SynonymList.Parse([string.Join(',', Enumerable.Range(0, 31))]).Problems.Single().Message, StringComparison.Ordinal);
        Assert.Contains("longer than 100", SynonymList.Parse([$"a, {new string('b', 101)}"]).Problems.Single().Message, StringComparison.Ordinal);
        Assert.Equal(5001, SynonymList.Parse([.. Enumerable.Range(0, 5002).Select(i => $"a{i}, b{i}")]).Problems.Single().Line);
    }

    [Fact]
    public void Every_line_is_a_rule_a_remark_or_a_problem_whatever_stands_in_it()
    {
        var random = new Random(11);
        string[] pieces = ["tv", "new york", ",", ",", " ", "=>", "=", ">", "#", "é", "東京", "\"", "-", "\t", "\ud83d\ude00", "\ud800", "a\u0000b", "x:y"];
        for (var round = 0; round < 5000; round++)
        {
            List<string> lines = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => pieces[random.Next(pieces.Length)])))];
            var list = SynonymList.Parse(lines);

            var spoken = lines.Select((line, i) => (Text: line.Trim(), Number: i + 1)).Where(line => line.Text.Length > 0 && line.Text[0] != '#').Select(line => line.Number);
            Assert.Equal(spoken, list.Rules.Select(rule => rule.Line).Concat(list.Problems.Select(problem => problem.Line)).Order());
            Assert.All(list.Rules, rule => Assert.All(rule.From.Concat(rule.To), word => Assert.Equal(word.Trim(), word)));
        }
    }

    [Fact]
    public void A_rule_that_is_written_down_and_read_again_is_the_same()
    {
        var random = new Random(12);
        for (var round = 0; round < 500; round++)
        {
            var words = Enumerable.Range(0, random.Next(2, 8)).Select(i => $"{(char)('a' + random.Next(26))}{i}{(random.Next(3) == 0 ? " two" : "")}").ToList();
            var cut = random.Next(words.Count);
            var rule = SynonymList.Parse([cut == 0 ? string.Join(" ,", words) : $"{string.Join(',', words[..cut])}=>{string.Join(',', words[cut..])}"]).Rules.Single();

            var again = SynonymList.Parse([rule.ToString()]).Rules.Single();
            Assert.Equal((rule.From, rule.To, rule.IsOneWay), (again.From, again.To, again.IsOneWay), (left, right) => left.From.SequenceEqual(right.From) && left.To.SequenceEqual(right.To) && left.IsOneWay == right.IsOneWay);
        }
    }
}
