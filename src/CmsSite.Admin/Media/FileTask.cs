namespace CmsSite.Admin.Media;

public enum FileTask
{
    Move,
    Delete,
}
