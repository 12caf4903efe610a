using CmsSite.Content.Media;
using CmsSite.Storage;

namespace CmsSite.Admin.Media;

/// <summary>A file chosen in the library, with what the library says about it.</summary>
public sealed record ChosenMedia(string Path, MediaMetadata Said)
{
    public static ChosenMedia Of(MediaFileRecord file) => new(file.Path, MediaMetadata.Of(file));
}
