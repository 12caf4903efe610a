using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Content.Redirects;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Rules that rewrite or redirect addresses, by id. One that is there already keeps what is not said of it.</summary>
internal sealed class UrlRewritingStep(SiteSession session) : SiteStep<UrlRewritingStep>, ISiteStep
{
    private static readonly string[] _names =
        ["Id", "Name", "Source", "Order", "Pattern", "SubstitutionPattern", "IsCaseInsensitive", "QueryStringPolicy", "RedirectType", "SkipFurtherRules"];

    public static string StepName => "UrlRewriting";

    public static string Members => "Rules:[Id:text Name:text Source:Redirect|Rewrite Order:number Pattern:text SubstitutionPattern:text IsCaseInsensitive:flag QueryStringPolicy:Append|Drop RedirectType:Found|MovedPermanently|TemporaryRedirect|PermanentRedirect SkipFurtherRules:flag]";

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        var place = 0;
        foreach (var (rule, path) in step.Items("Rules").ToList())
        {
            var id = Id(rule);
            var merged = session.Document(SiteDocumentKinds.UrlRewriting, id)?.DeepClone() as JsonObject ?? [];
            foreach (var (name, value) in rule)
            {
                merged[Spelled(name)] = value?.DeepClone();
            }

            // Rules that name no order are to be applied as they are written.
            merged["Order"] ??= place;
            place++;
            if (UrlRule.TryCreate(merged, id, out var problem) is null)
            {
                step.Error(path, problem!);
                continue;
            }

            await session.PutAsync(SiteDocumentKinds.UrlRewriting, id, merged, cancellationToken);
        }
    }

    private static string Spelled(string name) => _names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;

    // Without an id Orchard would add the rule once more at each run.
    private static string Id(JsonObject rule) => rule.Find("Id").Text() is { Length: > 0 } id
        ? id
        : RecipeIds.From(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{rule.Find("Source").Text()}\n{rule.Find("Pattern").Text()}")).AsSpan(0, 16)));
}
