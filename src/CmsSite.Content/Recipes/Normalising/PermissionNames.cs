using System.Text.RegularExpressions;

namespace CmsSite.Content.Recipes.Normalising;

/// <summary>Permission names of older versions.</summary>
internal static partial class PermissionNames
{
    /// <summary><c>QueryLuceneSearchIndex</c> is <c>QueryIndex_Search</c> now, for whatever index. Others stay as they are.</summary>
    public static string Normalise(string permission) =>
        PerIndex().Match(permission) is { Success: true } match ? $"QueryIndex_{match.Groups[1].Value}" : permission;

    [GeneratedRegex("^Query(?:Lucene|Elasticsearch|Elastic)(.+)Index$", RegexOptions.CultureInvariant)]
    private static partial Regex PerIndex();
}
