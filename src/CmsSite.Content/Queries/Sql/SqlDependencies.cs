namespace CmsSite.Content.Queries.Sql;

/// <summary>
/// Which items a query can find, told from its text: of the tables that are joined by document, one that is held to a content type (or to one item) holds all of them. What is
/// said in any other way counts as any item: a page is then made anew more often than it need be, never less.
/// </summary>
internal static class SqlDependencies
{
    private const string AnyItem = "items";
    private const string Drafts = "drafts";
    private const string Clock = "clock";

    // With these in it, a condition may hold for less than the whole query.
    private static readonly string[] _tooMuch =
        ["or", "not", "union", "except", "intersect", "case", "left", "right", "full", "outer", "cross", "natural", "using", "exists", "with", "having"];

    private static readonly string[] _clocks = ["now", "current_timestamp", "current_date", "current_time", "localtime", "localtimestamp", "random"];
    private static readonly string[] _ends = ["inner", "join", "where", "group", "order", "limit", "offset"];

    // Any comment: pages that show some say which, and those that cannot say what they show may show any.
    private const string AnyComment = "comments:";

    public static IReadOnlyCollection<string> Of(string sql, IReadOnlyDictionary<string, object?> parameters)
    {
        var found = new HashSet<string>();
        Add(SqlTokenizer.Read(sql), parameters, found);
        if (found.Contains(AnyItem))
        {
            found.Add(AnyComment);
        }

        return found;
    }

    private static void Add(List<SqlToken> tokens, IReadOnlyDictionary<string, object?> parameters, HashSet<string> found)
    {
        // A query in parentheses finds what it finds; around it, it is a value like any other.
        while (InnerQuery(tokens) is var (begin, count))
        {
            Add(tokens.GetRange(begin, count), parameters, found);
            tokens = [.. tokens.Take(begin), .. tokens.Skip(begin + count)];
        }

        var namesVersions = tokens.Any(token => Named(token, "Published") || Named(token, "Latest"));
        if (tokens.Any(token => _clocks.Any(token.Is) || (token.Kind == SqlTokenKind.Text && token.Text.Contains("now", StringComparison.OrdinalIgnoreCase))))
        {
            found.Add(Clock);
        }

        if (tokens.Count(token => token.Is("select")) != 1 || tokens.Any(token => _tooMuch.Any(token.Is)) || Tables(tokens) is not { } tables)
        {
            found.UnionWith(namesVersions ? [AnyItem, Drafts] : [AnyItem]);
            return;
        }

        foreach (var condition in Conditions(tokens))
        {
            Apply(condition, tables, parameters);
        }

        foreach (var document in tables.GroupBy(table => table.Document))
        {
            found.Add(document.FirstOrDefault(table => table.Type is not null) is { } typed ? $"type:{typed.Type}"
                : document.FirstOrDefault(table => table.Item is not null) is { } single ? $"contentitemid:{single.Item}"
                : AnyItem);
            if (namesVersions && !document.Any(table => table.IsPublished))
            {
                found.Add(Drafts);
            }
        }
    }

    // What is between "(SELECT" and its ")", the word included; null when there is none left.
    private static (int Begin, int Count)? InnerQuery(List<SqlToken> tokens)
    {
        for (var begin = 1; begin < tokens.Count; begin++)
        {
            if (!tokens[begin].Is("select") || !tokens[begin - 1].IsSymbol("("))
            {
                continue;
            }

            var depth = 1;
            for (var at = begin; at < tokens.Count; at++)
            {
                depth += tokens[at].IsSymbol("(") ? 1 : tokens[at].IsSymbol(")") ? -1 : 0;
                if (depth == 0)
                {
                    return (begin, at - begin);
                }
            }
        }

        return null;
    }

    // FROM a [AS] x [INNER] JOIN b [AS] y ON … ; null for anything else.
    private static List<Table>? Tables(List<SqlToken> tokens)
    {
        var tables = new List<Table>();
        for (var at = 0; at < tokens.Count; at++)
        {
            if (!tokens[at].Is("from") && !tokens[at].Is("join"))
            {
                continue;
            }

            if (++at >= tokens.Count || !IsName(tokens[at]))
            {
                return null;
            }

            var name = tokens[at].Text;
            at += at + 1 < tokens.Count && tokens[at + 1].Is("as") ? 1 : 0;
            var hasAlias = at + 1 < tokens.Count && IsName(tokens[at + 1]) && !tokens[at + 1].Is("on") && !_ends.Any(tokens[at + 1].Is);
            tables.Add(new Table(hasAlias ? tokens[++at].Text : name, tables.Count));
            if (at + 1 < tokens.Count && (tokens[at + 1].IsSymbol(",") || tokens[at + 1].IsSymbol("(") || tokens[at + 1].IsSymbol(".")))
            {
                return null;
            }
        }

        return tables.Count > 0 && tables.Select(table => table.Alias).Distinct(StringComparer.OrdinalIgnoreCase).Count() == tables.Count ? tables : null;
    }

    // What stands between ANDs, outside parentheses, behind ON and WHERE.
    private static IEnumerable<List<SqlToken>> Conditions(List<SqlToken> tokens)
    {
        var depth = 0;
        List<SqlToken>? condition = null;
        foreach (var token in tokens)
        {
            depth += token.IsSymbol("(") ? 1 : token.IsSymbol(")") ? -1 : 0;
            var begins = token.Is("on") || token.Is("where") || (token.Is("and") && condition is not null);
            if (depth == 0 && (begins || _ends.Any(token.Is)))
            {
                if (condition is not null)
                {
                    yield return condition;
                }

                condition = begins ? [] : null;
            }
            else
            {
                condition?.Add(token);
            }
        }

        if (condition is not null)
        {
            yield return condition;
        }
    }

    private static void Apply(List<SqlToken> condition, List<Table> tables, IReadOnlyDictionary<string, object?> parameters)
    {
        var at = 0;
        if (Column(condition, ref at, tables) is not var (table, column) || at >= condition.Count || !condition[at++].IsSymbol("="))
        {
            return;
        }

        if (at == condition.Count - 1)
        {
            var value = condition[at];
            if (Named(column, "Published"))
            {
                table.IsPublished |= value.Is("true") || (value.Kind == SqlTokenKind.Number && value.Text == "1");
            }
            else if (Named(column, "ContentType"))
            {
                table.Type ??= Text(value, parameters);
            }
            else if (Named(column, "ContentItemId"))
            {
                table.Item ??= Text(value, parameters);
            }
        }
        else if (Column(condition, ref at, tables) is var (other, equal) && at == condition.Count && Named(column, "DocumentId") && Named(equal, "DocumentId"))
        {
            var (from, to) = (other.Document, table.Document);
            tables.Where(joined => joined.Document == from).ToList().ForEach(joined => joined.Document = to);
        }
    }

    private static (Table Table, SqlToken Column)? Column(List<SqlToken> condition, ref int at, List<Table> tables)
    {
        if (at + 2 < condition.Count && IsName(condition[at]) && condition[at + 1].IsSymbol(".") && IsName(condition[at + 2]))
        {
            var alias = condition[at].Text;
            var qualified = tables.Find(table => table.Alias.Equals(alias, StringComparison.OrdinalIgnoreCase));
            var column = condition[at + 2];
            at += 3;
            return qualified is null ? null : (qualified, column);
        }

        return at < condition.Count && IsName(condition[at]) && tables.Count == 1 ? (tables[0], condition[at++]) : null;
    }

    private static string? Text(SqlToken value, IReadOnlyDictionary<string, object?> parameters) => value.Kind switch
    {
        SqlTokenKind.Text => value.Text,
        SqlTokenKind.Parameter => parameters.FirstOrDefault(pair => pair.Key.Equals(value.Text, StringComparison.OrdinalIgnoreCase)).Value switch
        {
            string text => text,
            null => value.Default is { Kind: SqlTokenKind.Text } otherwise ? otherwise.Text : null,
            _ => null,
        },
        _ => null,
    };

    private static bool IsName(SqlToken token) => token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName;

    private static bool Named(SqlToken token, string name) => IsName(token) && token.Text.Equals(name, StringComparison.OrdinalIgnoreCase);

    private sealed class Table(string alias, int document)
    {
        public string Alias => alias;

        /// <summary>The same for all tables that are joined by DocumentId.</summary>
        public int Document { get; set; } = document;
        public string? Type { get; set; }
        public string? Item { get; set; }
        public bool IsPublished { get; set; }
    }
}
