using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace CmsSite.Benchmarks;

/// <summary>Makes a site large in a fraction of the time of an import: articles are written as rows beside those of the imported ones, each with texts of its own, with the author and the terms of one of these.</summary>
internal static class ManyArticles
{
    /// <summary>So many are imported, as any site would do it; all others are written as they came out.</summary>
    public const int Imported = 5000;

    private static readonly string[] _texts = ["TitlePart", "HtmlBodyPart"];

    /// <returns>The bodies of the articles.</returns>
    public static IReadOnlyList<string> Write(string database, IEnumerable<JsonObject> articles)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        var models = Models(connection);
        var bodies = new List<string>();
        using var item = Command(connection, """
            INSERT INTO ContentItem (ContentItemId, ContentItemVersionId, ContentType, DisplayText, Latest, Published, CreatedUtc, ModifiedUtc, PublishedUtc, Owner, Author, Json)
            SELECT $item, $version, ContentType, $title, 1, 1, CreatedUtc, ModifiedUtc, PublishedUtc, Owner, Author, $json FROM ContentItem WHERE Id = $model RETURNING Id
            """);
        using var rows = Command(connection, """
            INSERT INTO AutorouteIndex (ContentItemId, Path, Backwards, DocumentId) VALUES ($item, $path, $backwards, $id);
            INSERT INTO FieldIndex (FieldType, ContentPart, ContentField, Value, Text, Number, Flag, Moment, DocumentId)
            SELECT FieldType, ContentPart, ContentField, Value, Text, Number, Flag, Moment, $id FROM FieldIndex WHERE DocumentId = $model;
            INSERT INTO TaxonomyTermIndex (ContentItemId, TaxonomyContentItemId, TermContentItemId, ContentType, ContentPart, ContentField, DocumentId)
            SELECT $item, TaxonomyContentItemId, TermContentItemId, ContentType, ContentPart, ContentField, $id FROM TaxonomyTermIndex WHERE DocumentId = $model;
            """);
        foreach (var article in articles)
        {
            var (model, json) = models[bodies.Count % models.Count];
            foreach (var part in _texts)
            {
                json[part] = article[part]!.DeepClone();
            }

            var path = $"articles/{(string?)article["ContentItemId"]}";
            json["AutoroutePart"] = new JsonObject { ["Path"] = path };
            Set(item, ("$item", (string?)article["ContentItemId"]), ("$version", (string?)article["ContentItemVersionId"]), ("$title", (string?)article["DisplayText"]), ("$json", json.ToJsonString()), ("$model", model));
            Set(rows, ("$item", (string?)article["ContentItemId"]), ("$path", path), ("$backwards", new string([.. path.Reverse()])), ("$id", item.ExecuteScalar()), ("$model", model));
            rows.ExecuteNonQuery();
            bodies.Add((string)article["HtmlBodyPart"]!["Html"]!);
        }

        transaction.Commit();
        return bodies;
    }

    private static List<(long Id, JsonObject Json)> Models(SqliteConnection connection)
    {
        using var command = Command(connection, "SELECT Id, Json FROM ContentItem WHERE ContentItemId LIKE 'bench%' ORDER BY Id");
        using var reader = command.ExecuteReader();
        var models = new List<(long, JsonObject)>();
        while (reader.Read())
        {
            models.Add((reader.GetInt64(0), (JsonObject)JsonNode.Parse(reader.GetString(1))!));
        }

        return models;
    }

    private static SqliteCommand Command(SqliteConnection connection, string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        return command;
    }

    private static void Set(SqliteCommand command, params (string Name, object? Value)[] values)
    {
        command.Parameters.Clear();
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }
    }
}
