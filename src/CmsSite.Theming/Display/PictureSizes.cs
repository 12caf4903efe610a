using CmsSite.Content.Media;
using CmsSite.Theming.Shapes;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming.Display;

/// <summary>How large the media library's images are.</summary>
internal static class PictureSizes
{
    /// <summary>Width and height in pixels; null for what is no image of pixels, or not there.</summary>
    public static async ValueTask<(int Width, int Height)?> FindAsync(string path, DisplayContext context)
    {
        using (context.Budget.Outside())
        {
            return await context.Services.GetRequiredService<MediaLibrary>().FindAsync(path, context.Cancellation) is { Width: > 0 and var width, Height: > 0 and var height }
                ? (width, height)
                : null;
        }
    }
}

/// <summary><c>MediaImage</c>: a theme's view of one image, which is told how large the file is (<c>Width</c>, <c>Height</c>), so that its place can be kept free.</summary>
internal sealed class MediaImageKind() : ShapeKind("MediaImage")
{
    public override void Created(Shape shape) => shape.Load = async (self, context) =>
    {
        if (self["Path"]?.ToString() is { Length: > 0 } path && await PictureSizes.FindAsync(path, context) is var (width, height))
        {
            (self["Width"], self["Height"]) = ((decimal)width, (decimal)height);
        }
    };
}
