namespace CmsSite.Tests.Storage;

/// <summary>A clock that stands still until it is told otherwise.</summary>
public sealed class ManualClock : TimeProvider
{
    public DateTime Now { get; set; } = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    public override DateTimeOffset GetUtcNow() => new(Now);
}
