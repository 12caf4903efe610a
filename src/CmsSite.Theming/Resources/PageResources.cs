namespace CmsSite.Theming.Resources;

/// <summary>Where a script stands.</summary>
public enum ScriptPlace
{
    Head,
    Foot,
}

/// <summary>An element that a page needs, with its attributes in order; written once however often it was asked for.</summary>
/// <param name="Content">What stands inside: an inline script or style.</param>
public sealed record PageElement(string Tag, IReadOnlyList<KeyValuePair<string, string>> Attributes, string? Content = null)
{
    /// <summary>Inside a conditional comment for browsers of another age; kept since themes ask for it.</summary>
    public string? Condition { get; init; }
}

/// <summary>What templates of one page asked for: metas, links, style sheets, scripts. The layout writes them where its <c>resources</c> tags stand.</summary>
public sealed class PageResources
{
    private readonly HashSet<string> _required = new(StringComparer.OrdinalIgnoreCase);

    public List<PageElement> Metas { get; } = [];
    public List<PageElement> Links { get; } = [];
    public List<PageElement> Styles { get; } = [];
    public List<PageElement> HeadScripts { get; } = [];
    public List<PageElement> FootScripts { get; } = [];

    /// <summary>Whether nothing was asked for.</summary>
    public bool IsEmpty => _required.Count + Metas.Count + Links.Count + Styles.Count + HeadScripts.Count + FootScripts.Count == 0;

    /// <summary>Begins a page anew.</summary>
    public void Clear()
    {
        _required.Clear();
        foreach (var list in new[] { Metas, Links, Styles, HeadScripts, FootScripts })
        {
            list.Clear();
        }
    }

    /// <summary>Notes that a named resource is on the page; false when it was there already.</summary>
    public bool Require(string kind, string name) => _required.Add($"{kind}:{name}");

    /// <summary>A description, once: what the page itself says stands, unless a separator asks to join the texts.</summary>
    public void AddMeta(PageElement meta, string? separator)
    {
        var at = IndexOf(Key(meta));
        if (at < 0)
        {
            Metas.Add(meta);
        }
        else if (separator is not null)
        {
            var joined = $"{Find(Metas[at], "content")}{separator}{Find(meta, "content")}";
            Metas[at] = meta with { Attributes = [.. meta.Attributes.Where(attribute => attribute.Key != "content"), new("content", joined)] };
        }
        else
        {
            Metas[at] = meta;
        }
    }

    public static void AddOnce(List<PageElement> list, PageElement element)
    {
        var key = element.Content is null ? Find(element, "src") ?? Find(element, "href") : element.Content;
        var rel = Find(element, "rel");
        if (key is null || !list.Any(other => (other.Content is null ? Find(other, "src") ?? Find(other, "href") : other.Content) == key && Find(other, "rel") == rel))
        {
            list.Add(element);
        }
    }

    private int IndexOf((string Attribute, string Value)? key)
    {
        for (var i = 0; key is not null && i < Metas.Count; i++)
        {
            if (Key(Metas[i]) == key)
            {
                return i;
            }
        }

        return -1;
    }

    private static (string Attribute, string Value)? Key(PageElement meta) => Find(meta, "charset") is not null ? ("charset", "")
        : Find(meta, "name") is { } name ? ("name", name)
        : Find(meta, "http-equiv") is { } equivalent ? ("http-equiv", equivalent)
        : Find(meta, "property") is { } property && !IsRepeated(property) ? ("property", property) : null;

    // A page may have several pictures, tags and authors.
    private static bool IsRepeated(string property) => property.EndsWith("image", StringComparison.Ordinal) || property is "article:tag" or "article:author";

    private static string? Find(PageElement element, string attribute)
    {
        for (var i = 0; i < element.Attributes.Count; i++)
        {
            if (element.Attributes[i].Key == attribute)
            {
                return element.Attributes[i].Value;
            }
        }

        return null;
    }
}
