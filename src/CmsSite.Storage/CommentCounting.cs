using Microsoft.EntityFrameworkCore.Migrations;

namespace CmsSite.Storage;

/// <summary>
/// Triggers that keep <see cref="ContentItemRecord.CommentCount"/>. A comment can be published, hidden, imported, moved or deleted from many places; whoever writes its index row
/// changes the count in the same transaction, and cannot forget to. A version that is new, or back from the recycle bin, begins with the count of its item.
/// </summary>
internal static class CommentCounting
{
    private const int Published = (int)Indexes.CommentState.Published;
    private const string Table = "\"CommentIndex\"";
    private const string Item = "\"ContentItem\"";

    public static void Create(MigrationBuilder migration, bool postgres)
    {
        foreach (var statement in postgres ? Postgres() : Sqlite())
        {
            migration.Sql(statement);
        }
    }

    public static void Drop(MigrationBuilder migration, bool postgres)
    {
        foreach (var (name, table) in new[] { ("CommentIndex_added", Table), ("CommentIndex_removed", Table), ("CommentIndex_changed", Table), ("ContentItem_counted", Item) })
        {
            migration.Sql(postgres ? $"DROP TRIGGER IF EXISTS \"{name}\" ON {table}; DROP FUNCTION IF EXISTS \"{name}\"()" : $"DROP TRIGGER IF EXISTS \"{name}\"");
        }
    }

    private static string Add(int number, string row) =>
        $"UPDATE {Item} SET \"CommentCount\" = \"CommentCount\" + ({number}) WHERE \"ContentItemId\" = {row}.\"ArticleId\"";

    private static IEnumerable<string> Sqlite()
    {
        yield return $"CREATE TRIGGER \"CommentIndex_added\" AFTER INSERT ON {Table} WHEN NEW.\"State\" = {Published} BEGIN {Add(1, "NEW")}; END";
        yield return $"CREATE TRIGGER \"CommentIndex_removed\" AFTER DELETE ON {Table} WHEN OLD.\"State\" = {Published} BEGIN {Add(-1, "OLD")}; END";
        yield return $"""
            CREATE TRIGGER "CommentIndex_changed" AFTER UPDATE OF "State", "ArticleId" ON {Table} BEGIN
              UPDATE {Item} SET "CommentCount" = "CommentCount" - 1 WHERE OLD."State" = {Published} AND "ContentItemId" = OLD."ArticleId";
              UPDATE {Item} SET "CommentCount" = "CommentCount" + 1 WHERE NEW."State" = {Published} AND "ContentItemId" = NEW."ArticleId";
            END
            """;
        yield return $"""
            CREATE TRIGGER "ContentItem_counted" AFTER INSERT ON {Item} WHEN EXISTS (SELECT 1 FROM {Table} WHERE "ArticleId" = NEW."ContentItemId" AND "State" = {Published}) BEGIN
              UPDATE {Item} SET "CommentCount" = (SELECT COUNT(*) FROM {Table} WHERE "ArticleId" = NEW."ContentItemId" AND "State" = {Published}) WHERE "Id" = NEW."Id";
            END
            """;
    }

    private static IEnumerable<string> Postgres()
    {
        yield return Function("CommentIndex_added", $"IF NEW.\"State\" = {Published} THEN {Add(1, "NEW")}; END IF; RETURN NULL;");
        yield return Trigger("CommentIndex_added", "AFTER INSERT", Table);
        yield return Function("CommentIndex_removed", $"IF OLD.\"State\" = {Published} THEN {Add(-1, "OLD")}; END IF; RETURN NULL;");
        yield return Trigger("CommentIndex_removed", "AFTER DELETE", Table);
        yield return Function("CommentIndex_changed", $"IF OLD.\"State\" = {Published} THEN {Add(-1, "OLD")}; END IF; IF NEW.\"State\" = {Published} THEN {Add(1, "NEW")}; END IF; RETURN NULL;");
        yield return Trigger("CommentIndex_changed", "AFTER UPDATE OF \"State\", \"ArticleId\"", Table);
        yield return Function("ContentItem_counted", $"NEW.\"CommentCount\" := (SELECT COUNT(*) FROM {Table} WHERE \"ArticleId\" = NEW.\"ContentItemId\" AND \"State\" = {Published}); RETURN NEW;");
        yield return Trigger("ContentItem_counted", "BEFORE INSERT", Item);
    }

    private static string Function(string name, string body) => $"CREATE FUNCTION \"{name}\"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$";

    private static string Trigger(string name, string when, string table) => $"CREATE TRIGGER \"{name}\" {when} ON {table} FOR EACH ROW EXECUTE FUNCTION \"{name}\"()";
}
