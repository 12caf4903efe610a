using System.Globalization;
using CmsSite.Storage;
using CmsSite.Theming.Templates;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming.Display;

/// <summary>What a template says of a piece that other pages may share.</summary>
/// <param name="Kind">The shape's type, so that two kinds of pieces may have the same id.</param>
/// <param name="Id">The author's name for it; null or empty keeps nothing.</param>
/// <param name="Contexts">What it differs by, in Orchard's words: <c>route</c>, <c>query</c>, <c>query:age</c>, <c>user.roles</c>, … with commas or spaces between them.</param>
/// <param name="Lasts">A span of time, <c>hh:mm:ss</c>.</param>
internal readonly record struct FragmentKey(string Kind, string? Id, string? Contexts, string? Lasts);

/// <summary>
/// Pieces of pages that many pages share: <c>cache</c> blocks and shapes with a <c>cache_id</c>. They are kept for visitors who are not signed in, and until anything of the site changes, so
/// there is nothing for an author to evict. A piece that does more than make HTML (asks for a style sheet, fails, tells the time) is made for each page as if nothing had been said.
/// </summary>
internal static class Fragments
{
    private const string Kind = "fragment";
    private static readonly char[] _separators = [' ', ','];

    /// <summary>What the author names as dependencies becomes the page's.</summary>
    public static void Depend(DisplayContext page, string? dependencies) =>
        page.Dependencies.UnionWith((dependencies ?? "").Split(_separators, StringSplitOptions.RemoveEmptyEntries));

    /// <param name="make">Makes the piece for the page that it is given: the whole one, or one of the piece's own that tells what it draws on.</param>
    public static async ValueTask<string> GetAsync(FragmentKey asked, DisplayContext page, Func<DisplayContext, ValueTask<string>> make)
    {
        var memory = asked.Id is { Length: > 0 } && !page.IsPreview && page.Request.Sent is null && page.Request.User.Identity?.IsAuthenticated != true ? page.Services.GetRequiredService<SiteSession>().Memory : null;
        if (memory is null)
        {
            return await make(page);
        }

        var key = Text(asked, page);
        if (!memory.TryGet<Piece>(Kind, key, out var kept))
        {
            var piece = page.Piece();
            var html = await make(piece);
            kept = piece.HasEffects ? Piece.Unkept : new Piece(html, [.. piece.Dependencies], [.. piece.DisplayedTypes]);
            memory.Add(Kind, key, kept, 2 * (key.Length + html.Length) + 80 * piece.Dependencies.Count);
        }

        if (kept!.Html is null)
        {
            return await make(page);
        }

        page.Dependencies.UnionWith(kept.Dependencies);
        page.DisplayedTypes.UnionWith(kept.DisplayedTypes);
        return kept.Html;
    }

    private static string Text(FragmentKey asked, DisplayContext page)
    {
        var request = page.Request;
        var key = string.Join('\n', asked.Kind, asked.Id, page.Culture.Name, request.Scheme, request.Host, request.PathBase, page.Services.GetRequiredService<ThemeFiles>().Version);
        foreach (var context in (asked.Contexts ?? "").Split(_separators, StringSplitOptions.RemoveEmptyEntries))
        {
            key += '\n' + context switch
            {
                "route" => request.Path,
                "query" => request.QueryString,
                _ when context.StartsWith("query:", StringComparison.Ordinal) => request.Query.GetValueOrDefault(context["query:".Length..], ""),
                _ => "", // users are the same while none is signed in, features and types while nothing changes
            };
        }

        // A piece of this minute has another name in the next one.
        return TimeSpan.TryParse(asked.Lasts, CultureInfo.InvariantCulture, out var lasts) && lasts > TimeSpan.Zero ? $"{key}\n{page.Clock.GetUtcNow().Ticks / lasts.Ticks}" : key;
    }

    /// <param name="Html">Null when it must be made each time.</param>
    private sealed record Piece(string? Html, string[] Dependencies, string[] DisplayedTypes)
    {
        public static Piece Unkept { get; } = new(null, [], []);
    }
}
