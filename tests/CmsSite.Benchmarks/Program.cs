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
    case ["list", .. var rest]:
        await ListBenchmark.RunAsync(rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 100_000);
        return 0;
    case ["comments", .. var rest]:
        await CommentsBenchmark.RunAsync(rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 1_000_000);
        return 0;
    case ["search", .. var rest]:
        await CmsSite.Benchmarks.Search.SearchBenchmark.RunAsync(rest.Length > 0 ? [.. rest.Select(size => int.Parse(size, System.Globalization.CultureInfo.InvariantCulture))] : [50, 5000]);
        return 0;
    case ["search-fuzz", .. var rest]:
        var numbers = rest.Select(number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        return await CmsSite.Benchmarks.Search.SearchFuzz.RunAsync(numbers.ElementAtOrDefault(0) is > 0 and var asked ? asked : 100_000, numbers.ElementAtOrDefault(1) is > 0 and var held ? held : 5000, numbers.ElementAtOrDefault(2) is > 0 and var given ? given : Random.Shared.Next(1, int.MaxValue));
    case ["search-crash", .. var rest]:
        return await CmsSite.Benchmarks.Search.SearchCrash.RunAsync(rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 200);
    case ["search-crash-node", var folder]:
        await CmsSite.Benchmarks.Search.CrashingNode.RunAsync(folder);
        return 0;
    case ["import", .. var rest]:
        var sizes = rest.Select(size => int.Parse(size, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        await ImportBenchmark.RunAsync(sizes.Count > 0 ? sizes[0] : 10_000, sizes.Count > 1 ? sizes[1] : 1000);
        return 0;
    case ["spam"]:
        await CmsSite.Benchmarks.Spam.SpamBenchmark.RunAsync();
        return 0;
    case ["crash", .. var rest]:
        return await Crash.RunAsync(rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 60);
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
              list [articles]         the dashboard's list of content items, by whatever it is narrowed, on a site of 100 articles and
                                      on a large one (100000): the server's processor time for a page
              comments [comments]     comments taken in a second while the site is read; an article with 5000 beside one with
                                      50; the moderation queue with many (1000000) beside 1000. 0: taking comments only
              search [articles …]     searches on sites of so many articles (50 5000), asked again and never asked before, through
                                      HTTP and in one process, and making the index; peer: Lucene alone. Needs wrk. A site of
                                      more than 5000 is made by writing rows like those of the 5000 that are imported
              search-fuzz [questions] [articles] [seed]
                                      strange questions (100000) of a site of so many articles (5000): all answered with 200, and
                                      within 50 ms
              search-crash [kills]    a process that writes and indexes is killed so many times (200): after each start the index
                                      must hold what the database says within five seconds
              import [articles] [MB]  the site as published: importing articles (10000): first, again, with each changed, a package of a
                                      quarter of so many megabytes, and one of all (1000) while the site is read; time, processor
                                      time, memory at most, what readers get meanwhile. Needs wrk
              spam                    what of spam the filter finds, and what of readers' comments it takes for spam, in texts
                                      that it was not taught with; what long lists of words cost
              crash [items]           a recipe of so many items (60) is applied, and its process looked at and killed at every write:
                                      the site must be as before or as after, media included. Linux, with a C compiler
              articles FILE [count]   writes a recipe of made-up articles (5000), for a large site to try things on
            """);
        return 2;
}
