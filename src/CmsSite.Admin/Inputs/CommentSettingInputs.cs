namespace CmsSite.Admin.Inputs;

/// <summary>What may be said about comments, for the site and for a type.</summary>
internal static class CommentSettingInputs
{
    /// <param name="settings">The settings object.</param>
    /// <param name="unsaid">What holds where nothing is said there.</param>
    public static IReadOnlyList<SettingInput> Of(string settings, string unsaid) =>
    [
        new(settings, "IsOpen", SettingKind.Whether, "Readers may comment") { Choices = [new("", unsaid)] },
        new(settings, "Moderation", SettingKind.Choice, "Comments that wait for a moderator")
        {
            Choices = [new("", unsaid), new("FirstTime", "First ones of a reader, and what looks like spam"), new("All", "All of them"), new("Score", "Only what looks like spam")],
        },
        new(settings, "CloseAfterDays", SettingKind.Number, "Closed after days") { Minimum = 0, Maximum = 36_500, Hint = $"Counted from its publication. 0: never. Empty: {unsaid.ToLowerInvariant()}." },
        new(settings, "Depth", SettingKind.Number, "Levels of answers") { Minimum = 0, Maximum = 4, Hint = $"Deeper ones stand below each other. Empty: {unsaid.ToLowerInvariant()}." },
        new(settings, "Order", SettingKind.Choice, "First come") { Choices = [new("", unsaid), new("Oldest", "The oldest"), new("Newest", "The newest")] },
    ];
}
