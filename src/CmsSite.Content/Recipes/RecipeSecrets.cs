using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes;

/// <summary>Passwords and keys that recipes bring for other services: stored protected, or not at all. Never in clear, since the database, its copies and its exports are read by many.</summary>
internal sealed class RecipeSecrets(ISecretProtector? protector = null)
{
    /// <summary>A copy of the value with its secrets protected; without them, with a warning, where the host protects nothing.</summary>
    /// <param name="path">Where the value is in the step; empty when it is the step.</param>
    /// <param name="stored">What is stored now: a secret that is the same keeps its protected form, so that importing twice changes nothing.</param>
    public JsonNode Protect(RecipeStepContext step, string path, JsonNode value, JsonNode? stored)
    {
        var copy = value.DeepClone();
        Walk(step, path, copy, stored);
        return copy;
    }

    private void Walk(RecipeStepContext step, string path, JsonNode? node, JsonNode? stored)
    {
        if (node is JsonArray array)
        {
            for (var i = 0; i < array.Count; i++)
            {
                Walk(step, $"{path}[{i}]", array[i], (stored as JsonArray)?.ElementAtOrDefault(i));
            }
        }
        else if (node is JsonObject values)
        {
            foreach (var (name, value) in values.ToList())
            {
                var at = path.Length > 0 ? $"{path}.{name}" : name;
                var before = (stored as JsonObject)?[name];
                if (SecretNames.Contains(name) && value is JsonValue && value.GetValueKind() == JsonValueKind.String)
                {
                    Replace(step, at, values, name, value.AsText()!, before.AsText());
                }
                else
                {
                    Walk(step, at, value, before);
                }
            }
        }
    }

    private void Replace(RecipeStepContext step, string path, JsonObject values, string name, string secret, string? stored)
    {
        if (secret.Length == 0)
        {
            return;
        }

        if (protector is null)
        {
            values.Remove(name);
            step.Warn(path, $"{name} is not stored, since this host protects no secrets", "Give it in the host's configuration");
        }
        else
        {
            // The same secret is never protected to the same text twice.
            values[name] = stored is not null && (stored == secret || protector.Unprotect(stored) == secret) ? stored : protector.Protect(secret);
        }
    }
}
