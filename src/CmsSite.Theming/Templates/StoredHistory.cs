using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Theming.Liquid;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Theming.Templates;

/// <summary>Earlier versions of the database's templates, from the change log.</summary>
internal static class StoredHistory
{
    private const int LookedAt = 10;

    /// <summary>The newest earlier version that parses; null when none of the last ten does.</summary>
    public static async Task<TemplateSource?> LastGoodAsync(SiteSession session, string kind, string name, LiquidEngine engine)
    {
        await session.FlushAsync();
        var befores = await session.Database.Changes.AsNoTracking().Where(change => change.Kind == kind && change.Subject == name && change.Before != null)
            .OrderByDescending(change => change.Number).Take(LookedAt).Select(change => change.Before!).ToListAsync();
        foreach (var text in befores.Select(Content).OfType<string>())
        {
            var source = new TemplateSource($"{kind}s/{name} (its last good version)", text);
            if (source.Parse(engine, out _) is not null)
            {
                return source;
            }
        }

        return null;
    }

    private static string? Content(string json)
    {
        try
        {
            return JsonNode.Parse(json)?["Content"].AsText();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
