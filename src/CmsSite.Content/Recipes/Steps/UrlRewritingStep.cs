using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Rules that rewrite or redirect addresses, by id.</summary>
internal sealed class UrlRewritingStep(SiteSession session) : SiteStep<UrlRewritingStep>, ISiteStep
{
    private static readonly string[] _sources = ["Rewrite", "Redirect"];
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(250);

    public static string StepName => "UrlRewriting";

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var (rule, path) in step.Items("Rules").ToList())
        {
            if (Problem(rule) is { } problem)
            {
                step.Error(path, problem);
                continue;
            }

            await session.PutAsync(SiteDocumentKinds.UrlRewriting, Id(rule), rule.DeepClone(), cancellationToken);
        }
    }

    private static string? Problem(JsonObject rule)
    {
        if (!_sources.Contains(rule.Find("Source").Text()))
        {
            return "the rule has no Source: it is \"Rewrite\" or \"Redirect\"";
        }

        if (rule.Find("Pattern").Text() is not { Length: > 0 } pattern)
        {
            return "the rule has no Pattern";
        }

        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant, _patience);
            return rule.Find("SubstitutionPattern").Text() is { Length: > 0 } ? null : "the rule has no SubstitutionPattern";
        }
        catch (ArgumentException wrong)
        {
            return $"the Pattern is no regular expression: {wrong.Message}";
        }
    }

    // Without an id Orchard would add the rule once more at each run.
    private static string Id(JsonObject rule) => rule.Find("Id").Text() is { Length: > 0 } id
        ? id
        : RecipeIds.From(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{rule.Find("Source").Text()}\n{rule.Find("Pattern").Text()}")).AsSpan(0, 16)));
}
