using System.ComponentModel.DataAnnotations;

namespace CmsSite.Content.Workflows;

/// <summary>Configuration section <c>Workflows</c>: how much may be sent to workflows, and what they may do.</summary>
public sealed class WorkflowOptions
{
    public const string Section = "Workflows";

    /// <summary>Requests from one network that start workflows; 0 for no limit.</summary>
    [Range(0, 1_000_000)]
    public int NetworkPerMinute { get; set; } = 10;

    /// <summary>Requests in all that start workflows; 0 for no limit.</summary>
    [Range(0, 1_000_000)]
    public int SitePerMinute { get; set; } = 300;

    /// <summary>The largest form or body, in bytes.</summary>
    [Range(1_000, 100_000_000)]
    public int MaxRequestBytes { get; set; } = 1_000_000;

    /// <summary>How many days runs are listed.</summary>
    [Range(1, 3650)]
    public int RetentionDays { get; set; } = 30;

    /// <summary>Sites other than this one to which a workflow may redirect where the address is computed, such as <c>pay.example.org</c>. Addresses written out in the workflow need no entry.</summary>
    public IList<string> RedirectHosts { get; } = [];
}
