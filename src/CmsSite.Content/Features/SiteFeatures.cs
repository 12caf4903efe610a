using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Features;

/// <summary>
/// The features of this site: which ones it asked for, and which are switched off. What a feature does is built in; only a few can be switched off, and these count as on until somebody says
/// otherwise, so that a recipe that never names them loses nothing.
/// </summary>
public sealed class SiteFeatures(SiteSession session)
{
    private const string Disabled = "Disabled";

    /// <summary>Ids that the site asked for, whether anything here acts on them or not.</summary>
    public IReadOnlyCollection<string> Noted => [.. session.Documents(SiteDocumentKinds.Feature).Where(feature => !IsOff(feature.Value)).Select(feature => feature.Key)];

    /// <summary>Whether what the feature does is done.</summary>
    public bool IsOn(string id) => FeatureCatalog.Find(id).State == RecipeNameState.Runs && !(FeatureCatalog.IsSwitchable(id) && IsOff(session.Document(SiteDocumentKinds.Feature, id)));

    public Task SwitchOnAsync(string id, CancellationToken cancellationToken = default) =>
        session.PutAsync(SiteDocumentKinds.Feature, id, new JsonObject { ["Id"] = id }, cancellationToken);

    /// <summary>Switches off what can be switched off; of anything else it forgets that the site asked for it.</summary>
    public Task SwitchOffAsync(string id, CancellationToken cancellationToken = default) => FeatureCatalog.IsSwitchable(id)
        ? session.PutAsync(SiteDocumentKinds.Feature, id, new JsonObject { ["Id"] = id, [Disabled] = true }, cancellationToken)
        : session.DeleteAsync(SiteDocumentKinds.Feature, id, cancellationToken);

    private static bool IsOff(JsonNode? feature) => feature?[Disabled].AsFlag() == true;
}
