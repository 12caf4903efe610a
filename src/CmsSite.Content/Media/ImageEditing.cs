using SkiaSharp;

namespace CmsSite.Content.Media;

/// <summary>Pictures turned and cut as somebody wished; the original stays as it is.</summary>
internal static class ImageEditing
{
    /// <summary>Takes the bitmap over and gives back what is to be looked at.</summary>
    public static SKBitmap Apply(SKBitmap upright, MediaMetadata said)
    {
        if (!said.IsEdited)
        {
            return upright;
        }

        using (upright)
        {
            var isOnItsSide = said.Rotation is 90 or 270;
            var (width, height) = isOnItsSide ? (upright.Height, upright.Width) : (upright.Width, upright.Height);
            var crop = said.Crop ?? new MediaCrop(0, 0, 1, 1);
            var edited = new SKBitmap(upright.Info.WithSize(Math.Max(1, (int)Math.Round(width * crop.Width)), Math.Max(1, (int)Math.Round(height * crop.Height))));
            using var canvas = new SKCanvas(edited);
            canvas.Translate((float)(-width * crop.X), (float)(-height * crop.Y));
            canvas.Concat(said.Rotation switch
            {
                90 => new SKMatrix(0, -1, width, 1, 0, 0, 0, 0, 1),
                180 => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
                270 => new SKMatrix(0, 1, 0, -1, 0, height, 0, 0, 1),
                _ => SKMatrix.Identity,
            });
            canvas.DrawBitmap(upright, 0, 0, SKSamplingOptions.Default);
            return edited;
        }
    }
}
