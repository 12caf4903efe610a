using System.ComponentModel.DataAnnotations;

namespace CmsSite.Web.PageCache;

/// <summary>Configuration section <c>PageCache</c>: public pages kept in memory.</summary>
public sealed class PageCacheOptions
{
    public const string Section = "PageCache";

    /// <summary>When not said: everywhere but in Development, where views are edited while the site runs.</summary>
    public bool? Enabled { get; set; }

    /// <summary>Bytes that all pages together may take, compressed forms included.</summary>
    [Range(1_000_000, 100_000_000_000)]
    public long MaxBytes { get; set; } = 64_000_000;

    /// <summary>Bytes of the largest page that is kept; never more than an eighth of <see cref="MaxBytes"/>, so that one page cannot push all others out.</summary>
    [Range(1_000, 1_000_000_000)]
    public long MaxPageBytes { get; set; } = 2_000_000;

    /// <summary>After so long a page is made anew though nothing is known to have changed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "24:00:00")]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromMinutes(10);
}
