using System.ComponentModel.DataAnnotations;

namespace CmsSite.Search;

/// <summary>Configuration section <c>Search</c>.</summary>
public sealed class SearchOptions
{
    public const string Section = "Search";

    /// <summary>Where the indexes are; set by the host.</summary>
    internal string Folder { get; set; } = "";

    /// <summary>Megabytes of documents that are collected in memory before they are written, in each index that is being written.</summary>
    [Range(1, 1000)]
    public int BufferMegabytes { get; set; } = 32;

    /// <summary>Seconds after its start for which the site does not begin to make indexes that are missing, so that its first pages come quickly; a search ends the wait.</summary>
    [Range(0, 3600)]
    public int StartDelaySeconds { get; set; } = 5;

    /// <summary>How often in a minute one address may search; 0 does not count.</summary>
    [Range(0, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 300;

    /// <summary>Days for which it is kept what was searched for, as numbers a day.</summary>
    [Range(1, 730)]
    public int StatisticsDays { get; set; } = 90;

    /// <summary>How often something was searched for before the report tells of it; what stays below is forgotten after a week.</summary>
    [Range(1, 1000)]
    public int StatisticsLeast { get; set; } = 3;

    /// <summary>Sets the folder; for the host.</summary>
    public void Use(string folder) => Folder = folder;
}
