using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Templates;

/// <summary>What a template said before, from the change log.</summary>
public sealed record EarlierTemplate(long Number, DateTime WhenUtc, string? Who, string Content);

public static class TemplateHistory
{
    private const int Most = 20;

    /// <summary>The last versions, newest first, those of a deleted template too; none says the same as the one after it.</summary>
    /// <exception cref="RefusedException">The user may not edit templates.</exception>
    public static async Task<IReadOnlyList<EarlierTemplate>> ListAsync(AdminScope scope, string name)
    {
        if (!TemplateChanges.MayEdit(scope))
        {
            throw new RefusedException("You may not edit templates.");
        }

        var changes = await scope.Session.Database.Changes.AsNoTracking().Where(change => change.Kind == SiteDocumentKinds.Template && change.Subject == name && change.After != null)
            .OrderByDescending(change => change.Number).Take(Most).Select(change => new { change.Number, change.WhenUtc, change.Who, change.After }).ToListAsync();
        var versions = new List<EarlierTemplate>();
        foreach (var change in changes)
        {
            if (ContentOf(change.After!) is { } content && content != versions.LastOrDefault()?.Content)
            {
                versions.Add(new EarlierTemplate(change.Number, change.WhenUtc, change.Who, content));
            }
        }

        return versions;
    }

    private static string? ContentOf(string json)
    {
        try
        {
            return JsonNode.Parse(json)?["Content"].AsText();
        }
        catch (JsonException)
        {
            return null; // a line that was cut is no version
        }
    }
}
