namespace CmsSite.Admin.Media;

public enum FolderTask
{
    Create,
    Move,
}
