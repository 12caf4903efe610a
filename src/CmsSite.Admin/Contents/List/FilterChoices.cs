using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Admin.Contents.Editors.Fields;
using CmsSite.Content.Definitions;
using CmsSite.Content.Fields;
using CmsSite.Content.Items;
using CmsSite.Content.Taxonomies;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Contents.List;

/// <summary>What there is to filter a list by.</summary>
internal static class FilterChoices
{
    private const int Most = 12;

    // A site has a handful; whoever has more finds the first of them.
    private const int MostTaxonomies = 50;

    /// <summary>Accounts whose name begins so.</summary>
    public static async Task<IReadOnlyList<(string Value, string Text)>> AuthorsAsync(AdminScope scope, string text)
    {
        // Names are stored normalised, in upper case.
        var start = text.ToUpperInvariant();
        var names = await scope.Session.Database.Users.AsNoTracking().Where(user => user.NormalizedUserName!.StartsWith(start))
            .OrderBy(user => user.NormalizedUserName).Select(user => user.UserName!).Take(Most).ToListAsync();
        return [.. names.Select(name => (name, name))];
    }

    /// <summary>Items that a field for authors takes, with this in their title.</summary>
    public static Task<IReadOnlyList<(string Value, string Text)>> BylinesAsync(AdminScope scope, string text)
    {
        var fields = scope.Get<ContentDefinitions>().Types.SelectMany(type => type.Parts).SelectMany(part => part.Part.Fields).Where(field => field.FieldType == "ContentPickerField" && BylineFields.IsOne(field));
        return PickableItems.FindAsync(scope, [.. fields.SelectMany(field => field.Settings.Get<ContentPickerFieldSettings>().DisplayedContentTypes).Distinct()], text, [], Most);
    }

    /// <summary>Terms of all taxonomies with this in their title.</summary>
    public static async Task<IReadOnlyList<(string Value, string Text)>> TermsAsync(AdminScope scope, string text) =>
    [
        .. (await AllAsync(scope)).Where(term => Title(term.Term).Contains(text, StringComparison.CurrentCultureIgnoreCase))
            .OrderBy(term => Title(term.Term).StartsWith(text, StringComparison.CurrentCultureIgnoreCase) ? 0 : 1)
            .Select(term => (term.Term["ContentItemId"].AsText() ?? "", $"{Title(term.Term)} ({term.Taxonomy.DisplayText})")).Take(Most),
    ];

    /// <summary>A term's title; the id itself where it is not there any more.</summary>
    public static async Task<string> TermAsync(AdminScope scope, string id) =>
        (await AllAsync(scope)).Where(term => term.Term["ContentItemId"].AsText() == id).Select(term => Title(term.Term)).FirstOrDefault() ?? id;

    private static async Task<IEnumerable<(ContentItem Taxonomy, JsonObject Term)>> AllAsync(AdminScope scope)
    {
        var rows = await scope.Get<ContentItems>().Versions(VersionOptions.Published).Where(item => item.ContentType == "Taxonomy").OrderBy(item => item.Id).Take(MostTaxonomies).ToListAsync();
        return rows.Select(ContentItems.ToItem).SelectMany(taxonomy => Terms.All(taxonomy).Select(term => (taxonomy, term)));
    }

    private static string Title(JsonObject term) => term["DisplayText"].AsText() ?? "";
}
