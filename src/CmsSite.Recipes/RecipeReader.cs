using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace CmsSite.Recipes;

/// <summary>What the reader takes.</summary>
public sealed record RecipeReadLimits
{
    /// <summary>Of the recipe file itself.</summary>
    public long Bytes { get; init; } = 128L * 1024 * 1024;

    /// <summary>Objects and lists inside one another.</summary>
    public int Depth { get; init; } = 128;
}

/// <summary>Reads recipe files. Never throws over what a file holds: a file that is no recipe gives a document with errors.</summary>
public static class RecipeReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="file">The name that problems give.</param>
    public static RecipeDocument Read(ReadOnlySpan<byte> utf8, string file, RecipeReadLimits? limits = null)
    {
        limits ??= new();
        if (utf8.Length > limits.Bytes)
        {
            return Failed(
                new RecipeText(file, ""),
                string.Create(CultureInfo.InvariantCulture, $"the recipe is larger than {limits.Bytes} bytes"),
                "Split it, or put media beside it as files");
        }

        if (utf8.StartsWith(Encoding.UTF8.Preamble))
        {
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        }

        try
        {
            return Read(StrictUtf8.GetString(utf8), file, limits);
        }
        catch (DecoderFallbackException wrong)
        {
            var text = new RecipeText(file, Encoding.UTF8.GetString(utf8[..wrong.Index]));
            return Failed(text, "the file is not UTF-8 text from here on", "Save it as UTF-8");
        }
    }

    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, string, RecipeReadLimits?)"/>
    public static RecipeDocument Read(string text, string file, RecipeReadLimits? limits = null)
    {
        var source = new RecipeText(file, text);
        var parser = new RecipeJsonParser(source, (limits ?? new()).Depth);
        try
        {
            if (parser.Parse() is JsonObject root)
            {
                source.LetGo();
                return new Interpretation(source, parser, root).Document();
            }

            return Failed(source, "a recipe is a JSON object", "Begin with { \"name\": …, \"steps\": [ … ] }", offset: parser.Marks.OffsetOf(""));
        }
        catch (RecipeException wrong) when (wrong.Problem is { } problem)
        {
            return Document(source, parser.Marks, [.. parser.Problems, problem]);
        }
    }

    /// <summary>What a file says about itself, its steps passed over; an empty descriptor if it is no recipe.</summary>
    internal static RecipeDescriptor ReadDescriptor(string path, RecipeReadLimits limits)
    {
        if (new FileInfo(path).Length > limits.Bytes)
        {
            return new RecipeDescriptor();
        }

        var parser = new RecipeJsonParser(new RecipeText(path, File.ReadAllText(path)), limits.Depth, skipped: "steps");
        try
        {
            return parser.Parse() is JsonObject root ? RecipeDescriptor.Read(root) : new RecipeDescriptor();
        }
        catch (RecipeException)
        {
            return new RecipeDescriptor();
        }
    }

    private static RecipeDocument Failed(RecipeText source, string message, string hint, int? offset = null) =>
        Document(source, new RecipeMarks(), [source.Problem(RecipeSeverity.Error, offset ?? source.Text.Length, "", message, hint)]);

    private static RecipeDocument Document(RecipeText source, RecipeMarks marks, IReadOnlyList<RecipeProblem> problems) =>
        new(source, marks, [], new RecipeDescriptor(), [], "variables", [], problems);

    /// <summary>Finds descriptor, variables and steps in a tree, and says where Orchard would find less.</summary>
    private sealed class Interpretation(RecipeText source, RecipeJsonParser parser, JsonObject root)
    {
        private readonly List<RecipeProblem> _problems = [.. parser.Problems];

        public RecipeDocument Document()
        {
            var variablesName = NameOf("variables");
            var stepsName = NameOf("steps");
            if (variablesName is not null && stepsName is not null && root.IndexOf(variablesName) > root.IndexOf(stepsName))
            {
                Add(
                    RecipeSeverity.Warning, variablesName,
                    "variables stand after the steps; they are read, but Orchard Core ignores them there", "Move them before the steps");
            }

            var variables = Variables(variablesName);
            return new RecipeDocument(
                source, parser.Marks, root, RecipeDescriptor.Read(root), variables, variablesName ?? "variables", Steps(stepsName), _problems);
        }

        private string? NameOf(string name)
        {
            var found = root.Select(property => property.Key).Where(key => string.Equals(key, name, StringComparison.OrdinalIgnoreCase)).ToList();
            var used = found.Contains(name) ? name : found.FirstOrDefault();
            foreach (var other in found.Where(key => key != name))
            {
                Add(RecipeSeverity.Warning, other, other == used
                    ? $"\"{other}\" is read as \"{name}\", but Orchard Core ignores it in this spelling"
                    : $"\"{other}\" is ignored, as there is \"{used}\" too", $"Write \"{name}\"");
            }

            return used;
        }

        private JsonObject Variables(string? name)
        {
            if (name is null || root[name] is not { } value)
            {
                return [];
            }

            if (value is JsonObject variables)
            {
                return variables;
            }

            Add(RecipeSeverity.Error, name, $"variables are an object of names and values, not {RecipeJson.Describe(value)}", null);
            return [];
        }

        private List<RecipeStep> Steps(string? name)
        {
            var steps = new List<RecipeStep>();
            if (name is null)
            {
                Add(RecipeSeverity.Warning, "", "the recipe has no steps, so it does nothing", "Add \"steps\": [ … ]");
            }
            else if (root[name] is not JsonArray items)
            {
                Add(RecipeSeverity.Error, name, $"steps are a list of objects, not {RecipeJson.Describe(root[name])}", null);
            }
            else
            {
                for (var index = 0; index < items.Count; index++)
                {
                    var path = name + JsonPath.Item(index);
                    if (items[index] is not JsonObject step)
                    {
                        Add(RecipeSeverity.Error, path, $"a step is an object, not {RecipeJson.Describe(items[index])}", null);
                    }
                    else if (StepName(step, path) is { } stepName)
                    {
                        steps.Add(new RecipeStep(stepName, step, path));
                    }
                }
            }

            return steps;
        }

        private string? StepName(JsonObject step, string path)
        {
            var key = step.ContainsKey("name") ? "name"
                : step.Select(property => property.Key).FirstOrDefault(key => key.Equals("name", StringComparison.OrdinalIgnoreCase));
            if (key is null)
            {
                Add(RecipeSeverity.Error, path, "the step has no name, so nothing can run it", "Add \"name\": \"…\"");
                return null;
            }

            var at = JsonPath.Property(path, key);
            if (step[key] is not JsonValue value || !value.TryGetValue<string>(out var name) || name.Length == 0)
            {
                Add(RecipeSeverity.Error, at, $"the name of a step is text, not {RecipeJson.Describe(step[key])}", null);
                return null;
            }

            if (key != "name")
            {
                Add(RecipeSeverity.Warning, at, $"\"{key}\" is read as \"name\", but Orchard Core skips a step that spells it so", "Write \"name\"");
            }

            return name;
        }

        private void Add(RecipeSeverity severity, string path, string message, string? hint) =>
            _problems.Add(source.Problem(severity, parser.Marks.OffsetOf(path), path, message, hint));
    }
}
