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
        (ContentType, ETag) = (candidate.ContentType, candidate.ETag);
        Tags = PageTags.Of(candidate.Dependencies!);
        _size = Overhead + _identity.Length + Tags.Sum(tag => OverheadOfTag + (tag.Length * 2L));
    }

    public string ContentType { get; }

    public string ETag { get; }

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
    /// <param name="hasGrown">Whether it takes more memory from now on.</param>
    public ReadOnlyMemory<byte> Bytes(ref ContentEncoding encoding, out bool hasGrown)
    {
        hasGrown = false;
        if (encoding != ContentEncoding.Identity && _identity.Length >= WorthCompressing)
        {
            var compressed = encoding == ContentEncoding.Brotli ? _brotli : _gzip;
            compressed ??= Compress(encoding, out hasGrown);
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
                using var output = new MemoryStream(_identity.Length / 2);
                using (var compressor = encoding == ContentEncoding.Brotli
                    ? (Stream)new BrotliStream(output, new BrotliCompressionOptions { Quality = 5 }, leaveOpen: true)
                    : new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true))
                {
                    compressor.Write(_identity);
                }

                var bytes = output.ToArray();
                Volatile.Write(ref made, bytes);
                Interlocked.Add(ref _size, bytes.Length);
            }

            return made;
        }
    }
}
