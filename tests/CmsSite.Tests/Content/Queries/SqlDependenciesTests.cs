using CmsSite.Content.Queries.Sql;

namespace CmsSite.Tests.Content.Queries;

/// <summary>What a query's text tells of the items that it can find. In doubt: any.</summary>
public class SqlDependenciesTests
{
    private static readonly Dictionary<string, object?> _parameters = new() { ["id"] = "a1", ["type"] = "Story" };

    [Theory]
    // One table, held to a type.
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE ContentType='Article' AND Published=true", "type:Article")]
    [InlineData("SELECT COUNT(*) AS Total FROM ContentItemIndex WHERE ContentType='Article' AND Published=1 ORDER BY PublishedUtc LIMIT 5", "type:Article")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE ContentType=@type", "type:Story")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE ContentType=@other:'Note'", "type:Note")]
    // Joined by document: the same item.
    [InlineData("SELECT ci.DocumentId FROM TaxonomyIndex AS ti INNER JOIN ContentItemIndex AS ci ON ci.DocumentId=ti.DocumentId WHERE ti.ContentType='Article' AND ti.Published=true", "type:Article")]
    [InlineData("SELECT ci.DocumentId FROM TaxonomyIndex ti JOIN ContentItemIndex ci ON ci.DocumentId=ti.DocumentId WHERE ti.ContentType='Article'", "type:Article")]
    // Another item beside it, that one and no other.
    [InlineData("SELECT o.DocumentId FROM ContentItemIndex AS o INNER JOIN ContentItemIndex AS me ON me.ContentItemId=@id WHERE me.Published=true AND o.ContentType='Article' AND o.Published=true AND o.PublishedUtc < me.PublishedUtc", "contentitemid:a1 type:Article")]
    // Another item beside it, whichever.
    [InlineData("SELECT ti.DocumentId FROM TaxonomyIndex AS ti INNER JOIN TaxonomyIndex AS me ON me.TermContentItemId=ti.TermContentItemId WHERE ti.ContentType='Article'", "items type:Article")]
    // Drafts too.
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE ContentType='Article' AND Latest=true", "drafts type:Article")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE ContentType='Article' AND Published=false", "drafts type:Article")]
    // What holds for less than the whole query holds nothing.
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE ContentType='Article' OR ContentType='Note'", "items")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE NOT ContentType='Article'", "items")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE (ContentType='Article') = false", "items")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE ContentType='Art' || 'icle'", "items")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE ContentType<>'Article'", "items")]
    [InlineData("SELECT SUM(ContentType='Article') AS Total FROM ContentItemIndex", "items")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex a LEFT JOIN TaxonomyIndex t ON t.DocumentId=a.DocumentId WHERE t.ContentType='Article'", "items")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE ContentType='Article' UNION SELECT DocumentId FROM ContentItemIndex", "items")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex, TaxonomyIndex WHERE ContentType='Article'", "items")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE ContentType=@missing", "items")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE ContentType=DisplayText", "items")]
    // The clock.
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE ContentType='Article' AND PublishedUtc < now()", "clock type:Article")]
    public void A_query_depends_on_what_it_can_find(string sql, string dependencies) =>
        Assert.Equal(dependencies.Contains("items", StringComparison.Ordinal) ? "comments: " + dependencies : dependencies, string.Join(' ', SqlDependencies.Of(sql, _parameters).Order(StringComparer.Ordinal)));
}
