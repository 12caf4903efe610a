using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Comments;
using CmsSite.Comments.Spam;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using CmsSite.Storage.Indexes;
using Microsoft.Data.Sqlite;

namespace CmsSite.Benchmarks.Spam;

/// <summary>
/// How well the spam filter judges what it has never seen. It is taught with one half of a collection as moderators would teach it, and judges the other: other sentences, hosts and names,
/// seven languages. Only texts count here: the form's own signs (the hidden field, the time that writing took) are left out. And what long lists of words cost.
/// </summary>
internal static class SpamBenchmark
{
    private const int PerTemplate = 40;
    private const int FreshPerTemplate = 3;
    private const int PerFolded = 4;
    private const int Parts = 2;
    private static readonly CultureInfo _numbers = CultureInfo.InvariantCulture;

    public static async Task RunAsync()
    {
        var files = Path.Combine(Foundation.RepositoryRoot(), "tests/CmsSite.Benchmarks/Spam");
        var (first, second) = (new CommentGrammar(Path.Combine(files, "training.txt")), new CommentGrammar(Path.Combine(files, "heldout.txt")));
        var fresh = new CommentGrammar(Path.Combine(files, "fresh.txt"));
        var (taught, judged, unseen) = (first.Make(PerTemplate, seed: 1), second.Make(PerTemplate, seed: 2), fresh.Make(FreshPerTemplate, seed: 3));
        var folder = Directory.CreateTempSubdirectory("cmssite-spam-").FullName;
        try
        {
            var filter = await CreateAsync(Path.Combine(folder, "site.db"));
            await PrintAsync("before it was taught", filter, judged, printsWrong: false);
            await TeachAsync(filter, taught);
            await PrintAsync(string.Create(_numbers, $"taught with {taught.Count} comments of {first.Count} templates, judging {judged.Count} of {second.Count} others"), filter, judged, printsWrong: true);
            await PrintAsync(string.Create(_numbers, $"the same, judging {unseen.Count} of {fresh.Count} that were written without a look at either"), filter, unseen, printsWrong: true);
            await FoldAsync(folder, [.. first.Make(PerFolded, seed: 4), .. second.Make(PerFolded, seed: 5), .. fresh.Make(PerFolded, seed: 6)]);
            foreach (var taughtMore in new[] { second.Make(PerFolded, seed: 7), fresh.Make(PerFolded, seed: 8) })
            {
                await TeachAsync(filter, taughtMore);
            }

            var last = new CommentGrammar(Path.Combine(files, "untouched.txt"));
            await PrintAsync(string.Create(_numbers, $"taught with all of them, judging {last.Count} others that were judged once"), filter, last.Make(FreshPerTemplate, seed: 9), printsWrong: true);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }

        Lists(judged);
    }

    // All three together, in halves: each is judged by a filter that was taught with the other one, and that has seen none of its sentences.
    private static async Task FoldAsync(string folder, IReadOnlyList<MadeComment> comments)
    {
        var templates = comments.Select(made => made.Template).Distinct().Order(StringComparer.Ordinal).ToArray();
        new Random(9).Shuffle(templates);
        var (judged, verdicts) = (new List<MadeComment>(), new List<SpamVerdict>());
        for (var part = 0; part < Parts; part++)
        {
            var held = templates.Where((_, at) => at % Parts == part).ToHashSet();
            var filter = await CreateAsync(Path.Combine(folder, $"part{part}.db"));
            await TeachAsync(filter, [.. comments.Where(made => !held.Contains(made.Template))]);
            var mine = comments.Where(made => held.Contains(made.Template)).ToList();
            judged.AddRange(mine);
            verdicts.AddRange(await JudgeAsync(filter, mine));
        }

        Print(string.Create(_numbers, $"each of {Parts} parts of all {templates.Length} templates, taught with the others"), judged, verdicts, printsWrong: true);
    }

    private static async Task<(SpamFilter Filter, SiteSession Session)> CreateAsync(string database)
    {
        var cache = new DocumentCache();
        var site = new SiteDatabase(cache);
        site.Use(DatabaseOptions.File(database));
        await site.MigrateAsync();
        var session = new SiteSession(site.CreateContext(), cache, new ChangeSignal(), TimeProvider.System);
        var keys = new CommentKeys(session, new Unprotected());
        await keys.EnsureAsync();
        await session.CommitAsync();
        return (new SpamFilter(session, new SpamWords(session), new CommentBans(session, TimeProvider.System), keys, new SiteSettings(session), new CommentNames(session)), session);
    }

    private static async Task TeachAsync((SpamFilter Filter, SiteSession Session) site, IReadOnlyList<MadeComment> comments)
    {
        foreach (var made in comments)
        {
            await site.Session.BeginAsync();
            var item = new ContentItem
            {
                ContentItemId = Guid.NewGuid().ToString("n"), ContentType = "Comment",
                Content = new JsonObject { ["Comment"] = new JsonObject { ["Name"] = Text(made.Name), ["Website"] = Text(made.Website), ["Body"] = Text(made.Body) } },
            };
            await site.Filter.TeachAsync(new Comment(item), new CommentSource { ContentItemId = item.ContentItemId }, made.IsSpam ? CommentState.Spam : CommentState.Published);
            await site.Session.CommitAsync();
        }

        static JsonObject Text(string text) => new() { ["Text"] = text };
    }

    private static Task<IReadOnlyList<SpamVerdict>> JudgeAsync((SpamFilter Filter, SiteSession Session) site, IReadOnlyList<MadeComment> comments) => site.Filter.JudgeAsync(
        [.. comments.Select(made => new CommentSubmission { ArticleId = "article", Name = made.Name, Email = "a@reader.example", Website = made.Website, Body = made.Body })]);

    private static async Task PrintAsync(string when, (SpamFilter Filter, SiteSession Session) site, IReadOnlyList<MadeComment> comments, bool printsWrong)
    {
        var watch = Stopwatch.StartNew();
        var verdicts = await JudgeAsync(site, comments);
        Print(string.Create(_numbers, $"{when}; {watch.Elapsed.TotalMilliseconds / comments.Count:0.000} ms a comment"), comments, verdicts, printsWrong);
    }

    private static void Print(string when, IReadOnlyList<MadeComment> comments, IReadOnlyList<SpamVerdict> verdicts, bool printsWrong)
    {
        var judged = comments.Zip(verdicts, (made, verdict) => (Made: made, verdict.Score)).ToList();
        Console.WriteLine(when);
        foreach (var (from, what) in new[] { (SpamVerdict.Suspect, "held for a moderator or taken for spam"), (SpamVerdict.Spam, "taken for spam") })
        {
            Console.WriteLine(string.Create(_numbers, $"  {what,-40} {Share(judged.Where(one => one.Made.IsSpam), from),8:P2} of spam {Share(judged.Where(one => !one.Made.IsSpam), from),8:P2} of readers' comments"));
        }

        if (printsWrong)
        {
            foreach (var wrong in judged.Where(one => one.Made.IsSpam != one.Score >= SpamVerdict.Suspect).GroupBy(one => one.Made.Template).OrderByDescending(group => group.Count()))
            {
                Console.WriteLine(string.Create(_numbers, $"    {wrong.Count(),3} wrong, score {wrong.Min(one => one.Score):0.00} to {wrong.Max(one => one.Score):0.00}: {wrong.Key}"));
            }
        }

        static double Share(IEnumerable<(MadeComment Made, double Score)> of, double from) => of.Average(one => one.Score >= from ? 1.0 : 0.0);
    }

    // In turns on one machine: what a list of 10,000 phrases costs beside one of 10.
    private static void Lists(IReadOnlyList<MadeComment> comments)
    {
        var random = new Random(3);
        var words = comments.SelectMany(made => made.Body.Split(' ')).Distinct().ToArray();
        string Phrase() => string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"{words[random.Next(words.Length)]}{random.Next(100)}"));
        var (few, many) = (new PhraseMatcher(Enumerable.Range(0, 10).Select(_ => Phrase())), new PhraseMatcher(Enumerable.Range(0, 10_000).Select(_ => Phrase())));
        var usual = comments.Select(made => made.Body).ToArray();
        string[] longest = [string.Join(' ', usual)[..CommentChecks.MaxBody]];
        foreach (var (what, texts) in new[] { ("as readers write them", usual), (string.Create(_numbers, $"of {CommentChecks.MaxBody} letters, the most there may be"), longest) })
        {
            var (ofFew, ofMany) = (new List<double>(), new List<double>());
            for (var round = 0; round < 60; round++)
            {
                ofFew.Add(Time(few, texts));
                ofMany.Add(Time(many, texts));
            }

            var (a, b) = (ofFew.Order().ElementAt(30), ofMany.Order().ElementAt(30));
            Console.WriteLine(string.Create(_numbers, $"comments {what}: {a:0.0000} ms with 10 phrases, {b:0.0000} ms with {many.Count}, ratio {b / a:0.00}"));
        }

        static double Time(PhraseMatcher matcher, string[] texts)
        {
            var watch = Stopwatch.StartNew();
            foreach (var text in texts)
            {
                matcher.Find(text);
            }

            return watch.Elapsed.TotalMilliseconds / texts.Length;
        }
    }

    private sealed class Unprotected : ISecretProtector
    {
        public string Protect(string secret) => secret;

        public string? Unprotect(string secret) => secret;
    }
}
