namespace CmsSite.Content.Workflows.Activities;

/// <summary>A kind of activity that runs here.</summary>
/// <param name="Name">As Orchard spells it.</param>
/// <param name="Note">What it does, in a sentence without a subject.</param>
/// <param name="Run">Does it, and gives the outcomes; what follows these comes next.</param>
public sealed record ActivityKind(string Name, string Note, Func<WorkflowStep, CancellationToken, Task<IReadOnlyList<string>>> Run)
{
    /// <summary>Whether it starts workflows.</summary>
    public bool IsEvent { get; init; }

    /// <summary>Properties in Liquid.</summary>
    public IReadOnlyList<string> Liquid { get; init; } = [];

    /// <summary>Properties in JavaScript.</summary>
    public IReadOnlyList<string> Scripts { get; init; } = [];
}

/// <summary>Every kind of activity that runs here, and why those of Orchard that do not run do not.</summary>
public static class ActivityCatalog
{
    private const string NoTimers = "workflows here run to their end at once and wait for nothing";
    private const string NoTenants = "there is one site here";
    private const string NoTexts = "no text messages are sent here";
    private const string NoAccounts = "workflows give and take no roles, and hear nothing of accounts";

    internal static IReadOnlyList<string> Done { get; } = ["Done"];

    public static IReadOnlyList<ActivityKind> All { get; } =
        [.. HttpActivities.All, .. FormActivities.All, .. ContentActivities.All, .. FlowActivities.All, .. MessageActivities.All, .. AccountActivities.All];

    private static readonly Dictionary<string, ActivityKind> _byName = All.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    // Of Orchard, with the reason; those of other modules are just not known.
    private static readonly Dictionary<string, string> _kept = new(StringComparer.Ordinal)
    {
        ["AssignUserRoleTask"] = NoAccounts, ["UnassignUserRoleTask"] = NoAccounts, ["ValidateUserTask"] = "workflows act for nobody in particular",
        ["GetUsersByRoleTask"] = NoAccounts, ["CreateTenantTask"] = NoTenants, ["DisableTenantTask"] = NoTenants, ["EnableTenantTask"] = NoTenants, ["SetupTenantTask"] = NoTenants,
        ["HttpRequestFilterEvent"] = "pages are not made by workflows here", ["HttpRequestTask"] = "the site asks nothing of other servers", ["SmsTask"] = NoTexts,
        ["UpdateTwitterStatusTask"] = "the site asks nothing of other servers", ["NotifyUserTask"] = "people get no notifications here", ["NotifyContentOwnerTask"] = "people get no notifications here",
        ["SignalEvent"] = NoTimers, ["TimerEvent"] = NoTimers, ["UserTaskEvent"] = NoTimers, ["WorkflowFaultEvent"] = "what failed is listed in the dashboard",
        ["CommitTransactionTask"] = "a run is stored as a whole or not at all",
        ["UserCreatedEvent"] = NoAccounts, ["UserUpdatedEvent"] = NoAccounts, ["UserDeletedEvent"] = NoAccounts, ["UserEnabledEvent"] = NoAccounts, ["UserDisabledEvent"] = NoAccounts,
        ["UserConfirmedEvent"] = NoAccounts, ["UserLoggedInEvent"] = NoAccounts,
    };

    public static ActivityKind? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Why an activity of Orchard does not run here; null for one that does, or is not Orchard's.</summary>
    public static string? WhyNot(string name) => _kept.GetValueOrDefault(name);

    /// <summary>Orchard's activities that are kept and do not run.</summary>
    public static IReadOnlyDictionary<string, string> Kept => _kept;

    /// <summary>Every activity of Orchard's, whether it runs here or not.</summary>
    internal static IReadOnlyCollection<string> Names => [.. _byName.Keys, .. _kept.Keys];
}
