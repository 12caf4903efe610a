namespace CmsSite.Theming.Templates;

/// <summary>What a view file is called as a template.</summary>
public static class ViewNames
{
    private static readonly Dictionary<string, string> _folders = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = "",
        ["Items"] = "",
        ["Parts"] = "Parts_",
        ["Fields"] = "Fields_",
        ["Elements"] = "Elements_",
    };

    /// <summary>
    /// <c>Content-BlogPost.Summary.liquid</c> → <c>Content_Summary__BlogPost</c>: a hyphen becomes <c>__</c>, a dot <c>_</c>, and what follows the last dot (when no hyphen comes
    /// after it) is the display type, which moves before the first <c>__</c>.
    /// </summary>
    /// <param name="folder">The folder below <c>Views</c>; empty for that itself.</param>
    /// <param name="file">With its extension.</param>
    /// <returns>Null when views are not looked for in that folder, or the file is no view.</returns>
    public static string? FromFile(string folder, string file)
    {
        if (!file.EndsWith(".liquid", StringComparison.OrdinalIgnoreCase) || !_folders.TryGetValue(folder, out var prefix))
        {
            return null;
        }

        var name = file[..^".liquid".Length];
        var dot = name.LastIndexOf('.');
        if (dot > 0 && dot > name.LastIndexOf('-'))
        {
            return prefix + WithDisplayType(Encode(name[..dot]), name[(dot + 1)..]);
        }

        return prefix + Encode(name);
    }

    private static string WithDisplayType(string name, string displayType)
    {
        var at = name.IndexOf("__", StringComparison.Ordinal);
        return at < 0 ? $"{name}_{displayType}" : $"{name[..at]}_{displayType}{name[at..]}";
    }

    private static string Encode(string name) =>
        name.Replace("--", "__", StringComparison.Ordinal).Replace("-", "__", StringComparison.Ordinal).Replace('.', '_');
}
