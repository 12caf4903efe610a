using CmsSite.Theming.Liquid;

namespace CmsSite.Theming.Filters;

/// <summary>Addresses of content items.</summary>
internal static class ContentUrls
{
    /// <summary>Where an item is shown: the home page, its path, or by its id when it has neither.</summary>
    public static async ValueTask<string> DisplayAsync(string contentItemId, LiquidContext context)
    {
        var display = context.Display;
        using (context.Budget.Outside())
        {
            display.Dependencies.Add($"contentitemid:{contentItemId}");
            if (contentItemId == display.Settings.HomeContentItemId && string.IsNullOrEmpty(display.Settings.HomeJsonPath))
            {
                return display.Request.PathBase + "/";
            }

            return await display.PageItems.PathOfAsync(contentItemId, display.Cancellation) is { } path
                ? $"{display.Request.PathBase}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}"
                : $"{display.Request.PathBase}/Contents/ContentItems/{Uri.EscapeDataString(contentItemId)}";
        }
    }
}
