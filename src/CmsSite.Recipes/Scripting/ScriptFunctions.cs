using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace CmsSite.Recipes.Scripting;

/// <summary>The functions that scripts of a recipe call: Orchard's, and those that libraries add.</summary>
internal sealed class ScriptFunctions
{
    private const int LargestUnpacked = 64 * 1024 * 1024;

    private readonly Dictionary<string, ScriptFunction> _functions = new(StringComparer.Ordinal);
    private readonly RecipeRun _run;
    private readonly ILogger _logger;

    /// <param name="variables">Answers <c>variables('…')</c> for the recipe that runs.</param>
    /// <param name="ids">Answers <c>uuid()</c>.</param>
    public ScriptFunctions(RecipeRun run, IEnumerable<RecipeFunction> provided, Func<string, JsonNode?> variables, Func<Task<string>> ids, ILogger logger)
    {
        _run = run;
        _logger = logger;
        foreach (var function in BuiltIn(variables, ids).Concat(provided))
        {
            _functions[function.Name] = new ScriptFunction(function);
        }
    }

    public IEnumerable<ScriptFunction> All => _functions.Values;

    public IReadOnlyCollection<string> Names => _functions.Keys;

    public ScriptFunction? Find(string name) => _functions.GetValueOrDefault(name);

    private IEnumerable<RecipeFunction> BuiltIn(Func<string, JsonNode?> variables, Func<Task<string>> ids) =>
    [
        new("uuid", ids),
        new("variables", variables),
        new("parameters", (string? name) => name is null ? null : _run.Parameters.GetValueOrDefault(name)),
        new("configuration", (string key, string? otherwise = null) => _run.Options.Configuration?.Invoke(key) ?? otherwise),
        new("base64", (string? text) => Encoding.UTF8.GetString(FromBase64("base64", text))),
        new("html", (string? text) => WebUtility.HtmlDecode(text)),
        new("gzip", (string? text) => Convert.ToBase64String(Unpack(FromBase64("gzip", text)))),
        new("getUrlPrefix", UrlWithPrefix),
        new("log", Log),
    ];

    private static byte[] FromBase64(string function, string? text)
    {
        try
        {
            return Convert.FromBase64String(text ?? "");
        }
        catch (FormatException wrong)
        {
            throw new RecipeException($"{function}() was given a text that is not base64", inner: wrong);
        }
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var source = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var result = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = source.Read(buffer)) > 0;)
            {
                if (result.Length + read > LargestUnpacked)
                {
                    throw new RecipeException($"gzip() was given data that unpack to more than {LargestUnpacked} bytes", "Put it beside the recipe as a file");
                }

                result.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException wrong)
        {
            throw new RecipeException("gzip() was given data that are not gzip", inner: wrong);
        }

        return result.ToArray();
    }

    private string UrlWithPrefix(string? path, bool? escaped)
    {
        var prefix = _run.Options.UrlPrefix.Trim('/');
        var inner = path?.Trim(' ', '/') ?? "";
        var url = "/" + prefix + (prefix.Length > 0 && inner.Length > 0 ? "/" : "") + inner;
        return escaped == true ? string.Join('/', url.Split('/').Select(Uri.EscapeDataString)) : url;
    }

    private void Log(string? level, string? text, JsonNode? parameter)
    {
        var known = Enum.TryParse<LogLevel>(level, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed);
        var message = _run.Redact(parameter is null ? text ?? "" : $"{text} {parameter.Text() ?? parameter.ToJsonString(RecipeJson.Options)}");
        // A line break would let a recipe forge lines of a text log.
        _logger.Log(known ? parsed : LogLevel.Information, "Recipe: {Message}", message.ReplaceLineEndings(" "));
    }
}
