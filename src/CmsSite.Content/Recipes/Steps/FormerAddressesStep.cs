using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Addresses at which something was published once, so that links to them go on leading to it. Ours, not Orchard's, which has none. One that is known already stays.</summary>
internal sealed class FormerAddressesStep(SiteSession session) : SiteStep<FormerAddressesStep>, ISiteStep
{
    private const int BatchSize = 500;

    public static string StepName => "FormerAddresses";

    public static string Members => "Addresses:[Path:text ContentItemId:text ContainedContentItemId:text SinceUtc:date]";

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var batch in step.Items("Addresses").ToList().Chunk(BatchSize))
        {
            await session.BeginItemsAsync(cancellationToken);
            await session.FlushAsync(cancellationToken);
            var paths = batch.Select(entry => Path(entry.Item.Find("Path").Text())).ToList();
            var known = (await session.Database.FormerAddresses.Where(address => paths.Contains(address.Path)).Select(address => address.Path).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
            foreach (var (json, path) in batch)
            {
                var address = Path(json.Find("Path").Text());
                if (address.Length == 0 || json.Find("ContentItemId").Text() is not { Length: > 0 } id)
                {
                    step.Error(path, "a former address has a Path and a ContentItemId");
                }
                else if (known.Add(address))
                {
                    session.Database.FormerAddresses.Add(new FormerAddress
                    {
                        Path = address, ContentItemId = id, ContainedContentItemId = json.Find("ContainedContentItemId").Text(), SinceUtc = json.Find("SinceUtc").AsUtc() ?? step.Run.Started.UtcDateTime,
                    });
                    await session.RecordAsync(SiteChange.FormerAddressKind, address, "/" + address, null, SiteJson.Write(new JsonObject { ["ContentItemId"] = id }), cancellationToken);
                }
            }

            await session.FlushAsync(cancellationToken);
        }
    }

    private static string Path(string? path) => (path ?? "").Trim('/').ToLowerInvariant();
}
