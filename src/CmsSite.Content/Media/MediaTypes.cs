namespace CmsSite.Content.Media;

/// <summary>What a file is: its media type by its name's ending, and whether its first bytes agree.</summary>
public static class MediaTypes
{
    private static readonly Dictionary<string, string> _byExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".jpg"] = "image/jpeg", [".jpeg"] = "image/jpeg", [".png"] = "image/png", [".gif"] = "image/gif", [".webp"] = "image/webp",
        [".ico"] = "image/x-icon", [".svg"] = "image/svg+xml", [".pdf"] = "application/pdf",
        [".doc"] = "application/msword", [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".ppt"] = "application/vnd.ms-powerpoint", [".pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        [".pps"] = "application/vnd.ms-powerpoint", [".ppsx"] = "application/vnd.openxmlformats-officedocument.presentationml.slideshow",
        [".odt"] = "application/vnd.oasis.opendocument.text", [".xls"] = "application/vnd.ms-excel",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", [".psd"] = "image/vnd.adobe.photoshop",
        [".mp3"] = "audio/mpeg", [".m4a"] = "audio/mp4", [".ogg"] = "audio/ogg", [".wav"] = "audio/wav",
        [".mp4"] = "video/mp4", [".m4v"] = "video/mp4", [".mov"] = "video/quicktime", [".wmv"] = "video/x-ms-wmv", [".avi"] = "video/x-msvideo",
        [".mpg"] = "video/mpeg", [".ogv"] = "video/ogg", [".3gp"] = "video/3gpp", [".webm"] = "video/webm",
    };

    public static string Of(string path) => _byExtension.GetValueOrDefault(Path.GetExtension(path), "application/octet-stream");

    /// <summary>False for a picture whose bytes are of another kind, or that carries markup: a script in a picture's clothes.</summary>
    public static bool Agrees(string contentType, ReadOnlySpan<byte> head) => contentType switch
    {
        "image/jpeg" => head.StartsWith((byte[])[0xFF, 0xD8, 0xFF]),
        "image/png" => head.StartsWith((byte[])[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        "image/gif" => head.StartsWith("GIF8"u8),
        "image/webp" => head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual("WEBP"u8),
        "application/pdf" => head.IndexOf("%PDF-"u8) is >= 0 and < 1024,
        _ => true,
    };

    public static bool IsResizable(string contentType) => contentType is "image/jpeg" or "image/png" or "image/webp" or "image/gif";
}
