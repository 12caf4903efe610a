using System.Text.Json.Nodes;

namespace CmsSite.Content.Recipes.Exporting;

/// <summary>Writes back what recipes brought for which there is no code: documents of kind <c>Kept</c>, named <c>step</c> or <c>step/key</c>.</summary>
internal static class ExportKept
{
    private const string Profiles = "FeatureProfiles";
    private const string Policies = "RateLimitPolicies";
    private const string PoliciesStep = "CreateOrUpdateRateLimitPolicies";
    private const string UserSettings = "custom-user-settings";

    /// <summary>The steps in the order of their names, each with its values.</summary>
    public static IEnumerable<(string Step, JsonObject Values)> Steps(IEnumerable<(string Name, JsonNode Value)> documents, ICollection<string> leftOut)
    {
        foreach (var group in documents.GroupBy(document => document.Name.Split('/')[0]))
        {
            var values = group.Select(document => (Key: document.Name[Math.Min(document.Name.Length, group.Key.Length + 1)..], Value: ExportSecrets.Without(document.Value, document.Name, leftOut))).ToList();
            switch (group.Key)
            {
                case Profiles:
                    yield return (Profiles, new JsonObject { [Profiles] = new JsonObject(values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)value.Value))) });
                    break;
                case Policies:
                    yield return (PoliciesStep, new JsonObject { ["policies"] = new JsonArray([.. values.Select(value => value.Value)]) });
                    break;
                case UserSettings:
                    yield return (UserSettings, new JsonObject { ["data"] = new JsonArray([.. values.GroupBy(value => value.Key.Split('/')[0]).Select(user => (JsonNode)new JsonObject
                    {
                        ["userId"] = user.Key,
                        ["user-custom-user-settings"] = new JsonArray([.. user.Select(value => value.Value)]),
                    })]) });
                    break;
                default:
                    foreach (var step in values.Select(value => value.Value).OfType<JsonObject>())
                    {
                        yield return (group.Key, step);
                    }

                    break;
            }
        }
    }

    /// <summary>Whether a document belongs to the step.</summary>
    public static string StepOf(string name) => name.Split('/')[0] is Policies ? PoliciesStep : name.Split('/')[0];
}
