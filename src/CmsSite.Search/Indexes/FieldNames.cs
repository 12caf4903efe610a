namespace CmsSite.Search.Indexes;

/// <summary>Fields of a search document: Orchard's where they mean the same, and our own.</summary>
public static class FieldNames
{
    public const string Id = "ContentItemId";
    public const string VersionId = "ContentItemVersionId";
    public const string ContentType = "Content.ContentItem.ContentType";
    public const string Published = "Content.ContentItem.Published";
    public const string Latest = "Content.ContentItem.Latest";
    public const string Owner = "Content.ContentItem.Owner";
    public const string Author = "Content.ContentItem.Author";
    public const string ListIds = "Content.ContentItem.ContainedPart.Ids";
    public const string ListOrder = "Content.ContentItem.ContainedPart.Order";
    public const string Seo = "Content.ContentItem.SeoMetaPart.";

    /// <summary>Orchard has the body alone under this name; here whoever asks for it is answered from <see cref="FullText"/>.</summary>
    public const string Body = "Content.BodyAspect.Body";

    /// <summary>Behind the name of a text that is short: the text as a whole.</summary>
    public const string Whole = ".keyword";
    public const string CreatedUtc = "Content.ContentItem.CreatedUtc";
    public const string ModifiedUtc = "Content.ContentItem.ModifiedUtc";
    public const string PublishedUtc = "Content.ContentItem.PublishedUtc";
    public const string Title = "Content.ContentItem.DisplayText.Analyzed";
    public const string TitleKeyword = "Content.ContentItem.DisplayText.keyword";
    public const string TitleNormalized = "Content.ContentItem.DisplayText.Normalized";

    /// <summary>Everything that is found: title, summary, body, names of authors and terms, texts of images.</summary>
    public const string FullText = "Content.ContentItem.FullText";

    /// <summary>What editors wrote to stand for the whole: subtitle, summary, lead.</summary>
    public const string Summary = "summary";
    public const string Authors = "authors";
    public const string Terms = "terms";

    /// <summary>For filters: <c>author:ada lovelace</c>, <c>tag:slow travel</c>, as <see cref="SearchDocuments.Is"/> writes them.</summary>
    public const string Is = "is";

    /// <summary>The culture that the item says it is in, in lower case; <see cref="NoCulture"/> when it says none.</summary>
    public const string Culture = "culture";
    public const string NoCulture = "-";

    /// <summary>The words of the title as they begin, for suggestions.</summary>
    public const string TitleWords = "title.words";

    /// <summary>Names of authors and terms from each of their words on, with group, value and label behind: found by how they begin.</summary>
    public const string NameWords = "name.words";

    /// <summary>Names that were taken from other items: <c>owner/term=name</c>. When the owner changes, whoever carries another name is out of date.</summary>
    public const string Borrowed = "borrowed";

    /// <summary>Values of facets: group, value and label, with <see cref="Facets.Separator"/> between them.</summary>
    public const string Facet = "facet";

    /// <summary>Seconds since 1970, of publication; for sorting, and for before: and after:.</summary>
    public const string Time = "time";

    /// <summary>What is shown of a hit, as <see cref="ShownText"/> writes it. Not indexed.</summary>
    public const string Shown = "shown";
}

/// <summary>How a value of a facet is written into the index.</summary>
public static class Facets
{
    public const char Separator = '\u001f';
    public const string Author = "author";
    public const string Year = "year";

    public static string Write(string group, string value, string label) => $"{group}{Separator}{value}{Separator}{label}";
}
