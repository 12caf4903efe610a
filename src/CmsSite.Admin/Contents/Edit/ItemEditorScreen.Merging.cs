using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Admin.Contents.Editors;
using CmsSite.Content.Items;
using Microsoft.JSInterop;

namespace CmsSite.Admin.Contents.Edit;

/// <summary>What others save while this is open.</summary>
public sealed partial class ItemEditorScreen
{
    private string? _taken;

    private void Tell(SaveOutcome.Done done)
    {
        if (done.DroppedPublishUtc is { } date)
        {
            _taken = $"This was to be published {TimeZoneInfo.ConvertTimeFromUtc(date, _zone).ToString("d MMMM yyyy HH:mm", CultureInfo.InvariantCulture)}. You changed what had been approved, so it waits for review again, without a date.";
        }

        if (done.Taken.Count > 0)
        {
            var labels = string.Join(", ", done.Taken.Select(field => field.Label(_edited!.Type)).Distinct());
            _taken = $"{done.TakenFrom ?? "Somebody else"} changed this meanwhile: {labels}. It is merged with what you wrote.{(done.IsOnlyDraft ? " Nothing is published yet: look at it, then publish." : "")}";
        }
    }

    private async Task ShowUnseenAsync(EditedItem edited)
    {
        if (edited.HasUnseen && await SettleAsync() is { } focused)
        {
            edited.ShowUnseen(field => ProblemPlaces.IdOf(field.Path) is var id && (focused == id || focused.StartsWith(id + "-", StringComparison.Ordinal)));
        }
    }

    private Task MergeAsync(IReadOnlyDictionary<string, JsonNode?> choices) => BusyAsync(async () =>
    {
        await SettleAsync();
        var edited = _edited!;
        var stored = await Work.DoAsync(scope => scope.Get<ContentItems>().GetAsync(edited.Item.ContentItemId, VersionOptions.Latest));
        // What was chosen was chosen for what was shown: typed on since, or saved again by the other, it is asked once more.
        if (stored is not null && edited.Theirs is { } shown && StoredVersion.Of(stored)!.IsSameAs(StoredVersion.Of(shown)!))
        {
            edited.Merge(stored.Copy(), choices);
        }
        else
        {
            edited.Overtake(stored?.Copy());
        }
    });

    // Everything typed so far has arrived after this. Null when there is no browser any more.
    private async Task<string?> SettleAsync()
    {
        try
        {
            return _isClosed ? null : await Browser.InvokeAsync<string?>("cmssite.settle") ?? "";
        }
        catch (JSDisconnectedException)
        {
            return null;
        }
    }
}
