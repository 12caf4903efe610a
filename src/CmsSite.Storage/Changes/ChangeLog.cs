namespace CmsSite.Storage.Changes;

/// <summary>What the nodes of a site on PostgreSQL agree on.</summary>
public static class ChangeLog
{
    /// <summary>The advisory lock under which change numbers are given.</summary>
    public const long NumberLock = 0x436D_7353_6974_6531;

    /// <summary>The advisory lock that a session holds which writes content items.</summary>
    public const long ItemsLock = 0x436D_7353_6974_6532;

    /// <summary>The channel on which a commit announces its highest number.</summary>
    public const string Channel = "cmssite_changes";
}
