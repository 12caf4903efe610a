using System.Text.Json.Nodes;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes;

/// <summary>Stores what nothing here acts on, secrets protected, so that an export has it again.</summary>
internal sealed class KeptValues(SiteSession session, RecipeSecrets secrets)
{
    /// <summary>Keeps the step itself: all its properties but its name.</summary>
    public async Task PutStepAsync(RecipeStepContext step, string name, CancellationToken cancellationToken)
    {
        var value = (JsonObject)step.Step.DeepClone();
        value.Remove("name");
        await session.PutAsync(SiteDocumentKinds.Kept, name, secrets.Protect(step, "", value, session.Document(SiteDocumentKinds.Kept, name)), cancellationToken);
    }

    /// <summary>Keeps a value inside the step.</summary>
    public Task PutAsync(RecipeStepContext step, string path, string name, JsonNode value, CancellationToken cancellationToken) =>
        session.PutAsync(SiteDocumentKinds.Kept, name, secrets.Protect(step, path, value, session.Document(SiteDocumentKinds.Kept, name)), cancellationToken);
}
