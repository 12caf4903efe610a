using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CmsSite.Tests.Theme;

namespace CmsSite.Tests.OrchardCore;

/// <summary>The files of the second host as they lie in the repository: its projects, its recipes, and the views it draws pages with.</summary>
internal static class TwoHosts
{
    public static string Host { get; } = Path.Combine(Repository.Root, "src", "CmsSite.OrchardCore");
    public static string Theme { get; } = Path.Combine(Repository.Root, "src", "CmsSite.OrchardCore.Theme");
    public static XDocument ThemeProject { get; } = XDocument.Load(Path.Combine(Theme, "CmsSite.OrchardCore.Theme.csproj"));

    /// <summary>Shared views that lie in the second host's theme under the same name.</summary>
    public static string[] Replaced => ItemsOf("ReplacedView");

    /// <summary>Views of what only our engine has.</summary>
    public static string[] LeftOut => ItemsOf("LeftOutView");

    /// <summary>The views of the second host's own theme.</summary>
    public static string[] Own => [.. Directory.GetFiles(Path.Combine(Theme, "Views")).Select(file => Path.GetFileNameWithoutExtension(file))];

    /// <summary>What the second host draws pages with, without what Liquid comments say: the linked views and its own.</summary>
    public static IReadOnlyList<(string Name, string Text)> Views { get; } =
    [
        .. ThemeFiles.Views.Where(view => !Replaced.Contains(view.Name) && !LeftOut.Contains(view.Name)),
        .. Own.Select(name => (name, WithoutComments(File.ReadAllText(Path.Combine(Theme, "Views", $"{name}.liquid"))))),
    ];

    /// <summary>The site's recipe, and the second host's own.</summary>
    public static JsonObject Shared { get; } = Read(Path.Combine(Repository.Root, "recipes", "cmssite", "cmssite.recipe.json"));

    public static JsonObject OfHost { get; } = Read(Path.Combine(Theme, "Recipes", "cmssite.orchardcore.recipe.json"));

    public static IEnumerable<JsonObject> Steps(JsonObject recipe, string name) =>
        recipe["steps"]!.AsArray().Select(step => step!.AsObject()).Where(step => step["name"]!.GetValue<string>() == name);

    public static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(property => Objects(property.Value)).Prepend(o),
        JsonArray array => array.SelectMany(Objects),
        _ => [],
    };

    public static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(property => Texts(property.Value)),
        JsonArray array => array.SelectMany(Texts),
        JsonValue value when value.TryGetValue(out string? text) => [text],
        _ => [],
    };

    public static JsonObject Read(string file) =>
        JsonNode.Parse(File.ReadAllText(file), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!.AsObject();

    private static string WithoutComments(string text) => Regex.Replace(text, @"{%-?\s*comment\s*-?%}.*?{%-?\s*endcomment\s*-?%}", "", RegexOptions.Singleline);

    private static string[] ItemsOf(string element) => [.. ThemeProject.Descendants(element).SelectMany(item => item.Attribute("Include")!.Value.Split(';'))];
}
