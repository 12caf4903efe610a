using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CmsSite.Recipes.Scripting;

namespace CmsSite.Recipes;

/// <summary><c>[file:text('Snippets/a.liquid')]</c> and <c>[file:base64('a.png')]</c>.</summary>
internal static partial class FileScript
{
    /// <exception cref="RecipeException">It is neither of the two, or there is no such file in the package.</exception>
    public static JsonNode Read(string body, RecipePackage package)
    {
        var (function, path) = Parse(body);
        return JsonValue.Create(function == "text" ? package.ReadText(path) : Convert.ToBase64String(package.ReadBytes(path)));
    }

    /// <summary>As <see cref="Read"/>, without reading.</summary>
    public static void Check(string body, RecipePackage package) => package.OpenRead(Parse(body).Path).Dispose();

    /// <summary>The text that a script stands for; null when it is not one of text, or there is no such file.</summary>
    public static string? TextOf(string body, RecipePackage package) =>
        Form().Match(body) is { Success: true } match && match.Groups["function"].Value == "text" && package.Exists(match.Groups["path"].Value)
            ? package.ReadText(match.Groups["path"].Value)
            : null;

    /// <summary>What to say of <c>[txt: …]</c>.</summary>
    public static RecipeProblem UnknownEngine(RecipeDocument document, string path, string text, ScriptText script)
    {
        const int enough = 60;
        var shown = text.Length > enough ? text[..enough] + "…" : text;
        return document.Problem(
            RecipeSeverity.Warning,
            path,
            $"\"{shown}\" looks like a script, but there is no \"{script.Engine}\"; it stays text",
            Suggestion.For(script.Engine, [ScriptText.Js, ScriptText.File]) is { } near
                ? $"Did you mean \"[{near}: …]\"?"
                : "Only [js: …] and [file: …] are scripts");
    }

    private static (string Function, string Path) Parse(string body)
    {
        var match = Form().Match(body);
        return match.Success
            ? (match.Groups["function"].Value, match.Groups["path"].Value)
            : throw new RecipeException($"\"[file:{body}]\" is not understood", "Write [file:text('path')] or [file:base64('path')]");
    }

    [GeneratedRegex(@"^\s*(?<function>text|base64)\s*\(\s*(?<quote>['""])(?<path>[^'""]*)\k<quote>\s*\)\s*;?\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
