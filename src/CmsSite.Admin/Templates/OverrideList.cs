using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Theming.Templates;

namespace CmsSite.Admin.Templates;

/// <summary>A template's name, and where there is one of it. The first of the places counts; it hides the others.</summary>
public sealed record ListedTemplate(string Name, bool IsStored, string? Description, IReadOnlyList<string> Places);

/// <summary>What overrides what: the database's templates before the theme's files, these before what is built in.</summary>
internal static class OverrideList
{
    public static IReadOnlyList<ListedTemplate> Of(SiteSession session, ThemeFiles files, BuiltInTemplates builtIn, string? text, bool onlyStored)
    {
        var stored = session.Documents(SiteDocumentKinds.Template);
        var names = onlyStored ? stored.Keys : stored.Keys.Concat(files.Names).Distinct(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. from name in names
               where text is null || name.Contains(text, StringComparison.OrdinalIgnoreCase)
               orderby name
               let own = stored.GetValueOrDefault(name)
               select new ListedTemplate(name, own is not null, own?["Description"].AsText(), [.. PlacesOf(name, own is not null, files, builtIn)]),
        ];
    }

    public static IEnumerable<string> PlacesOf(string name, bool isStored, ThemeFiles files, BuiltInTemplates builtIn)
    {
        if (isStored)
        {
            yield return "database";
        }

        if (files.Find(name) is { } view)
        {
            yield return $"theme ({view.Name})";
        }

        if (ThemeFiles.FindBuiltIn(name) is { } builtInView)
        {
            yield return builtInView.Name;
        }

        if (builtIn.Find(name) is not null)
        {
            yield return "code";
        }
    }
}
