using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CmsSite.Admin.Access;
using CmsSite.Admin.Templates;
using CmsSite.Content.Access;
using CmsSite.Content.Html;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Theming;
using CmsSite.Theming.Liquid;
using CmsSite.Theming.Shortcodes;

namespace CmsSite.Admin.Shortcodes;

/// <param name="Usage">HTML that writers are shown; sanitised when it is saved.</param>
/// <param name="DefaultValue">What is put into a text when somebody chooses the shortcode: <c>[quote]…[/quote]</c>.</param>
/// <param name="Content">Liquid with <c>Args</c>, <c>Content</c> and <c>Context</c>.</param>
public sealed record WrittenShortcode(string Name, string? Hint, string? Usage, string? DefaultValue, IReadOnlyList<string> Categories, string Content)
{
    public static WrittenShortcode Read(string name, JsonNode stored) => new(
        name, stored["Hint"].AsText(), stored["Usage"].AsText(), stored["DefaultValue"].AsText(), stored["Categories"].AsTexts(), stored["Content"].AsText() ?? "");

    /// <summary>As it is stored; what no input is for stays.</summary>
    public JsonObject Over(JsonNode? stored)
    {
        var shortcode = stored?.DeepClone() as JsonObject ?? [];
        (shortcode["Content"], shortcode["Hint"], shortcode["Usage"], shortcode["DefaultValue"]) = (Content, Given(Hint), Given(Usage) is { } usage ? HtmlSanitizing.Sanitize(usage) : null, Given(DefaultValue));
        shortcode["Categories"] = JsonValues.ToArray(Categories);
        return shortcode;
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>What came of trying a text: HTML, or what is wrong.</summary>
public sealed record ShortcodeTrial(string? Html, TemplateProblem? Problem);

/// <summary>Changes of the site's own shortcodes. One whose Liquid does not parse is not stored.</summary>
public static partial class ShortcodeChanges
{
    private const int LongestName = 100;

    public static bool MayEdit(AdminScope scope) => scope.May(Permissions.ManageShortcodeTemplates);

    /// <summary>What keeps a shortcode from being saved; null when nothing does.</summary>
    public static TemplateProblem? Check(LiquidEngine engine, WrittenShortcode shortcode)
    {
        if (shortcode.Name.Trim().Length > LongestName || !Name().IsMatch(shortcode.Name.Trim()))
        {
            return new TemplateProblem($"A shortcode's name is what stands behind the bracket: letters, digits, hyphens and underscores, at most {LongestName}.");
        }

        return TemplateChanges.CheckLiquid(engine, $"ShortcodeTemplates/{shortcode.Name.Trim()}", shortcode.Content);
    }

    /// <summary>Renders a text as pages will when this is saved; nothing is.</summary>
    /// <exception cref="RefusedException">The user may not edit shortcodes.</exception>
    public static async Task<ShortcodeTrial> TryAsync(AdminScope scope, WrittenShortcode shortcode, string text)
    {
        Authorise(scope);
        var engine = scope.Get<LiquidEngine>();
        if (Check(engine, shortcode) is { } problem)
        {
            return new ShortcodeTrial(null, problem);
        }

        var display = scope.Get<DisplayContext>();
        display.Request = new PageRequest { User = scope.User };
        display.IsPreview = true;
        try
        {
            // Written and taken back: what is tried is what would be.
            await scope.Session.PutAsync(SiteDocumentKinds.ShortcodeTemplate, shortcode.Name.Trim(), shortcode.Over(null));
            return new ShortcodeTrial(await ShortcodeProcessor.ProcessAsync(text, engine, display), null);
        }
        catch (TemplateException failed)
        {
            return new ShortcodeTrial(null, new TemplateProblem(failed.Reason, failed.Line, failed.Column, failed.Excerpt));
        }
        finally
        {
            await scope.Session.RollbackAsync();
        }
    }

    /// <param name="seen">What the writer began with; null for a new one.</param>
    /// <returns>What is wrong; null when it is saved.</returns>
    /// <exception cref="RefusedException">The user may not edit shortcodes.</exception>
    public static async Task<TemplateProblem?> SaveAsync(AdminScope scope, WrittenShortcode shortcode, JsonNode? seen)
    {
        Authorise(scope);
        if (Check(scope.Get<LiquidEngine>(), shortcode) is { } problem)
        {
            return problem;
        }

        await scope.Session.BeginAsync();
        var name = shortcode.Name.Trim();
        var stored = scope.Session.Document(SiteDocumentKinds.ShortcodeTemplate, name);
        if (!JsonNode.DeepEquals(stored, seen))
        {
            await scope.Session.RollbackAsync();
            return new TemplateProblem(seen is null
                ? $"There is a shortcode {name} already. Open it from the list, or choose another name."
                : "Somebody else changed this shortcode meanwhile. Nothing was saved over theirs; copy your text, and load the page again.");
        }

        await scope.Session.PutAsync(SiteDocumentKinds.ShortcodeTemplate, name, shortcode.Over(stored));
        await scope.Session.CommitAsync();
        return null;
    }

    /// <exception cref="RefusedException">The user may not edit shortcodes.</exception>
    public static async Task DeleteAsync(AdminScope scope, string name)
    {
        Authorise(scope);
        await scope.Session.DeleteAsync(SiteDocumentKinds.ShortcodeTemplate, name);
        await scope.Session.CommitAsync();
    }

    private static void Authorise(AdminScope scope)
    {
        if (!MayEdit(scope))
        {
            throw new RefusedException("You may not edit shortcodes.");
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
