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

        // Some have no address of their own.
        return await (from item in scope.Get<ContentItems>().Versions(VersionOptions.Published).Where(item => item.ContentType == type.Name)
                      join route in scope.Session.Database.Autoroutes.Where(route => route.ContainedContentItemId == null) on item.Id equals route.DocumentId
                      orderby item.PublishedUtc descending, item.Id descending
                      select "/" + route.Path).FirstOrDefaultAsync() ?? "/";
    }
}
