using System.Globalization;

namespace CmsSite.Web.PageCache;

internal enum ContentEncoding
{
    Identity,
    Gzip,
    Brotli,
}

/// <summary>Reads <c>Accept-Encoding</c> and <c>If-None-Match</c> without making garbage of them.</summary>
internal static class Negotiation
{
    /// <summary>The best encoding that is accepted. A visitor who accepts none gets the plain bytes: better than nothing at all.</summary>
    public static ContentEncoding Choose(ReadOnlySpan<char> accepted)
    {
        double? brotli = null, gzip = null, any = null;
        foreach (var range in accepted.Split(','))
        {
            var token = accepted[range].Trim();
            var quality = 1.0;
            if (token.IndexOf(';') is var semicolon and >= 0)
            {
                quality = Quality(token[(semicolon + 1)..].Trim());
                token = token[..semicolon].TrimEnd();
            }

            if (token.Equals("br", StringComparison.OrdinalIgnoreCase))
            {
                brotli = quality;
            }
            else if (token.Equals("gzip", StringComparison.OrdinalIgnoreCase) || token.Equals("x-gzip", StringComparison.OrdinalIgnoreCase))
            {
                gzip = quality;
            }
            else if (token is "*")
            {
                any = quality;
            }
        }

        var forBrotli = brotli ?? any ?? 0;
        var forGzip = gzip ?? any ?? 0;
        return forBrotli > 0 && forBrotli >= forGzip ? ContentEncoding.Brotli : forGzip > 0 ? ContentEncoding.Gzip : ContentEncoding.Identity;
    }

    /// <summary>Whether a list of tags holds this one. Tags of pages are weak, and so is the comparison.</summary>
    public static bool IsKnown(ReadOnlySpan<char> known, ReadOnlySpan<char> etag)
    {
        foreach (var range in known.Split(','))
        {
            var tag = known[range].Trim();
            if (tag is "*" || Opaque(tag).SequenceEqual(Opaque(etag)))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> Opaque(ReadOnlySpan<char> tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;

    // What cannot be read is no: a wrong quality must not send bytes that somebody cannot unpack.
    private static double Quality(ReadOnlySpan<char> parameter) =>
        parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase) && double.TryParse(parameter[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quality) ? quality : 0;
}
