namespace CmsSite.Storage;

/// <summary>
/// The database of one scope: the site's, unless whoever opened the scope turned it to another one before anything in it was read. That is how a recipe is planned on a copy
/// of the database: same services, same code, nothing that the site sees.
/// </summary>
public sealed class ScopeDatabase(SiteDatabase site, DocumentCache cache)
{
    private DatabaseOptions? _other;

    /// <summary>The cache that goes with the database: what a copy holds must never be taken for what the site holds.</summary>
    public DocumentCache Cache { get; private set; } = cache;

    public void Use(DatabaseOptions options)
    {
        _other = options;
        Cache = new DocumentCache();
    }

    public CmsDbContext CreateContext() => _other is null ? site.CreateContext() : SiteDatabase.CreateContext(_other);
}
