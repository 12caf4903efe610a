using CmsSite.Benchmarks;

// Each scenario measures the site and a plain peer in one run on one machine, and prints both and their ratio.
switch (args)
{
    case ["plain", var url]:
        await PlainServer.RunAsync(url);
        return 0;
    case ["foundation", .. var rest]:
        await Foundation.RunAsync(rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 5000);
        return 0;
    case ["readers", .. var rest]:
        await Readers.RunAsync(rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 5000);
        return 0;
    case ["comments", .. var rest]:
        await CommentsBenchmark.RunAsync(rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 1_000_000);
        return 0;
    case ["articles", var file, .. var rest]:
        ArticleRecipe.Write(file, Path.Combine(Foundation.RepositoryRoot(), "recipes/cmssite/cmssite.recipe.json"), rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 5000);
        return 0;
    default:
        Console.Error.WriteLine("""
            Usage: dotnet run -c Release --project tests/CmsSite.Benchmarks -- <scenario>

              foundation [articles]   the site as published for this system: set-up, importing articles (5000), start to
                                      the first page, memory when idle;
                                      peers: writing the same rows with plain ADO.NET, a bare Kestrel
              readers [articles]      pages from memory and made anew, on a site of 50 articles and on a large one (5000);
                                      peer: a bare Kestrel. Needs wrk; takes about five minutes
              comments [comments]     comments taken in a second while the site is read; an article with 5000 beside one with
                                      50; the moderation queue with many (1000000) beside 1000
              articles FILE [count]   writes a recipe of made-up articles (5000), for a large site to try things on
            """);
        return 2;
}
