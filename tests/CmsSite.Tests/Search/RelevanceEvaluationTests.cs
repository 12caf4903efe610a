using CmsSite.Search.Evaluation;

namespace CmsSite.Tests.Search;

public sealed class RelevanceEvaluationTests : IDisposable
{
    private const string Texts = """
        .I 1
        .T
        tides in the
        outer harbour
        .A
        nobody,a.
        .B
        j. of tides
        .W
        tides in the outer harbour . they rise
        .5 m higher than in the inner one .
        .I 2
        .T
        keepers of the light
        .A
        .B
        .W
        a keeper lights the lamp .
        .I 3
        .T
        ferries
        .W
        the ferry crosses at slack tide .
        """;

    // The numbers behind .I are not the numbers of the judgements.
    private const string Questions = """
        .I 001
        .W
        how high do tides rise
        in the outer harbour .
        .I 004
        .W
        who keeps the light
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("cmssite-cranfield-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Texts_questions_and_judgements_are_read_as_their_files_have_them()
    {
        var read = Read(Texts, Questions, "1 1 1\n1 3 4 \n1  2  5\n2 2 -1\n\n");

        Assert.Equal(["1", "2", "3"], read.Texts.Select(text => text.Id));
        Assert.Equal("tides in the outer harbour", read.Texts[0].Title);
        Assert.Equal("tides in the outer harbour . they rise .5 m higher than in the inner one .", read.Texts[0].Body);
        Assert.Equal(["how high do tides rise in the outer harbour .", "who keeps the light"], read.Questions);
        Assert.Equal(new Dictionary<string, int> { ["1"] = 4, ["3"] = 1 }, read.Gains[0]);
        Assert.Equal(new Dictionary<string, int> { ["2"] = 1 }, read.Gains[1]);
    }

    [Theory]
    [InlineData("1 1", "cranqrel, line 1: three numbers are expected")]
    [InlineData("1 1 1\n1 one 2", "cranqrel, line 2: three numbers are expected")]
    [InlineData("4 1 1", "there is no question 4; cran.qry has 2")]
    [InlineData("1 99 1", "there is no text 99 in cran.all.1400")]
    public void What_is_wrong_is_said_with_its_place(string judgements, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => Read(Texts, Questions, judgements)).Message);

    [Fact]
    public void A_file_that_begins_with_something_else_is_no_collection() =>
        Assert.Contains("line 1", Assert.Throws<FormatException>(() => Read("Title: tides", Questions, "")).Message);

    [Theory]
    [InlineData("a,b,c", 1)]
    [InlineData("", 0)]
    [InlineData("x,y", 0)]
    [InlineData("c,b,a", 0.7397)] // (1 + 2/log2(3) + 4/2) / (4 + 2/log2(3) + 1/2)
    [InlineData("a,a,b,c", 1)]
    [InlineData("x,a", 0.4380)] // (4/log2(3)) / the same
    public void A_gain_counts_less_the_later_it_comes(string found, double expected)
    {
        var gains = new Dictionary<string, int> { ["a"] = 4, ["b"] = 2, ["c"] = 1 };

        Assert.Equal(expected, Ndcg.At(10, found.Split(',', StringSplitOptions.RemoveEmptyEntries), gains), 4);
    }

    [Fact]
    public void Only_the_first_results_count_of_what_is_found_and_of_what_could_be()
    {
        var gains = Enumerable.Range(0, 20).ToDictionary(i => $"{i}", _ => 2);

        Assert.Equal(1, Ndcg.At(10, [.. Enumerable.Range(0, 10).Select(i => $"{i}")], gains));
        Assert.Equal(0, Ndcg.At(10, [.. Enumerable.Range(100, 10).Select(i => $"{i}"), "1"], gains));
    }

    [Fact]
    public void The_search_is_asked_as_readers_ask_it()
    {
        var report = RelevanceEvaluation.Run(Read(Texts, Questions + "\n.I 009\n.W\nnothing answers this\n", "1 1 1\n2 2 2\n"));

        Assert.Equal(new RelevanceReport(3, 2, 1, 1), report);
        Assert.False(report.IsBelowTfIdf);
        Assert.True((report with { Ndcg = 0.99 }).IsBelowTfIdf);
    }

    private TestCollection Read(string texts, string questions, string judgements)
    {
        File.WriteAllText(Path.Combine(_folder, CranfieldFiles.Texts), texts);
        File.WriteAllText(Path.Combine(_folder, CranfieldFiles.Questions), questions);
        File.WriteAllText(Path.Combine(_folder, CranfieldFiles.Judgements), judgements);
        return CranfieldFiles.Read(_folder);
    }
}
