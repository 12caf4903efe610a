using System.Text;
using CmsSite.Storage;

namespace CmsSite.Content.Queries.Sql;

/// <summary>
/// Checks a recipe's SQL and writes it anew for the database. It reads from Orchard's index tables and from its own WITH clauses, calls functions that look at values, and
/// does nothing else; what it says otherwise is refused. Nothing of the given text reaches the database but words that were understood. A query that names neither
/// <c>Published</c> nor <c>Latest</c> sees published versions only.
/// </summary>
internal sealed class SqlTranslation
{
    private const int MaxLength = 20_000;
    private const int MaxDepth = 50;

    private readonly string _sql;
    private readonly bool _postgres;
    private readonly SqlParameters _parameters;
    private readonly List<SqlToken> _tokens;
    private readonly StringBuilder _output = new();
    private readonly Stack<Level> _levels = new([new Level()]);
    private readonly HashSet<string> _visible = new(OrchardViews.Names, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _spelling = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _namesVersions;
    private int _at;

    private SqlTranslation(string sql, IReadOnlyDictionary<string, object?> parameters, bool postgres)
    {
        _sql = sql.Length <= MaxLength ? sql : throw new QueryException($"The query is longer than {MaxLength} characters.");
        _postgres = postgres;
        _parameters = new SqlParameters(parameters, postgres);
        _tokens = SqlTokenizer.Read(sql);
        _namesVersions = _tokens.Any(token => token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName
            && (token.Text.Equals("Published", StringComparison.OrdinalIgnoreCase) || token.Text.Equals("Latest", StringComparison.OrdinalIgnoreCase)));
    }

    public string Text => _output.ToString();

    public IReadOnlyList<(string Name, object? Value)> Parameters => _parameters.Bound;

    /// <summary>Names as the query spells them; PostgreSQL gives them back in lower case.</summary>
    public IReadOnlyDictionary<string, string> Spelling => _spelling;

    /// <exception cref="QueryException">The query does something that it may not; the message says what and where.</exception>
    public static SqlTranslation Of(string sql, IReadOnlyDictionary<string, object?> parameters, bool postgres)
    {
        var translation = new SqlTranslation(sql, parameters, postgres);
        translation.Translate();
        return translation;
    }

    private SqlToken? Ahead(int by = 1) => _at + by < _tokens.Count ? _tokens[_at + by] : null;

    private QueryException Wrong(string message, SqlToken? token) => SqlTokenizer.At(message, _sql, token?.At ?? _sql.Length);

    private void Translate()
    {
        if (_tokens.FirstOrDefault() is not { } first || !(first.Is("select") || first.Is("with")))
        {
            throw Wrong("A query begins with SELECT or WITH", _tokens.FirstOrDefault());
        }

        if (first.Is("with"))
        {
            With();
        }

        if (_at >= _tokens.Count || !_tokens[_at].Is("select"))
        {
            throw Wrong("SELECT is expected", _at < _tokens.Count ? _tokens[_at] : null);
        }

        for (; _at < _tokens.Count; _at++)
        {
            Token(_tokens[_at]);
        }

        if (_levels.Count != 1 || _levels.Peek().ExpectsTable)
        {
            throw Wrong("The query ends too early", null);
        }
    }

    // WITH [RECURSIVE] name [(columns)] AS [[NOT] MATERIALIZED] ( … ), …
    // A name is visible where the database would see it too, not before: otherwise the name of a real table could be used for one.
    private void With()
    {
        Write(_tokens[_at++].Text);
        var isRecursive = _at < _tokens.Count && _tokens[_at].Is("recursive");
        if (isRecursive)
        {
            Write(_tokens[_at++].Text);
            _visible.UnionWith(CommonNames());
        }

        while (true)
        {
            var name = _at < _tokens.Count && _tokens[_at].Kind is SqlTokenKind.Word ? _tokens[_at] : throw Wrong("A name is expected after WITH", Current);
            if (OrchardViews.Names.Contains(name.Text, StringComparer.OrdinalIgnoreCase) || SqlWords.Forbidden.Contains(name.Text))
            {
                throw Wrong($"'{name.Text}' cannot be the name of a WITH clause", name);
            }

            Name(name.Text);
            _at++;
            if (Current?.IsSymbol("(") == true)
            {
                Columns();
            }

            while (Current is { } word && (word.Is("as") || word.Is("not") || word.Is("materialized")))
            {
                Write(word.Text);
                _at++;
            }

            if (Current?.IsSymbol("(") != true)
            {
                throw Wrong("( is expected", Current);
            }

            Body();
            _visible.Add(name.Text);
            if (Current?.IsSymbol(",") != true)
            {
                return;
            }

            Write(",");
            _at++;
        }
    }

    private SqlToken? Current => _at < _tokens.Count ? _tokens[_at] : null;

    // The names that a WITH RECURSIVE gives: words before AS, outside parentheses.
    private IEnumerable<string> CommonNames()
    {
        var depth = 0;
        for (var i = _at; i < _tokens.Count; i++)
        {
            depth += _tokens[i].IsSymbol("(") ? 1 : _tokens[i].IsSymbol(")") ? -1 : 0;
            if (depth == 0 && _tokens[i].Is("select"))
            {
                yield break;
            }

            if (depth == 0 && _tokens[i].Kind == SqlTokenKind.Word && (i == _at || _tokens[i - 1].IsSymbol(",")))
            {
                yield return _tokens[i].Text;
            }
        }
    }

    private void Columns()
    {
        do
        {
            var token = Current ?? throw Wrong(") is expected", null);
            if (token.Kind == SqlTokenKind.Word)
            {
                Name(token.Text);
            }
            else
            {
                Write(token.IsSymbol("(") || token.IsSymbol(")") || token.IsSymbol(",") ? token.Text : throw Wrong("Names of columns are expected", token));
            }

            _at++;
        }
        while (!_tokens[_at - 1].IsSymbol(")"));
    }

    private void Body()
    {
        var depth = _levels.Count;
        do
        {
            Token(Current ?? throw Wrong(") is expected", null));
            _at++;
        }
        while (_levels.Count > depth);
    }

    private void Token(SqlToken token)
    {
        var level = _levels.Peek();
        if (level.ExpectsTable && !token.IsSymbol("("))
        {
            Table(token);
            return;
        }

        switch (token.Kind)
        {
            case SqlTokenKind.Word:
                Word(token);
                break;
            case SqlTokenKind.QuotedName:
                if (Ahead()?.IsSymbol("(") == true)
                {
                    throw Wrong($"\"{token.Text}\" is not a function", token);
                }

                Spell(token.Text);
                Write(Quote(token.Text));
                break;
            case SqlTokenKind.Text:
                Write(Literal(token.Text));
                break;
            case SqlTokenKind.Parameter:
                Parameter(token);
                break;
            case SqlTokenKind.Number:
                Write(token.Text);
                break;
            default:
                Symbol(token, level);
                break;
        }
    }

    // A table stands behind FROM, JOIN, and a comma between tables.
    private void Table(SqlToken token)
    {
        if (token.Kind is not (SqlTokenKind.Word or SqlTokenKind.QuotedName) || !_visible.Contains(token.Text) || Ahead()?.IsSymbol(".") == true || Ahead()?.IsSymbol("(") == true)
        {
            throw Wrong($"'{token.Text}' is not a table that a query may read. These are: {string.Join(", ", _visible.Order(StringComparer.Ordinal))}", token);
        }

        _levels.Peek().ExpectsTable = false;
        Spell(token.Text);
        if (_namesVersions || !OrchardViews.Names.Contains(token.Text, StringComparer.OrdinalIgnoreCase))
        {
            Write(token.Text);
            return;
        }

        // It does not say which versions it wants. Orchard would show drafts to visitors, and count an edited article twice.
        Write($"( SELECT * FROM {token.Text} WHERE Published )");
        var isNamed = Ahead() is { } next && (next.Is("as") || next.Kind == SqlTokenKind.QuotedName || (next.Kind == SqlTokenKind.Word && !SqlWords.AfterTable.Contains(next.Text)));
        if (!isNamed)
        {
            Write($"AS {token.Text}");
        }
    }

    private void Word(SqlToken token)
    {
        var (word, level) = (token.Text, _levels.Peek());
        var isQualified = _at > 0 && _tokens[_at - 1].IsSymbol(".");
        if (!isQualified && SqlWords.Forbidden.Contains(word))
        {
            throw Wrong($"'{word}' is not allowed in a query", token);
        }

        if (Ahead()?.IsSymbol("(") == true && (isQualified || !SqlWords.BeforeParenthesis.Contains(word)))
        {
            Function(token, isQualified);
            return;
        }

        if (isQualified)
        {
            Name(word);
            return;
        }

        if (token.Is("with"))
        {
            throw Wrong("WITH stands at the beginning of a query only", token);
        }

        if (token.Is("in") && !(Ahead() is { } list && (list.IsSymbol("(") || list.Kind == SqlTokenKind.Parameter)))
        {
            throw Wrong("( is expected after IN", Ahead());
        }

        if (token.Is("from") || token.Is("join"))
        {
            (level.IsFrom, level.ExpectsTable) = (true, true);
        }
        else if (token.Is("select"))
        {
            (level.IsFrom, level.HasLimit) = (false, false);
        }
        else if (SqlWords.AfterFrom.Contains(word))
        {
            level.IsFrom = false;
            if (token.Is("limit"))
            {
                level.HasLimit = true;
            }
            else if (token.Is("offset") && !level.HasLimit && !_postgres)
            {
                Write("LIMIT -1");
            }
        }

        if (_postgres && IsFlagAsNumber(out var flag))
        {
            // Recipes written on SQLite say Published = 1.
            Name(word);
            Write(_tokens[_at + 1].Text);
            Write(flag);
            _at += 2;
            return;
        }

        Name(word);
    }

    private bool IsFlagAsNumber(out string flag)
    {
        flag = Ahead(2)?.Text == "1" ? "true" : "false";
        return (_tokens[_at].Is("Published") || _tokens[_at].Is("Latest")) && Ahead() is { Text: "=" or "<>" or "!=", Kind: SqlTokenKind.Symbol } && Ahead(2) is { Kind: SqlTokenKind.Number, Text: "0" or "1" };
    }

    private void Function(SqlToken token, bool isQualified)
    {
        if (isQualified || !SqlWords.Functions.Contains(token.Text))
        {
            throw Wrong($"The function '{token.Text}' is not allowed. These are: {string.Join(", ", SqlWords.Functions.Order(StringComparer.Ordinal))}", token);
        }

        _at++;
        if (SqlWords.DateParts.TryGetValue(token.Text, out var format))
        {
            Write(_postgres ? $"date_part ( '{(format == "%j" ? "doy" : token.Text.ToLowerInvariant())}' ," : $"( strftime ( '{format}' ,");
            Open(_postgres ? ")" : ") + 0 )");
        }
        else if (token.Is("now") && !_postgres)
        {
            Write("datetime ( 'now'");
            Open(")");
        }
        else
        {
            Write($"{token.Text} (");
            Open(")");
        }
    }

    private void Parameter(SqlToken token)
    {
        var before = _at > 0 ? _tokens[_at - 1] : null;
        var placeholder = _parameters.Bind(token, before?.Is("limit") == true || before?.Is("offset") == true, _sql);
        Write(before?.Is("in") == true && !placeholder.StartsWith('(') ? $"( {placeholder} )" : placeholder);
    }

    private void Symbol(SqlToken token, Level level)
    {
        switch (token.Text)
        {
            case "(":
                var isTable = level.ExpectsTable;
                level.ExpectsTable = false;
                Write("(");
                Open(")");
                // ( a JOIN b ) after FROM; a SELECT there brings its own FROM.
                if (isTable && Ahead()?.Is("select") != true)
                {
                    (_levels.Peek().IsFrom, _levels.Peek().ExpectsTable) = (true, true);
                }

                break;
            case ")":
                if (_levels.Count == 1)
                {
                    throw Wrong("There is a ) too many", token);
                }

                _levels.Pop();
                Write(level.Close);
                break;
            case "," when level.IsFrom:
                level.ExpectsTable = true;
                Write(",");
                break;
            default:
                Write(token.Text);
                break;
        }
    }

    private void Open(string close)
    {
        if (_levels.Count > MaxDepth)
        {
            throw Wrong($"The query is nested deeper than {MaxDepth} levels", Current);
        }

        _levels.Push(new Level { Close = close });
    }

    // A backslash means something to PostgreSQL where it is set up the old way; a value never does.
    private string Literal(string text) =>
        text.AsSpan().ContainsAny('\\', '\0') || (!_postgres && text.Length > 15 && text[4] == '-') ? _parameters.Bind(text) : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    // The views' columns are lower-case on PostgreSQL, also those whose names must be quoted.
    private string Quote(string name) => $"\"{(_postgres ? name.ToLowerInvariant() : name)}\"";

    private void Name(string name)
    {
        Spell(name);
        Write(name);
    }

    private void Spell(string name) => _spelling.TryAdd(name, name);

    // Always apart: two symbols must not become one that was not checked.
    private void Write(string text) => _output.Append(_output.Length > 0 ? " " : "").Append(text);

    private sealed class Level
    {
        public string Close { get; init; } = "";
        public bool IsFrom { get; set; }
        public bool ExpectsTable { get; set; }
        public bool HasLimit { get; set; }
    }
}
