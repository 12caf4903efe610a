using System.Text;

namespace CmsSite.Content.Media;

/// <summary>What a file is by its first bytes, in words for whoever sent it, and which media types may look so.</summary>
public sealed record FileKind(string Name, params string[] ContentTypes);

/// <summary>Tells files apart by what they hold, whatever they are called.</summary>
public static class FileKinds
{
    private static readonly FileKind _jpeg = new("a JPEG picture", "image/jpeg");
    private static readonly FileKind _png = new("a PNG picture", "image/png");
    private static readonly FileKind _gif = new("a GIF picture", "image/gif");
    private static readonly FileKind _webp = new("a WebP picture", "image/webp");
    private static readonly FileKind _svg = new("an SVG picture", "image/svg+xml");
    private static readonly FileKind _icon = new("an icon", "image/x-icon");
    private static readonly FileKind _photoshop = new("a Photoshop file", "image/vnd.adobe.photoshop");
    private static readonly FileKind _pdf = new("a PDF document", "application/pdf");
    private static readonly FileKind _zip = new("a ZIP archive or an Office document",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.openxmlformats-officedocument.presentationml.slideshow", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.oasis.opendocument.text");
    private static readonly FileKind _office = new("an old Office document", "application/msword", "application/vnd.ms-powerpoint", "application/vnd.ms-excel");
    private static readonly FileKind _mp3 = new("an MP3 recording", "audio/mpeg");
    private static readonly FileKind _mp4 = new("an MP4 recording", "video/mp4", "video/quicktime", "video/3gpp", "audio/mp4");
    private static readonly FileKind _ogg = new("an Ogg recording", "audio/ogg", "video/ogg");
    private static readonly FileKind _wave = new("a WAV recording", "audio/wav");
    private static readonly FileKind _avi = new("an AVI video", "video/x-msvideo");
    private static readonly FileKind _asf = new("a Windows Media video", "video/x-ms-wmv");
    private static readonly FileKind _mpeg = new("an MPEG video", "video/mpeg");
    private static readonly FileKind _webm = new("a WebM video", "video/webm");
    private static readonly FileKind _windows = new("a Windows program");
    private static readonly FileKind _linux = new("a Linux program");
    private static readonly FileKind _script = new("a script");
    private static readonly FileKind _html = new("an HTML page");
    private static readonly FileKind _archive = new("an archive");
    private static readonly FileKind _text = new("a text");

    /// <summary>Null when it looks like nothing known.</summary>
    public static FileKind? Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((byte[])[0xFF, 0xD8, 0xFF])) { return _jpeg; }
        if (head.StartsWith((byte[])[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) { return _png; }
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8)) { return _gif; }
        if (head.StartsWith("RIFF"u8) && head.Length >= 12) { return head[8..12] switch { [0x57, 0x45, 0x42, 0x50] => _webp, [0x57, 0x41, 0x56, 0x45] => _wave, [0x41, 0x56, 0x49, 0x20] => _avi, _ => null }; }
        if (head.StartsWith((byte[])[0, 0, 1, 0])) { return _icon; }
        if (head.StartsWith("8BPS"u8)) { return _photoshop; }
        if (head[..Math.Min(head.Length, 1024)].IndexOf("%PDF-"u8) is >= 0) { return _pdf; }
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8)) { return _zip; }
        if (head.StartsWith((byte[])[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])) { return _office; }
        if (head.StartsWith("MZ"u8)) { return _windows; }
        if (head.StartsWith((byte[])[0x7F, 0x45, 0x4C, 0x46])) { return _linux; }
        if (head.StartsWith("#!"u8)) { return _script; }
        if (head.StartsWith((byte[])[0x1F, 0x8B]) || head.StartsWith("Rar!"u8) || head.StartsWith((byte[])[0x37, 0x7A, 0xBC, 0xAF])) { return _archive; }
        return OfRecording(head) ?? OfText(head);
    }

    private static FileKind? OfRecording(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("ID3"u8) || (head.Length > 2 && head[0] == 0xFF && (head[1] & 0xE6) == 0xE2)) { return _mp3; }
        if (head.Length > 8 && head[4..8] is [0x66, 0x74, 0x79, 0x70] or [0x6D, 0x6F, 0x6F, 0x76] or [0x6D, 0x64, 0x61, 0x74] or [0x77, 0x69, 0x64, 0x65]) { return _mp4; }
        if (head.StartsWith("OggS"u8)) { return _ogg; }
        if (head.StartsWith((byte[])[0x30, 0x26, 0xB2, 0x75])) { return _asf; }
        if (head.StartsWith((byte[])[0, 0, 1, 0xBA]) || head.StartsWith((byte[])[0, 0, 1, 0xB3])) { return _mpeg; }
        return head.StartsWith((byte[])[0x1A, 0x45, 0xDF, 0xA3]) ? _webm : null;
    }

    private static FileKind? OfText(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty || head.IndexOf((byte)0) >= 0)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<script", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<body", StringComparison.OrdinalIgnoreCase))
        {
            return _html;
        }

        if (text.StartsWith('<') && text.Contains("<svg", StringComparison.OrdinalIgnoreCase))
        {
            return _svg;
        }

        return text.StartsWith("<?php", StringComparison.OrdinalIgnoreCase) ? _script : text.Contains('\uFFFD', StringComparison.Ordinal) ? null : _text;
    }
}
