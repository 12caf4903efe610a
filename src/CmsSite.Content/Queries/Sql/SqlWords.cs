using System.Collections.Frozen;

namespace CmsSite.Content.Queries.Sql;

/// <summary>The vocabulary of a portable query.</summary>
internal static class SqlWords
{
    /// <summary>Words behind which a parenthesis is not a function's.</summary>
    public static readonly FrozenSet<string> BeforeParenthesis = Set(
        "all", "and", "any", "as", "between", "by", "case", "distinct", "else", "except", "exists", "filter", "from", "having", "in", "intersect", "is", "join", "like", "limit",
        "materialized", "not", "offset", "on", "or", "over", "select", "some", "then", "union", "using", "when", "where");

    /// <summary>Functions that look at values only, and types with a length.</summary>
    public static readonly FrozenSet<string> Functions = Set(
        "abs", "avg", "cast", "ceil", "ceiling", "char_length", "coalesce", "concat", "concat_ws", "count", "cume_dist", "date", "date_part", "date_trunc", "datetime", "day",
        "dayofyear", "dense_rank", "first_value", "floor", "greatest", "group_concat", "hour", "ifnull", "iif", "instr", "julianday", "lag", "last_value", "lead", "least", "left",
        "length", "lower", "ltrim", "max", "min", "minute", "mod", "month", "now", "nth_value", "ntile", "nullif", "percent_rank", "position", "power", "random", "rank",
        "replace", "right", "round", "row_number", "rtrim", "second", "sign", "sqrt", "strftime", "string_agg", "strpos", "substr", "substring", "sum", "time", "to_char", "total",
        "trim", "unixepoch", "upper", "year",
        "char", "decimal", "numeric", "varchar");

    /// <summary>Words of statements that are no queries, and of queries that do more than read.</summary>
    public static readonly FrozenSet<string> Forbidden = Set(
        "alter", "analyze", "attach", "begin", "call", "commit", "copy", "create", "current_catalog", "current_role", "current_schema", "current_user", "deallocate", "declare",
        "delete", "detach", "do", "drop", "exec", "execute", "explain", "for", "grant", "insert", "into", "lateral", "listen", "load", "lock", "merge", "notify", "only", "pragma", "prepare",
        "reindex", "release", "reset", "returning", "revoke", "rollback", "savepoint", "session_user", "set", "show", "table", "tablesample", "truncate", "update", "vacuum", "values");

    /// <summary>Words that end a FROM clause.</summary>
    public static readonly FrozenSet<string> AfterFrom = Set("where", "group", "having", "order", "limit", "offset", "union", "intersect", "except", "window", "fetch");

    /// <summary>Words that may follow a table without being its alias.</summary>
    public static readonly FrozenSet<string> AfterTable = Set([.. AfterFrom, "cross", "full", "indexed", "inner", "join", "left", "natural", "not", "on", "outer", "right", "using"]);

    /// <summary>Parts of a date, as Orchard's queries call them, and what they are called by SQLite's strftime.</summary>
    public static readonly FrozenDictionary<string, string> DateParts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["year"] = "%Y",
        ["month"] = "%m",
        ["day"] = "%d",
        ["hour"] = "%H",
        ["minute"] = "%M",
        ["second"] = "%S",
        ["dayofyear"] = "%j",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
