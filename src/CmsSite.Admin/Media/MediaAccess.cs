using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Media;
using CmsSite.Storage;

namespace CmsSite.Admin.Media;

/// <summary>
/// Which files somebody sees and may change, by Orchard's permissions: <c>ManageMediaContent</c> is for the library, <c>ManageOwnMediaContent</c> for the folder of one's own
/// below <c>_Users</c>, <c>ManageOthersMediaContent</c> for those of others, <c>ManageMediaFolder</c> for everything.
/// </summary>
public sealed class MediaAccess
{
    private readonly bool _managesLibrary;
    private readonly bool _managesOwn;
    private readonly bool _managesOthers;
    private readonly bool _managesAttached;

    public MediaAccess(AdminScope scope)
    {
        var all = scope.May(Permissions.ManageMediaFolder);
        _managesLibrary = all || scope.May(Permissions.ManageMediaContent);
        _managesOthers = all || scope.May(Permissions.ManageOthersMediaContent);
        _managesAttached = all || scope.May(Permissions.ManageAttachedMediaFieldsFolder);
        _managesOwn = _managesLibrary || _managesOthers || scope.May(Permissions.ManageOwnMediaContent);
        OwnFolder = $"{MediaFolders.Users}/{scope.UserId}";
    }

    /// <summary>The folder of this account; there once something is in it.</summary>
    public string OwnFolder { get; }

    /// <summary>Whether the library is anything to this user, beyond choosing from it.</summary>
    public bool MayOpen => _managesOwn;

    public bool MaySee(string path) => !IsIn(path, MediaFolders.Users) || path == MediaFolders.Users || _managesOthers || IsIn(path, OwnFolder);

    /// <summary>Whether files and folders may be added to, changed in and taken from a folder, or whether a file may be changed.</summary>
    public bool MayManage(string path) =>
        IsIn(path, OwnFolder) ? _managesOwn
        : IsIn(path, MediaFolders.Users) ? _managesOthers && path != MediaFolders.Users
        : IsIn(path, MediaFolders.Attached) ? _managesAttached
        : _managesLibrary;

    /// <summary>Of the files those that the user may see.</summary>
    public IQueryable<MediaFileRecord> Seen(IQueryable<MediaFileRecord> files)
    {
        const string Users = MediaFolders.Users + "/";
        var own = OwnFolder;
        var below = own + "/";
        return _managesOthers ? files : files.Where(file => !file.Path.StartsWith(Users) || file.Folder == own || file.Folder.StartsWith(below));
    }

    /// <summary>Where an upload goes when nobody says where: by month, or to one's own folder.</summary>
    public string DefaultFolder(DateTime now) => _managesLibrary ? FormattableString.Invariant($"{now:yyyy}/{now:MM}") : OwnFolder;

    /// <exception cref="RefusedException">The path is not this user's to change.</exception>
    public void Demand(params string[] paths)
    {
        if (paths.FirstOrDefault(path => !MaySee(path) || !MayManage(path)) is { } refused)
        {
            throw new RefusedException(refused.Length == 0 ? "You may not change the media library." : $"You may not change '{refused}'.");
        }
    }

    private static bool IsIn(string path, string folder) => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);
}
