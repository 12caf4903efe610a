using CmsSite.Admin.Access;
using CmsSite.Content.Media;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace CmsSite.Admin.Media;

public sealed partial class MediaScreen
{
    private MediaFilter _filter = MediaFilter.Read(null, null, null, null, null, null);
    private readonly HashSet<string> _selected = new(StringComparer.Ordinal);
    private IReadOnlySet<string> _changeable = new HashSet<string>();
    private MediaPage? _page;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private FolderTask? _dialog;
    private bool _mayManage;
    private string? _refused;
    private string? _problem;
    private string? _done;

    [SupplyParameterFromQuery(Name = "folder")] private string? Folder { get; set; }
    [SupplyParameterFromQuery(Name = "q")] private string? Query { get; set; }
    [SupplyParameterFromQuery(Name = "kind")] private string? Kind { get; set; }
    [SupplyParameterFromQuery(Name = "sort")] private string? Sort { get; set; }
    [SupplyParameterFromQuery(Name = "view")] private string? View { get; set; }
    [SupplyParameterFromQuery(Name = "after")] private string? After { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        _filter = MediaFilter.Read(Folder, Query, Kind, Sort, View, After);
        _problem = null;
        _selected.Clear();
        await LoadAsync();
    }

    private bool MayChange(MediaFileRecord file) => _changeable.Contains(file.Path);

    private void Select(MediaFileRecord file, bool isSelected) => _ = isSelected ? _selected.Add(file.Path) : _selected.Remove(file.Path);

    private void SelectAll(bool isSelected)
    {
        _selected.Clear();
        _selected.UnionWith(isSelected ? _changeable : []);
    }

    private Task ChangedAsync()
    {
        _selected.Clear();
        return LoadAsync();
    }

    private async Task LoadAsync() => await Work.DoAsync(async scope =>
    {
        var access = new MediaAccess(scope);
        _refused = !access.MayOpen ? "Your account has no files to manage"
            : !access.MaySee(_filter.Folder) || (!scope.Get<MediaFolders>().Exists(_filter.Folder) && _filter.Folder != access.OwnFolder) ? "There is no such folder"
            : null;
        if (_refused is not null)
        {
            Status.Set(access.MayOpen ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden);
            return;
        }

        _mayManage = access.MayManage(_filter.Folder);
        _zone = scope.Get<SiteSettings>().TimeZone;
        _page = await MediaList.PageAsync(scope, _filter);
        _changeable = _page.Files.Select(file => file.Path).Where(access.MayManage).ToHashSet(StringComparer.Ordinal);
    });

    private IEnumerable<(string Path, string Name, bool IsLast)> Crumbs()
    {
        var names = _filter.Folder.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return names.Select((name, at) => (string.Join('/', names[..(at + 1)]), name, at == names.Length - 1));
    }

    private string Name(MediaFileRecord file) => _filter.IsDeep && _filter.Folder.Length == 0 ? file.Path
        : _filter.IsDeep ? file.Path[(_filter.Folder.Length + 1)..] : Path.GetFileName(file.Path);

    private static string? Text(ChangeEventArgs args) => args.Value as string is { Length: > 0 } text ? text : null;

    private string Address(MediaFilter filter) => Navigation.GetUriWithQueryParameters(MediaAddresses.Library, filter.ToQuery());

    private void Go(MediaFilter filter)
    {
        _done = null;
        Navigation.NavigateTo(Address(filter));
    }

    private Task FolderDoneAsync(string path)
    {
        (_dialog, _done) = (null, null);
        if (path == _filter.Folder)
        {
            return LoadAsync();
        }

        Navigation.NavigateTo(MediaAddresses.Folder(path));
        return Task.CompletedTask;
    }

    private async Task DeleteFolderAsync()
    {
        var folder = _filter.Folder;
        try
        {
            await Work.DoAsync(async scope =>
            {
                new MediaAccess(scope).Demand(folder);
                await scope.Get<MediaFolders>().DeleteAsync(folder);
                await scope.Session.CommitAsync();
            });
            _done = $"The folder '{folder}' is deleted.";
            Navigation.NavigateTo(MediaAddresses.Folder(MediaFileRecord.FolderOf(folder)));
        }
        catch (MediaException wrong)
        {
            _problem = wrong.Message;
        }
    }
}
