using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Exporting;

/// <summary>Writes a recipe step by step into a stream, holding no more than a piece of it.</summary>
internal sealed class RecipeWriter : IAsyncDisposable
{
    private const int Piece = 64 * 1024;
    private readonly Stream _stream;
    private readonly Utf8JsonWriter _json;

    private RecipeWriter(Stream stream)
    {
        _stream = stream;
        _json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = SiteJson.Compact.Encoder });
    }

    public IList<string> Steps { get; } = [];

    /// <param name="head">The recipe's properties before its steps.</param>
    public static RecipeWriter Begin(Stream stream, JsonObject head)
    {
        var writer = new RecipeWriter(stream);
        writer._json.WriteStartObject();
        foreach (var (name, value) in head)
        {
            writer._json.WritePropertyName(name);
            writer.Write(value);
        }

        writer._json.WriteStartArray("steps");
        return writer;
    }

    /// <summary>A step as a whole.</summary>
    public async Task WriteAsync(string name, JsonObject values, CancellationToken cancellationToken)
    {
        BeginStep(name);
        foreach (var (key, value) in values)
        {
            _json.WritePropertyName(key);
            Write(value);
        }

        _json.WriteEndObject();
        await FlushAsync(cancellationToken);
    }

    /// <summary>A step with one list that is written element by element.</summary>
    /// <param name="flag">A property that is true; null for none.</param>
    public void BeginList(string name, string list, string? flag = null)
    {
        BeginStep(name);
        if (flag is not null)
        {
            _json.WriteBoolean(flag, true);
        }

        _json.WriteStartArray(list);
    }

    public async Task AddAsync(JsonNode element, CancellationToken cancellationToken)
    {
        Write(element);
        if (_json.BytesPending > Piece)
        {
            await FlushAsync(cancellationToken);
        }
    }

    public void EndList()
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
        await FlushAsync(cancellationToken);
        await _stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _json.DisposeAsync();
        await _stream.DisposeAsync();
    }

    private void BeginStep(string name)
    {
        Steps.Add(name);
        _json.WriteStartObject();
        _json.WriteString("name", name);
    }

    private void Write(JsonNode? value)
    {
        if (value is null)
        {
            _json.WriteNullValue();
        }
        else
        {
            value.WriteTo(_json, SiteJson.Compact);
        }
    }

    private Task FlushAsync(CancellationToken cancellationToken) => _json.FlushAsync(cancellationToken);
}
