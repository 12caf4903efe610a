using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CmsSite.Storage.Changes;

/// <summary>
/// What a change log line says of a content item: which version is the latest and which is published. <see cref="Content"/> is there only where no version
/// holds any more what it was: a draft that was saved over, or a version that its type does not keep (then what visitors saw).
/// </summary>
public sealed record ItemState(string ContentType, string? Latest, string? Published)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonObject? Content { get; init; }

    /// <summary>For a comment: the id of the item that it is on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? About { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this);

    public static ItemState? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize<ItemState>(json);
}
