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
    private const int LookedAt = 20;
    private const int Kept = 3;

    /// <summary>The newest earlier versions that parse, newest first; at most three, all different.</summary>
    public static async Task<IReadOnlyList<TemplateSource>> FindAsync(SiteSession session, string kind, string name, LiquidEngine engine)
    {
        await session.FlushAsync();
        var befores = await session.Database.Changes.AsNoTracking().Where(change => change.Kind == kind && change.Subject == name && change.Before != null)
            .OrderByDescending(change => change.Number).Take(LookedAt).Select(change => change.Before!).ToListAsync();
        return [.. befores.Select(Content).OfType<string>().Distinct()
            .Select(text => new TemplateSource($"{kind}s/{name} (an earlier version)", text))
            .Where(source => source.Parse(engine, out _) is not null).Take(Kept)];
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
