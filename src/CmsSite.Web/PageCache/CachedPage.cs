using System.IO.Compression;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Primitives;

namespace CmsSite.Web.PageCache;

/// <summary>A page as it goes over the wire: headers, and its bytes in each encoding that somebody has asked for.</summary>
internal sealed class CachedPage
{
    // Below this the head of a compressed stream costs what compression saves.
    private const int WorthCompressing = 256;
    private const int Overhead = 600;
    private const int OverheadOfTag = 80;

    private readonly byte[] _identity;
    private readonly object _compressing = new();
    private byte[]? _gzip;
    private byte[]? _brotli;
    private long _size;

    public CachedPage(PageCandidate candidate)
    {
        _identity = MemoryMarshal.TryGetArray(candidate.Body, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : candidate.Body.ToArray();
        (ContentType, ETag, Given) = (candidate.ContentType, candidate.ETag, candidate.Given);
        Tags = PageTags.Of(candidate.Dependencies!);
        _size = Overhead + _identity.Length + Tags.Sum(tag => OverheadOfTag + (tag.Length * 2L));
    }

    public string ContentType { get; }

    public string ETag { get; }

    public Action? Given { get; }

    public IReadOnlySet<string> Tags { get; }

    /// <summary>What else stands in the head of the answer, whatever its encoding.</summary>
    public KeyValuePair<string, StringValues>[] Headers { get; set; } = [];

    /// <summary>The clock's timestamp from which on it is made anew.</summary>
    public long ExpiresAt { get; set; }

    public long Size => Interlocked.Read(ref _size);

    // The store's own: where it is kept, and whether it was asked for since the hand went by.
    public PageAddress Address { get; set; }
    public string Variant { get; set; } = "";
    public bool WasAskedFor { get; set; }
    public CachedPage? Older { get; set; }
    public CachedPage? Newer { get; set; }
    public bool IsStored { get; set; }

    /// <summary>What the store has counted of <see cref="Size"/> so far.</summary>
    public long Counted { get; set; }

    /// <summary>The bytes in an encoding, made when first asked for.</summary>
    /// <param name="encoding">What is wanted; afterwards what it is: a page that does not shrink goes out as it is.</param>
    /// <param name="isOnce">For one answer only: most pages of results are never asked for again, and not worth the time that it takes to make them small.</param>
    /// <param name="hasGrown">Whether it takes more memory from now on.</param>
    public ReadOnlyMemory<byte> Bytes(ref ContentEncoding encoding, bool isOnce, out bool hasGrown)
    {
        hasGrown = false;
        if (encoding != ContentEncoding.Identity && _identity.Length >= WorthCompressing)
        {
            var compressed = encoding == ContentEncoding.Brotli ? _brotli : _gzip;
            compressed ??= isOnce ? Compressed(encoding, isOnce) : Compress(encoding, out hasGrown);
            if (compressed.Length < _identity.Length)
            {
                return compressed;
            }
        }

        encoding = ContentEncoding.Identity;
        return _identity;
    }

    private byte[] Compress(ContentEncoding encoding, out bool hasGrown)
    {
        lock (_compressing)
        {
            ref var made = ref encoding == ContentEncoding.Brotli ? ref _brotli : ref _gzip;
            hasGrown = made is null;
            if (made is null)
            {
                var bytes = Compressed(encoding, isOnce: false);
                Volatile.Write(ref made, bytes);
                Interlocked.Add(ref _size, bytes.Length);
            }

            return made;
        }
    }

    private byte[] Compressed(ContentEncoding encoding, bool isOnce)
    {
        using var output = new MemoryStream(_identity.Length / 2);
        using (var compressor = encoding == ContentEncoding.Brotli
            ? (Stream)new BrotliStream(output, new BrotliCompressionOptions { Quality = isOnce ? 1 : 5 }, leaveOpen: true)
            : new GZipStream(output, isOnce ? CompressionLevel.Fastest : CompressionLevel.Optimal, leaveOpen: true))
        {
            compressor.Write(_identity);
        }

        return output.ToArray();
    }
}
