using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Theming.Liquid;

namespace CmsSite.Admin.Templates;

/// <param name="Line">In the template's source, from 1; null when it is about something else.</param>
/// <param name="Excerpt">That line.</param>
public sealed record TemplateProblem(string Message, int? Line = null, int? Column = null, string? Excerpt = null);

/// <summary>Changes of the database's templates. One that does not parse is not stored, so the site never shows it.</summary>
public static partial class TemplateChanges
{
    private const int LongestName = 200;

    public static bool MayEdit(AdminScope scope) => scope.May(Permissions.ManageTemplates);

    /// <summary>What keeps a template from being saved; null when nothing does.</summary>
    public static TemplateProblem? Check(LiquidEngine engine, string name, string content)
    {
        if (name.Length is 0 or > LongestName || !Name().IsMatch(name))
        {
            return new TemplateProblem($"A template is called like a shape or one of its alternates, such as Content__Article: letters, digits, hyphens, points and underscores, at most {LongestName}.");
        }

        return CheckLiquid(engine, $"Templates/{name}", content);
    }

    /// <summary>Where the Liquid is wrong; null when it can be read.</summary>
    public static TemplateProblem? CheckLiquid(LiquidEngine engine, string name, string content)
    {
        try
        {
            engine.Parse(name, content);
            return null;
        }
        catch (TemplateException wrong)
        {
            return new TemplateProblem(TemplateLint.NearestTag(engine, content, wrong.Line) is { } near ? $"{wrong.Reason} Did you mean '{near}'?" : wrong.Reason, wrong.Line, wrong.Column, wrong.Excerpt);
        }
    }

    /// <param name="seen">The content that the writer began with; null for a new template.</param>
    /// <returns>What is wrong; null when it is saved.</returns>
    /// <exception cref="RefusedException">The user may not edit templates.</exception>
    public static async Task<TemplateProblem?> SaveAsync(AdminScope scope, string name, string content, string? description, string? seen)
    {
        if (!MayEdit(scope))
        {
            throw new RefusedException("You may not edit templates.");
        }

        name = name.Trim();
        if (Check(scope.Get<LiquidEngine>(), name, content) is { } problem)
        {
            return problem;
        }

        await scope.Session.BeginAsync();
        var stored = scope.Session.Document(SiteDocumentKinds.Template, name) as JsonObject;
        if (stored?["Content"].AsText() != seen)
        {
            await scope.Session.RollbackAsync();
            return new TemplateProblem(seen is null
                ? $"There is a template {name} already. Open it from the list, or choose another name."
                : "Somebody else changed this template meanwhile. Nothing was saved over theirs; copy your text, and load the page again.");
        }

        var template = stored?.DeepClone() as JsonObject ?? [];
        (template["Content"], template["Description"]) = (content, string.IsNullOrWhiteSpace(description) ? null : description.Trim());
        await scope.Session.PutAsync(SiteDocumentKinds.Template, name, template);
        await scope.Session.CommitAsync();
        return null;
    }

    /// <exception cref="RefusedException">The user may not edit templates.</exception>
    public static async Task DeleteAsync(AdminScope scope, string name)
    {
        if (!MayEdit(scope))
        {
            throw new RefusedException("You may not edit templates.");
        }

        await scope.Session.DeleteAsync(SiteDocumentKinds.Template, name);
        await scope.Session.CommitAsync();
    }

    [GeneratedRegex(@"^[\w.\-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
