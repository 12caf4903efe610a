using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CmsSite.Tests.OrchardCore;

/// <summary>Every name of Orchard Core's that a recipe relies on, by kind. Names that the recipe itself defines (types, parts, ids) are none.</summary>
internal static class NamesInRecipes
{
    public static IEnumerable<(string Kind, string Name)> Of(JsonObject recipe) =>
        recipe["steps"]!.AsArray().SelectMany(step => OfStep(step!.AsObject())).Concat(TwoHosts.Texts(recipe).SelectMany(OfText)).Distinct();

    private static IEnumerable<(string Kind, string Name)> OfStep(JsonObject step)
    {
        var name = step["name"]!.GetValue<string>();
        var inside = name switch
        {
            "settings" => step.Select(property => ("site setting", property.Key)).Where(setting => setting.Key != "name"),
            "feature" => Names(step["enable"]).Select(feature => ("feature", feature)),
            "ContentDefinition" => OfDefinitions(step),
            "Roles" => Lists(step, "Permissions").Select(permission => ("permission", Regex.Replace(permission, "_.*", "_*"))),
            "layers" => TwoHosts.Objects(step).Where(o => o.ContainsKey("ConditionId") && o.ContainsKey("Name")).Select(o => ("condition", Text(o, "Name"))),
            "queries" => step["Queries"]!.AsArray().SelectMany(query => OfQuery(query!.AsObject())),
            "CreateOrUpdateIndexProfile" => step["indexes"]!.AsArray().SelectMany(index => index!["Properties"]!.AsObject()
                .Select(property => ("index setting", property.Key)).Append(("index provider", Text(index.AsObject(), "ProviderName")))),
            _ => [],
        };
        return inside.Prepend(("step", name));
    }

    private static IEnumerable<(string Kind, string Name)> OfDefinitions(JsonObject step)
    {
        var defined = step["ContentParts"]!.AsArray().Select(part => Text(part!.AsObject(), "Name")).ToHashSet();
        foreach (var record in TwoHosts.Objects(step))
        {
            if (record["PartName"] is not null && (!defined.Contains(Text(record, "PartName")) || Text(record, "PartName") == "CommentsPart"))
            {
                yield return ("part", Text(record, "PartName"));
            }

            if (record["FieldName"] is not null)
            {
                yield return ("field", Text(record, "FieldName"));
            }

            foreach (var (settings, members) in record["Settings"] as JsonObject ?? [])
            {
                yield return ("setting", settings);
                foreach (var (member, value) in members!.AsObject())
                {
                    yield return ("setting", $"{settings}.{member}");
                    if (member is "Editor" or "DisplayMode")
                    {
                        yield return ("editor", value!.GetValue<string>());
                    }
                }
            }
        }
    }

    private static IEnumerable<(string Kind, string Name)> OfQuery(JsonObject query)
    {
        var sql = Regex.Replace(Text(query, "Template"), "{%.*?%}|{{.*?}}", "");
        return Regex.Matches(sql, @"\b(?:FROM|JOIN) (\w+)").Select(match => ("table", match.Groups[1].Value))
            .Concat(Regex.Matches(sql, @"(\w+)\(").Select(match => ("sql function", match.Groups[1].Value)))
            .Append(("query source", Text(query, "Source")));
    }

    private static IEnumerable<(string Kind, string Name)> OfText(string text)
    {
        if (Regex.Match(text, @"^\[(\w+):\s*(\w+)\(") is { Success: true } script)
        {
            return [("script", $"{script.Groups[1].Value} {script.Groups[2].Value}")];
        }

        return text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal) ? NamesInLiquid.Of(text) : [];
    }

    private static IEnumerable<string> Lists(JsonObject step, string member) => TwoHosts.Objects(step).SelectMany(o => Names(o[member]));

    private static IEnumerable<string> Names(JsonNode? list) => (list as JsonArray ?? []).Select(name => name!.GetValue<string>());

    private static string Text(JsonObject o, string member) => o[member]!.GetValue<string>();
}
