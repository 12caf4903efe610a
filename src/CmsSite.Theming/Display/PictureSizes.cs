using CmsSite.Storage;
using CmsSite.Theming.Shapes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming.Display;

/// <summary>How large the media library's images are.</summary>
internal static class PictureSizes
{
    /// <summary>Width and height by path, of those that are images of pixels and exist.</summary>
    public static async Task<IReadOnlyDictionary<string, (int Width, int Height)>> FindAsync(IReadOnlyCollection<string> paths, DisplayContext context)
    {
        using (context.Budget.Outside())
        {
            var session = context.Services.GetRequiredService<SiteSession>();
            await session.FlushAsync(context.Cancellation);
            var files = await session.Database.MediaFiles.AsNoTracking().Where(file => paths.Contains(file.Path) && file.Width > 0 && file.Height > 0)
                .Select(file => new { file.Path, file.Width, file.Height }).ToListAsync(context.Cancellation);
            return files.ToDictionary(file => file.Path, file => (file.Width!.Value, file.Height!.Value), StringComparer.OrdinalIgnoreCase);
        }
    }
}

/// <summary><c>MediaImage</c>: a theme's view of one image, which is told how large the file is (<c>Width</c>, <c>Height</c>), so that its place can be kept free.</summary>
internal sealed class MediaImageKind() : ShapeKind("MediaImage")
{
    public override void Created(Shape shape) => shape.Load = async (self, context) =>
    {
        if (self["Path"]?.ToString() is { Length: > 0 } path && (await PictureSizes.FindAsync([path], context)).TryGetValue(path, out var size))
        {
            (self["Width"], self["Height"]) = ((decimal)size.Width, (decimal)size.Height);
        }
    };
}
