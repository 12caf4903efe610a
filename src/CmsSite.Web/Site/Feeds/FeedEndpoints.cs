using CmsSite.Content.Items;
using CmsSite.Content.Lists;
using CmsSite.Web.Site.Comments;

namespace CmsSite.Web.Site.Feeds;

/// <summary>Feeds below the pages they are about, where no item has that path itself, and of lists also at Orchard's address.</summary>
public static class FeedEndpoints
{
    public static IServiceCollection AddFeeds(this IServiceCollection services) =>
        services.AddScoped<NewsTypes>().AddScoped<Bylines>().AddScoped<FeedEntries>().AddScoped<FeedReader>().AddScoped<FeedSubjects>();

    public static IEndpointRouteBuilder MapFeeds(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/Contents/Lists/{contentItemId}/rss", [HttpMethods.Get, HttpMethods.Head], ListAsync);
        return endpoints;
    }

    /// <summary>Answers with the feed at this path; false when there is none.</summary>
    internal static async Task<bool> TryWriteAsync(HttpContext http)
    {
        if (FeedAddress.Parse(http.Request.Path.Value!) is not { } address)
        {
            return false;
        }

        if (CommentFeeds.PageOf(address) is { } page)
        {
            return await TryWriteCommentsAsync(http, address, page);
        }

        var subjects = http.RequestServices.GetRequiredService<FeedSubjects>();
        if ((address.Page.Length == 0 ? subjects.OfSite() : await subjects.OfPageAsync(address.Page, http.RequestAborted)) is not { } subject)
        {
            return address.Page.Length > 0 && await TryFollowAsync(http, address);
        }

        var path = FeedAddress.Path(address.Page, address.Format);
        var result = http.Request.Path.Value == SiteUrls.Local(path) || http.Request.Path.Value == "/" + path
            ? await AnswerAsync(http, subject, path, address.Format)
            : TypedResults.LocalRedirect(http.Request.PathBase + SiteUrls.Local(path) + http.Request.QueryString, permanent: true);
        await result.ExecuteAsync(http);
        return true;
    }

    private static async Task<bool> TryWriteCommentsAsync(HttpContext http, FeedAddress address, string page)
    {
        PageResponses.CreateRenderer(http, http.RequestServices);
        var path = FeedAddress.Path(address.Page, address.Format);
        var dependencies = new HashSet<string>(StringComparer.Ordinal);
        if (await http.RequestServices.GetRequiredService<CommentFeeds>().ReadAsync(page, path, dependencies, http.RequestAborted) is not { } feed)
        {
            return false;
        }

        http.Response.GetTypedHeaders().LastModified = feed.Updated;
        await new TaggedResult(address.Format.Write(feed), $"{address.Format.MediaType}; charset=utf-8", "public, max-age=300", dependencies).ExecuteAsync(http);
        return true;
    }

    // A feed goes where its page has gone: readers subscribed under the old address come along.
    private static async Task<bool> TryFollowAsync(HttpContext http, FeedAddress address)
    {
        if (!await http.RequestServices.GetRequiredService<FormerAddressResponses>().TryAnswerAsync(http, address.Page))
        {
            return false;
        }

        if (http.Response.Headers.Location.ToString() is { Length: > 0 } location)
        {
            var query = location.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? at : location.Length;
            http.Response.Headers.Location = $"{location[..query].TrimEnd('/')}/{FeedAddress.Path("", address.Format)}{location[query..]}";
        }

        return true;
    }

    private static async Task<IResult> ListAsync(string contentItemId, HttpContext http, FeedSubjects subjects) =>
        await subjects.OfListAsync(contentItemId, http.RequestAborted) is { } subject
            ? await AnswerAsync(http, subject, $"Contents/Lists/{contentItemId}/rss", FeedFormat.Rss)
            : TypedResults.NotFound();

    private static async Task<IResult> AnswerAsync(HttpContext http, FeedSubject subject, string path, FeedFormat format)
    {
        var given = http.Request.Query["before"].ToString();
        var before = ListPlace.Parse(given);
        if (given.Length > 0 && before is null)
        {
            return TypedResults.NotFound();
        }

        PageResponses.CreateRenderer(http, http.RequestServices);
        var dependencies = new HashSet<string>(StringComparer.Ordinal);
        var feed = await http.RequestServices.GetRequiredService<FeedReader>().ReadAsync(subject, path, before, dependencies, http.RequestAborted);
        http.Response.GetTypedHeaders().LastModified = feed.Updated;
        return new TaggedResult(format.Write(feed), $"{format.MediaType}; charset=utf-8", "public, max-age=300", dependencies);
    }
}
