using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CmsSite.Storage;

/// <summary>How JSON is written in the database: compact, and readable in any language.</summary>
public static class SiteJson
{
    public static JsonSerializerOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonSerializerOptions Indented { get; } = new(Compact) { WriteIndented = true };

    public static string Write(JsonNode node) => node.ToJsonString(Compact);
}
