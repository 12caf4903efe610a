using CmsSite.Admin.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Templates;

/// <summary>A page on which a template probably shows.</summary>
internal static class TemplateExample
{
    /// <summary>The newest item of the content type that the template's name ends with; the front page where it names none.</summary>
    public static async Task<string> PathAsync(AdminScope scope, string templateName)
    {
        var last = templateName.Split("__")[^1];
        if (!templateName.StartsWith("Content__", StringComparison.OrdinalIgnoreCase) || scope.Get<ContentDefinitions>().Type(last) is not { } type)
        {
            return "/";
        }

        var items = scope.Get<ContentItems>();
        var newest = await items.Versions(VersionOptions.Published).Where(item => item.ContentType == type.Name).OrderByDescending(item => item.PublishedUtc).Select(item => item.ContentItemId).FirstOrDefaultAsync();
        return newest is not null && await items.PathOfAsync(newest) is { } path ? "/" + path : "/";
    }
}
