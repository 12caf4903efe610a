using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Content.Handlers;
using CmsSite.Content.Html;
using CmsSite.Content.Items;

namespace CmsSite.Content.Seo;

/// <summary>What goes into a page's head must not break it.</summary>
public sealed class SeoMetaPartHandler : ContentPartHandler
{
    public override string PartName => "SeoMetaPart";

    public override Task ValidateAsync(PartContext context, CancellationToken cancellationToken)
    {
        if (context.Data["Canonical"].AsText() is { Length: > 0 } canonical && (!Urls.IsSafeLink(canonical) || canonical.AsSpan().IndexOfAny("<>\"' ") >= 0))
        {
            context.Problem("Canonical", $"'{canonical}' is not an address. Expected is a path ('/about') or a whole address ('https://example.org/about').");
        }

        // Liquid may make JSON of it later; what has none must be JSON now.
        if (context is { IsPublished: true, IsImport: false } && context.Data["GoogleSchema"].AsText() is { } schema && !string.IsNullOrWhiteSpace(schema)
            && !schema.Contains("{{", StringComparison.Ordinal) && !schema.Contains("{%", StringComparison.Ordinal))
        {
            try
            {
                JsonNode.Parse(schema);
            }
            catch (JsonException wrong)
            {
                context.Problem("GoogleSchema", $"It is not JSON (line {wrong.LineNumber + 1}, column {wrong.BytePositionInLine + 1}). Expected is an object such as {{ \"@context\": \"https://schema.org\", \"@type\": \"NewsArticle\" }}.");
            }
        }

        return Task.CompletedTask;
    }
}
