using CmsSite.Admin.Access;
using CmsSite.Content.Media;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace CmsSite.Admin.Media;

public sealed partial class MediaFileScreen
{
    private const int MostUses = 50;
    private const string _saved = "Saved.";
    private const string _unedited = "The original is shown again.";
    private const string _shown = "Visitors get it now.";
    private const string _hidden = "Visitors get it only once something published uses it. Browsers that have it keep it for a while.";

    private MediaFileRecord? _file;
    private MediaMetadata _said = MediaMetadata.None;
    private IReadOnlyList<MediaUse> _uses = [];
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private FileTask? _dialog;
    private bool _mayManage;
    private bool _isPublic;
    private bool _isCutting;
    private string? _refused;
    private string? _problem;
    private string? _done;

    [Parameter] public string? FilePath { get; set; }

    // What moves would stand still when turned.
    private bool IsEditable => _file is { Width: not null, ContentType: not "image/gif" } file && MediaTypes.IsResizable(file.ContentType);

    protected override async Task OnParametersSetAsync()
    {
        (_problem, _done, _isCutting) = (null, null, false);
        await LoadAsync();
    }

    private async Task LoadAsync() => await Work.DoAsync(async scope =>
    {
        var access = new MediaAccess(scope);
        _file = MediaPath.TryNormalize(FilePath ?? "", out var path) && access.MayOpen && access.MaySee(path) ? await scope.Get<MediaLibrary>().FindAsync(path) : null;
        if (_file is null)
        {
            _refused = access.MayOpen ? "There is no such file" : "Your account has no files to manage";
            Status.Set(access.MayOpen ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden);
            return;
        }

        _refused = null;
        _said = MediaMetadata.Of(_file);
        _mayManage = access.MayManage(path);
        _zone = scope.Get<SiteSettings>().TimeZone;
        var usage = scope.Get<MediaUsage>();
        _uses = await usage.OfAsync(path, MostUses);
        _isPublic = await usage.IsPublicAsync(_file);
    });

    private Task SaveTextAsync(ChangeEventArgs args) => ChangeAsync(said => said with { MediaText = args.Value as string }, null, _saved);

    private Task SaveAnchorAsync(MediaAnchor anchor) => ChangeAsync(said => said with { Anchor = anchor is { X: 0.5, Y: 0.5 } ? null : anchor }, null, _saved);

    private Task TurnAsync(int degrees) => ChangeAsync(said => said with { Rotation = (said.Rotation + degrees) % 360, Crop = Turned(said.Crop, degrees), Anchor = null }, null, "Turned. The original is kept.");

    private async Task SaveCutAsync(MediaCrop? crop)
    {
        _isCutting = false;
        await ChangeAsync(said => said with { Crop = crop, Anchor = null }, null, "Cropped. The original is kept.");
    }

    private async Task ReplacedAsync()
    {
        await LoadAsync();
        (_problem, _done) = (null, "Replaced. The address is the same.");
    }

    private async Task ChangeAsync(Func<MediaMetadata, MediaMetadata> change, bool? isPrivate, string done)
    {
        (_problem, _done) = (null, null);
        var path = _file!.Path;
        try
        {
            await Work.DoAsync(scope => MediaChanges.DescribeAsync(scope, path, change, isPrivate));
            await LoadAsync();
            _done = done;
        }
        catch (RefusedException refused)
        {
            _problem = refused.Message;
        }
    }

    private void DialogDone(string? path)
    {
        _dialog = null;
        Navigation.NavigateTo(path is null ? MediaAddresses.Folder(_file!.Folder) : MediaAddresses.Details(path));
    }

    // The same part of the picture, seen from another side.
    private static MediaCrop? Turned(MediaCrop? crop, int degrees) => crop is null ? null
        : degrees == 90 ? new MediaCrop(1 - crop.Y - crop.Height, crop.X, crop.Height, crop.Width)
        : new MediaCrop(crop.Y, 1 - crop.X - crop.Width, crop.Height, crop.Width);
}
