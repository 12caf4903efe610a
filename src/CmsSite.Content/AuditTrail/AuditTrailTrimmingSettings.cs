namespace CmsSite.Content.AuditTrail;

/// <summary>How long the change log is kept. Without this setting, for ever; Orchard's default is ten days, which would take away what undoing a recipe needs.</summary>
public sealed record AuditTrailTrimmingSettings
{
    /// <summary>The shortest time that counts: a search index or another node that was away catches up from the log.</summary>
    public const int FewestDays = 30;

    /// <summary>Zero for ever.</summary>
    public int RetentionDays { get; init; }

    public bool Disabled { get; init; }
}
