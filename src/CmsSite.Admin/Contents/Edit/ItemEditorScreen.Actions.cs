using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Redirects;

namespace CmsSite.Admin.Contents.Edit;

/// <summary>What else can be done with an item, and leaving it.</summary>
public sealed partial class ItemEditorScreen
{
    private bool _isClosed;

    private Task UnpublishAsync() => ActAsync(Permissions.PublishContent, async scope => await scope.Get<ContentManager>().UnpublishAsync(_edited!.Item.ContentItemId));

    private Task DiscardAsync() => ActAsync(Permissions.EditContent, async scope => await scope.Get<ContentManager>().DiscardDraftAsync(_edited!.Item.ContentItemId));

    private async Task DeleteAsync()
    {
        if (!_isAskedToDelete)
        {
            _isAskedToDelete = true;
            return;
        }

        await ActAsync(Permissions.DeleteContent, async scope => await scope.Get<ContentManager>().RemoveAsync(_edited!.Item.ContentItemId), reload: false);
        if (_failure is null)
        {
            var type = _edited!.Type.Name;
            await CloseAsync(flush: false);
            _edited = null;
            Navigation.NavigateTo(ContentAddresses.List(type));
        }
    }

    private async Task ForgetLeftAsync()
    {
        await ActAsync(Permissions.PublishContent, async scope => await scope.Get<FormerAddresses>().ForgetAsync(_left!, _edited!.Item.ContentItemId), reload: false);
        _left = _failure is null ? null : _left;
    }

    private async Task<bool> SavedAsync()
    {
        await SaveNowAsync();
        return !_edited!.IsUnsaved;
    }

    private async Task CloneAsync()
    {
        await SaveNowAsync();
        string? clone = null;
        await ActAsync("CloneContent", async scope =>
        {
            scope.Session.Who = scope.User.Identity?.Name;
            clone = (await scope.Get<ContentManager>().CloneAsync(_edited!.Item.ContentItemId))?.ContentItemId;
        }, reload: false);
        if (clone is not null)
        {
            Navigation.NavigateTo(ContentAddresses.Edit(clone));
        }
    }

    // Authorised for the item as it is stored, committed, and looked at again.
    private Task ActAsync(string permission, Func<AdminScope, Task> action, bool reload = true) => BusyAsync(async () =>
    {
        _failure = null;
        try
        {
            await Work.DoAsync(async scope =>
            {
                var item = await scope.Get<ContentItems>().GetAsync(_edited!.Item.ContentItemId, VersionOptions.Latest) ?? throw new RefusedException("The item is not there any more.");
                if (!scope.May(permission, item))
                {
                    throw new RefusedException("You may not do that with this item.");
                }

                await action(scope);
                await scope.Session.CommitAsync();
            });
            if (reload)
            {
                _edited!.Changed -= Touched;
                ContentItemId = _edited.Item.ContentItemId;
                await Work.DoAsync(LoadAsync);
                _edited!.Changed += Touched;
            }
        }
        catch (RefusedException refused)
        {
            _failure = refused.Message;
        }
    });

    private async Task CloseAsync(bool flush = true)
    {
        if (_edited is { } edited)
        {
            edited.Changed -= Touched;
            if (flush && edited.State is SaveState.Unsaved or SaveState.Saving or SaveState.Failed && IsDraftable && _autosave is not null)
            {
                await _autosave.AloneAsync(AutosaveAsync);
            }
        }

        _seat?.Dispose();
        _seat = null;
        if (_autosave is not null)
        {
            await _autosave.DisposeAsync();
            _autosave = null;
        }
    }

    /// <summary>The tab was closed, or the connection was lost for good: what was typed last is saved all the same.</summary>
    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        await CloseAsync();
    }
}
