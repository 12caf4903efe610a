namespace CmsSite.Search.Statistics;

/// <summary>Site setting <c>SearchStatisticsSettings</c>.</summary>
public sealed record SearchStatisticsSettings
{
    /// <summary>Nothing is counted.</summary>
    public bool Disabled { get; init; }
}
