namespace CmsSite.Storage;

/// <summary>The kinds of site documents, in one list, so that nobody spells one differently.</summary>
public static class SiteDocumentKinds
{
    public const string ContentType = "ContentType";
    public const string ContentPart = "ContentPart";

    /// <summary>One property of Orchard's site document each: <c>SiteName</c>, <c>HomeRoute</c>, <c>LayerSettings</c>, …</summary>
    public const string SiteSetting = "SiteSetting";
    public const string Feature = "Feature";
    public const string Role = "Role";
    public const string Template = "Template";
    public const string AdminTemplate = "AdminTemplate";
    public const string ShortcodeTemplate = "ShortcodeTemplate";
    public const string Placement = "Placement";
    public const string Layer = "Layer";
    public const string Query = "Query";
    public const string IndexProfile = "IndexProfile";
    /// <summary>A list of words that mean the same to whoever searches.</summary>
    public const string SearchSynonyms = "SearchSynonyms";

    /// <summary>What is shown first for a search.</summary>
    public const string PinnedResult = "PinnedResult";
    public const string MediaProfile = "MediaProfile";

    /// <summary>A folder of the media library, named by its path; there also while it is empty.</summary>
    public const string MediaFolder = "MediaFolder";
    public const string AdminMenu = "AdminMenu";
    public const string Sitemap = "Sitemap";
    public const string UrlRewriting = "UrlRewritingRule";
    public const string DeploymentPlan = "DeploymentPlan";
    public const string WorkflowType = "WorkflowType";

    /// <summary>Texts of views in another language, one document a culture.</summary>
    public const string Translation = "Translation";

    /// <summary>Keys of the site. In no export, no log, no template.</summary>
    public const string Secret = "Secret";

    /// <summary>A sign-in that somebody ended before its time, named by its id; kept until its cookie cannot be valid any more.</summary>
    public const string EndedSession = "EndedSession";

    /// <summary>A filter of the list of content items that somebody keeps; named <c>user id/id</c>.</summary>
    public const string SavedFilter = "SavedFilter";

    /// <summary>A name under which somebody who is signed in has answered a comment.</summary>
    public const string CommentName = "CommentName";

    /// <summary>An address or a network whose comments are taken for spam, until a day.</summary>
    public const string CommentBan = "CommentBan";

    /// <summary>What a recipe brought for which there is no code: stored, exported again, not acted on. Named <c>step/key</c>.</summary>
    public const string Kept = "Kept";

    /// <summary>From what this site makes the ids that its recipes ask for.</summary>
    public const string RecipeIds = "RecipeIds";

    /// <summary>Orchard looks most names up without regard to case; settings, folders and templates' containers it does not, but two spellings of one name are never wanted.</summary>
    public static StringComparer Comparer(string kind) =>
        kind is SiteSetting or Kept or MediaFolder ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
}
