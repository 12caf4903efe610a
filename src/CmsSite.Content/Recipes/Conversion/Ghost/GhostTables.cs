using System.Text.Json;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Conversion.Ghost;

/// <summary>The rows of the tables in an export of Ghost, one after another: however large the file, no more than one row is in memory.</summary>
internal sealed class GhostTables : IDisposable
{
    private const int FirstBuffer = 64 * 1024;
    private const int LargestRow = 64 * 1024 * 1024;
    private const int Depth = 64;
    private readonly Stream _stream;
    private readonly string _file;
    private readonly Stack<string> _path = new();
    private byte[] _buffer = new byte[FirstBuffer];
    private JsonReaderState _state = new(new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = Depth });
    private (int From, int To) _data;
    private bool _isEnd;
    private string _property = "";
    private string? _table;

    private GhostTables(Stream stream, string file) => (_stream, _file) = (stream, file);

    /// <summary>Every row, with the name of its table. A row lives until the next one is read.</summary>
    /// <exception cref="RecipeException">It is no JSON from some place on, with line and column.</exception>
    public static IEnumerable<(string Table, JsonElement Row)> Read(Stream stream, string file)
    {
        using var tables = new GhostTables(stream, file);
        while (tables.Next() is { } row)
        {
            using (row)
            {
                yield return (tables._table!, row.RootElement);
            }
        }
    }

    public void Dispose() => _stream.Dispose();

    private JsonDocument? Next()
    {
        try
        {
            while (true)
            {
                switch (Step(out var row))
                {
                    case Outcome.Row:
                        return row;
                    case Outcome.End:
                        return null;
                    case Outcome.MoreNeeded:
                        Fill();
                        break;
                }
            }
        }
        catch (JsonException wrong)
        {
            var message = wrong.Message.Split(" LineNumber:")[0].Split(" Path:")[0].TrimEnd('.');
            throw new RecipeException(new RecipeProblem(RecipeSeverity.Error, _file, (int)(wrong.LineNumber ?? 0) + 1, (int)(wrong.BytePositionInLine ?? 0) + 1, "",
                $"the file is damaged here: {char.ToLowerInvariant(message[0])}{message[1..]}", "Export it again, or correct this place in a text editor"), wrong);
        }
    }

    // Goes on token by token until a row is there, or the data at hand end.
    private Outcome Step(out JsonDocument? row)
    {
        row = null;
        var reader = new Utf8JsonReader(_buffer.AsSpan(_data.From, _data.To - _data.From), _isEnd, _state);
        while (true)
        {
            var (before, consumed) = (reader.CurrentState, reader.BytesConsumed);
            if (!reader.Read())
            {
                Keep(reader.CurrentState, reader.BytesConsumed);
                return _isEnd ? Outcome.End : Outcome.MoreNeeded;
            }

            if (_table is not null && reader.TokenType == JsonTokenType.StartObject)
            {
                if (!JsonDocument.TryParseValue(ref reader, out row))
                {
                    Keep(before, consumed);
                    return Outcome.MoreNeeded;
                }

                Keep(reader.CurrentState, reader.BytesConsumed);
                return Outcome.Row;
            }

            Follow(ref reader);
        }
    }

    // Tables are in db[0].data, or, in exports that somebody made by other means, in data.
    private void Follow(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _property = reader.GetString()!;
                break;
            case JsonTokenType.StartObject:
                _path.Push(_property);
                _property = "";
                break;
            case JsonTokenType.StartArray:
                _table = _path.TryPeek(out var above) && above == "data" && _path.Count <= 4 ? _property : null;
                _path.Push(_property);
                _property = _property == "db" ? "db" : "";
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _path.Pop();
                _table = null;
                break;
        }
    }

    private void Keep(JsonReaderState state, long consumed)
    {
        _state = state;
        _data.From += (int)consumed;
    }

    private void Fill()
    {
        if (_data.From > 0)
        {
            _buffer.AsSpan(_data.From, _data.To - _data.From).CopyTo(_buffer);
            _data = (0, _data.To - _data.From);
        }

        if (_data.To == _buffer.Length)
        {
            if (_buffer.Length >= LargestRow)
            {
                throw new RecipeException($"\"{_file}\" has a row of more than {LargestRow / (1024 * 1024)} MB in its table \"{_table}\"", "Leave that row out");
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var isFirst = _data.To == 0;
        var read = _stream.ReadAtLeast(_buffer.AsSpan(_data.To), Math.Min(4, _buffer.Length - _data.To), throwOnEndOfStream: false);
        _data.To += read;
        _isEnd = read == 0;
        if (isFirst && _buffer.AsSpan(0, _data.To).StartsWith((byte[])[0xEF, 0xBB, 0xBF]) && _path.Count == 0 && _property.Length == 0)
        {
            _data.From = 3;
        }
    }

    private enum Outcome
    {
        Row,
        MoreNeeded,
        End,
    }
}
