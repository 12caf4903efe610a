using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Content.Lists;
using CmsSite.Content.Settings;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CmsSite.Admin.Contents.Edit;

/// <summary>Writing an item. Autosaved as a draft a moment after each change; what cannot be saved stays on the screen, and the state says so.</summary>
public sealed partial class ItemEditorScreen
{
    // With the browser's own pause (admin.js) a change is stored within two seconds.
    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(900);
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(5);

    private EditedItem? _edited;
    private Autosave? _autosave;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private string? _refused;
    private string? _failure;
    private string? _published;
    private string? _left; // the address that was given up when it was published just now
    private bool _hasDraft;
    private bool _mayPublish;
    private bool _mayDelete;
    private bool _mayClone;
    private bool _mayPreview;
    private bool _isBusy;
    private bool _isAskedToDelete;
    private bool _isPreviewing;
    private string _userName = "";
    private EditorPresence.Seat? _seat;

    [Parameter] public string? TypeName { get; set; }

    [Parameter] public string? ContentItemId { get; set; }

    /// <summary>The list that a new item belongs to.</summary>
    [SupplyParameterFromQuery(Name = "ListPart.ContainerId")] private string? ListContentItemId { get; set; }

    private bool IsDraftable => _edited!.Type.Type.Draftable;

    private string Heading => _edited is null ? _refused ?? "" : _edited.Base is null ? $"New {_edited.Type.DisplayName}" : $"Edit {_edited.Type.DisplayName}";

    protected override async Task OnParametersSetAsync()
    {
        // After its first save a new item gets the address to edit it; it is on the screen already.
        if (_edited is not null && _edited.Item.ContentItemId == ContentItemId)
        {
            return;
        }

        await CloseAsync();
        (_edited, _left) = (null, null);
        await Work.DoAsync(LoadAsync);
        if (_edited is not null)
        {
            _edited.Changed += Touched;
            _autosave = new Autosave(Clock, _quiet, () => InvokeAsync(AutosaveAsync));
            _seat = RendererInfo.IsInteractive ? Presence.Sit(_edited.Item.ContentItemId, _userName, () => _ = InvokeAsync(StateHasChanged)) : null;
        }
    }

    private async Task LoadAsync(AdminScope scope)
    {
        (_refused, _failure) = (null, null);
        var definitions = scope.Get<ContentDefinitions>();
        ContentItem? item;
        if (ContentItemId is { } id)
        {
            item = await scope.Get<ContentItems>().GetAsync(id, VersionOptions.Latest);
            if (item is null || definitions.Type(item.ContentType) is null)
            {
                Refuse("There is no such item", StatusCodes.Status404NotFound);
                return;
            }
        }
        else if (definitions.Type(TypeName!) is { Type.Creatable: true } created)
        {
            item = scope.Get<ContentManager>().New(created.Name);
            item.Owner = scope.UserId;
            if (ListContentItemId is { Length: > 0 } list)
            {
                if (await scope.Get<ContentItems>().GetAsync(list, VersionOptions.Latest) is not { } container
                    || definitions.Type(container.ContentType)?.PartSettings<ListPartSettings>("ListPart").ContainedContentTypes.Contains(created.Name, StringComparer.OrdinalIgnoreCase) != true)
                {
                    Refuse("There is no such list for it", StatusCodes.Status404NotFound);
                    return;
                }

                item.Content["ContainedPart"] = new JsonObject { ["ListContentItemId"] = container.ContentItemId, ["ListContentType"] = container.ContentType };
            }
        }
        else
        {
            Refuse("Such items cannot be created here", StatusCodes.Status404NotFound);
            return;
        }

        if (!scope.May(Permissions.EditContent, item))
        {
            Refuse("Your account may not edit this", StatusCodes.Status403Forbidden);
            return;
        }

        (_zone, _userName) = (scope.Get<SiteSettings>().TimeZone, scope.User.Identity?.Name ?? "");
        // The item is this screen's own: whatever else holds what was read must not be written in.
        _edited = new EditedItem(item.Copy(), definitions.Type(item.ContentType)!);
        await LookAsync(scope);
    }

    private void Refuse(string why, int status)
    {
        _refused = why;
        Status.Set(status);
    }

    // What may be done with the item as it is stored now.
    private async Task LookAsync(AdminScope scope)
    {
        var item = _edited!.Item;
        (_mayPublish, _mayDelete) = (scope.May(Permissions.PublishContent, item), scope.May(Permissions.DeleteContent, item));
        (_mayClone, _mayPreview) = (scope.May("CloneContent", item), scope.May(Permissions.PreviewContent, item));
        var published = item.DocumentId == 0 ? null : await scope.Get<ContentItems>().GetAsync(item.ContentItemId);
        _published = published is null ? null : await scope.Get<ContentItems>().PathOfAsync(item.ContentItemId) is { } path ? "/" + path : "";
        _hasDraft = item.DocumentId != 0 && !item.Published;
    }

    private void Touched()
    {
        _isAskedToDelete = false;
        _seat?.Typed();
        if (IsDraftable && _edited!.State is not SaveState.Overtaken)
        {
            _autosave!.Soon();
        }

        _ = InvokeAsync(StateHasChanged);
    }

    private async Task AutosaveAsync()
    {
        if (_edited is { State: SaveState.Unsaved or SaveState.Failed })
        {
            await SaveAsync(SaveIntent.Draft);
        }
    }

    private async Task SaveNowAsync()
    {
        if (IsDraftable && _edited!.State is not SaveState.Overtaken)
        {
            await _autosave!.AloneAsync(() => SaveAsync(SaveIntent.Draft));
        }
    }

    // The draft first: what is not fit to be published must not be what is not saved.
    private Task PublishAsync() => BusyAsync(async () =>
    {
        if (IsDraftable && _edited!.IsUnsaved)
        {
            await SaveAsync(SaveIntent.Draft);
        }

        if (!IsDraftable || !_edited!.IsUnsaved)
        {
            var was = _published;
            await SaveAsync(SaveIntent.Publish);
            _left = was is { Length: > 1 } && _published is not null && was != _published ? was : null;
        }
    });

    // The heart of it: nothing here writes to what is on the screen, unless the user pressed a button and typed nothing since.
    private async Task SaveAsync(SaveIntent intent)
    {
        if (_edited is not { } edited || edited.State is SaveState.Overtaken)
        {
            return;
        }

        var (copy, revision) = edited.BeginSave();
        var (seen, ancestor) = (edited.Base, edited.Ancestor);
        StateHasChanged();
        try
        {
            await Work.DoAsync(async scope =>
            {
                var outcome = await scope.Get<ItemSaving>().SaveAsync(scope, copy, seen, intent, ancestor);
                edited.EndSave(outcome, revision, Clock.GetUtcNow().UtcDateTime, intent);
                if (outcome is SaveOutcome.Done done)
                {
                    Tell(done);
                    await LookAsync(scope);
                }
            });
            _failure = null;
        }
        catch (RefusedException refused)
        {
            edited.Fail();
            _failure = refused.Message;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Whatever it was, it must not take the screen away with the text on it.
            Log.LogError(exception, "{ContentItemId} could not be saved.", copy.ContentItemId);
            edited.Fail();
            _failure = "It could not be saved just now. Your text is still here; another try follows by itself.";
            _autosave!.Soon(_retry);
        }

        await ShowUnseenAsync(edited);
        if (edited.State == SaveState.Unsaved && IsDraftable)
        {
            _autosave!.Soon();
        }

        if (seen is null && edited.Base is not null && !_isClosed)
        {
            Navigation.NavigateTo(ContentAddresses.Edit(edited.Item.ContentItemId), replace: true);
        }

        StateHasChanged();
    }

    private async Task BeforeLeavingAsync(LocationChangingContext context)
    {
        if (_edited is not { IsUnsaved: true } || context.TargetLocation.TrimEnd('/').EndsWith(ContentAddresses.Edit(_edited.Item.ContentItemId), StringComparison.Ordinal))
        {
            return;
        }

        await SaveNowAsync();
        if (_edited.IsUnsaved)
        {
            context.PreventNavigation();
            _failure ??= "What you wrote is not saved yet, so you are still here. Correct what is marked, or copy your text before you leave.";
        }
    }

    private async Task BusyAsync(Func<Task> action)
    {
        _isBusy = true;
        try
        {
            await _autosave!.AloneAsync(action);
        }
        finally
        {
            _isBusy = false;
        }
    }
}
