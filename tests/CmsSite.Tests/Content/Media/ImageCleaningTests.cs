using System.Text;
using CmsSite.Content.Media;
using CmsSite.Content.Media.Cleaning;
using SkiaSharp;

namespace CmsSite.Tests.Content.Media;

/// <summary>What is seen stays bit for bit; what is hidden in a picture goes.</summary>
public class ImageCleaningTests
{
    private static readonly byte[] _hidden = Encoding.ASCII.GetBytes("<script>alert('behind the end')</script>PK\u0003\u0004");

    [Theory]
    [InlineData("image/jpeg", SKEncodedImageFormat.Jpeg)]
    [InlineData("image/png", SKEncodedImageFormat.Png)]
    [InlineData("image/webp", SKEncodedImageFormat.Webp)]
    public void The_pixels_stay_and_what_follows_the_end_goes(string contentType, SKEncodedImageFormat format)
    {
        var picture = Pictures.Plain(33, 21, format, (canvas, paint) => canvas.DrawCircle(12, 9, 7, paint));
        var clean = ImageCleaning.Clean("a", contentType, [.. picture, .. _hidden], 1_000_000);
        Assert.DoesNotContain("script", Encoding.Latin1.GetString(clean));
        Assert.Equal(Pixels(picture), Pixels(clean));
        Assert.Equal(clean, ImageCleaning.Clean("a", contentType, clean, 1_000_000));
    }

    [Fact]
    public void A_moving_picture_still_moves()
    {
        byte[] comment = [0x21, 0xFE, 4, .. "home"u8, 0];
        var clean = ImageCleaning.Clean("a", "image/gif", [.. Pictures.Moving[..^1], .. comment, 0x3B, .. _hidden], 1_000_000);
        Assert.Equal(Pictures.Moving, clean);
    }

    [Theory]
    [InlineData("tEXt")]
    [InlineData("iTXt")]
    [InlineData("eXIf")]
    [InlineData("prVt")]
    public void Notes_in_a_png_go(string chunk)
    {
        var picture = Pictures.Plain(4, 4);
        byte[] note = [0, 0, 0, 4, .. Encoding.ASCII.GetBytes(chunk), .. "home"u8, 0, 0, 0, 0];
        var clean = ImageCleaning.Clean("a", "image/png", [.. picture[..33], .. note, .. picture[33..]], 1_000_000);
        Assert.Equal(picture, clean);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Which_way_up_it_is_stays(int orientation)
    {
        var clean = ImageCleaning.Clean("a", "image/jpeg", Pictures.Photograph(orientation), 1_000_000);
        using var codec = SKCodec.Create(new MemoryStream(clean));
        Assert.Equal(orientation, (int)codec.EncodedOrigin);
        Assert.Equal(Pixels(Pictures.Photograph(1)), Pixels(clean));
    }

    [Theory]
    [InlineData("image/jpeg")]
    [InlineData("image/png")]
    [InlineData("image/webp")]
    [InlineData("image/gif")]
    public void Whatever_is_broken_is_said_to_be_and_breaks_nothing(string contentType)
    {
        var picture = contentType == "image/gif" ? Pictures.Moving
            : Pictures.Plain(20, 20, contentType switch { "image/png" => SKEncodedImageFormat.Png, "image/webp" => SKEncodedImageFormat.Webp, _ => SKEncodedImageFormat.Jpeg });
        var random = new Random(7);
        for (var attempt = 0; attempt < 300; attempt++)
        {
            byte[] broken = [.. picture.AsSpan(0, attempt % 3 == 0 ? random.Next(picture.Length) : picture.Length)];
            for (var i = 0; i < attempt % 5 && broken.Length > 0; i++)
            {
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            }

            try
            {
                ImageCleaning.Clean("a", contentType, broken, 1_000_000);
            }
            catch (MediaException wrong)
            {
                Assert.StartsWith("'a' is ", wrong.Message);
            }
        }
    }

    private static byte[] Pixels(byte[] picture)
    {
        using var codec = SKCodec.Create(new MemoryStream(picture));
        using var bitmap = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        Assert.Equal(SKCodecResult.Success, codec.GetPixels(bitmap.Info, bitmap.GetPixels()));
        return bitmap.Bytes;
    }
}
