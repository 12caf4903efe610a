using System.Globalization;
using System.Text;

namespace CmsSite.Content.Queries.Sql;

internal enum SqlTokenKind
{
    /// <summary>A keyword or a name that is not quoted.</summary>
    Word,

    /// <summary>A name in double quotes or brackets; <see cref="SqlToken.Text"/> without them.</summary>
    QuotedName,

    /// <summary><see cref="SqlToken.Text"/> is the string's value.</summary>
    Text,
    Number,

    /// <summary><c>@name</c>; <see cref="SqlToken.Text"/> is the name.</summary>
    Parameter,
    Symbol,
}

/// <param name="At">Offset in the query.</param>
/// <param name="Default">For a parameter: the literal behind its colon.</param>
internal sealed record SqlToken(SqlTokenKind Kind, string Text, int At, SqlToken? Default = null)
{
    public bool Is(string word) => Kind == SqlTokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(string symbol) => Kind == SqlTokenKind.Symbol && Text == symbol;
}

/// <summary>
/// Cuts a query into tokens. Knows nothing but what a SELECT of the portable kind needs: whatever else there is (comments, several statements, dollar quotes, casts, escapes,
/// back quotes) is refused, since two readers of one text could disagree about it.
/// </summary>
internal ref struct SqlTokenizer(string sql)
{
    private static readonly string[] _symbols = ["<>", "!=", "<=", ">=", "||", "=", "<", ">", "+", "-", "*", "/", "%", "(", ")", ",", "."];
    private int _at;

    /// <exception cref="QueryException">Something that has no place in a query.</exception>
    public static List<SqlToken> Read(string sql)
    {
        var tokenizer = new SqlTokenizer(sql);
        var tokens = new List<SqlToken>();
        while (tokenizer.Next() is { } token)
        {
            tokens.Add(token);
        }

        // One at the end is only a habit.
        if (tokens.Count > 0 && tokens[^1].IsSymbol(";"))
        {
            tokens.RemoveAt(tokens.Count - 1);
        }

        return tokens.FirstOrDefault(token => token.IsSymbol(";")) is { } second ? throw At("Only one statement is allowed; ';' begins another", sql, second.At) : tokens;
    }

    public static QueryException At(string message, string sql, int at)
    {
        var before = sql.AsSpan(0, Math.Min(at, sql.Length));
        var column = at - (before.LastIndexOf('\n') + 1) + 1;
        return new QueryException(string.Create(CultureInfo.InvariantCulture, $"{message} (line {before.Count('\n') + 1}, column {column})."));
    }

    private SqlToken? Next()
    {
        while (_at < sql.Length && char.IsWhiteSpace(sql[_at]))
        {
            _at++;
        }

        return _at == sql.Length ? null : Read();
    }

    private SqlToken Read()
    {
        var start = _at;
        var c = sql[_at];
        var next = _at + 1 < sql.Length ? sql[_at + 1] : '\0';
        if ((c == '-' && next == '-') || (c == '/' && next == '*'))
        {
            throw At("Comments are not allowed", sql, start);
        }

        if (char.IsAsciiLetter(c) || c == '_')
        {
            return new SqlToken(SqlTokenKind.Word, Name(), start);
        }

        if (char.IsAsciiDigit(c))
        {
            return Number(start);
        }

        switch (c)
        {
            case '\'':
                return new SqlToken(SqlTokenKind.Text, Quoted('\''), start);
            case '"':
                return new SqlToken(SqlTokenKind.QuotedName, QuotedName('"'), start);
            case '[':
                return new SqlToken(SqlTokenKind.QuotedName, QuotedName(']'), start);
            case '@' when char.IsAsciiLetter(next) || next == '_':
                _at++;
                var name = Name();
                return new SqlToken(SqlTokenKind.Parameter, name, start, Default());
            case ';':
                _at++;
                return new SqlToken(SqlTokenKind.Symbol, ";", start);
        }

        foreach (var symbol in _symbols)
        {
            if (sql.AsSpan(_at).StartsWith(symbol, StringComparison.Ordinal))
            {
                _at += symbol.Length;
                return new SqlToken(SqlTokenKind.Symbol, symbol, start);
            }
        }

        throw At($"The character '{c}' has no place in a query", sql, start);
    }

    private string Name()
    {
        var start = _at;
        while (_at < sql.Length && (char.IsAsciiLetterOrDigit(sql[_at]) || sql[_at] == '_'))
        {
            _at++;
        }

        return sql[start.._at];
    }

    private SqlToken Number(int start)
    {
        while (_at < sql.Length && char.IsAsciiDigit(sql[_at]))
        {
            _at++;
        }

        if (_at + 1 < sql.Length && sql[_at] == '.' && char.IsAsciiDigit(sql[_at + 1]))
        {
            _at++;
            while (_at < sql.Length && char.IsAsciiDigit(sql[_at]))
            {
                _at++;
            }
        }

        return _at < sql.Length && (char.IsAsciiLetter(sql[_at]) || sql[_at] == '_')
            ? throw At("A number is expected", sql, start)
            : new SqlToken(SqlTokenKind.Number, sql[start.._at], start);
    }

    private string Quoted(char end)
    {
        var start = _at++;
        var text = new StringBuilder();
        while (_at < sql.Length)
        {
            var c = sql[_at++];
            if (c != end)
            {
                text.Append(c);
            }
            else if (_at < sql.Length && sql[_at] == end)
            {
                text.Append(end);
                _at++;
            }
            else
            {
                return text.ToString();
            }
        }

        throw At($"{end} is missing at the end", sql, start);
    }

    private string QuotedName(char end)
    {
        var start = _at;
        var name = Quoted(end);
        return name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or ' ') ? name : throw At("A name consists of letters, digits and _", sql, start);
    }

    // @name:3  @name:-1  @name:'x'  @name:true
    private SqlToken? Default()
    {
        if (_at >= sql.Length || sql[_at] != ':')
        {
            return null;
        }

        var colon = _at++;
        var sign = _at < sql.Length && sql[_at] == '-' ? "-" : "";
        _at += sign.Length;
        var token = Next();
        return token switch
        {
            { Kind: SqlTokenKind.Number } => token with { Text = sign + token.Text },
            { Kind: SqlTokenKind.Text } when sign.Length == 0 => token,
            { Kind: SqlTokenKind.Word } when sign.Length == 0 && (token.Is("true") || token.Is("false") || token.Is("null")) => token,
            _ => throw At("Behind a parameter's colon a default is expected: a number, a string, true, false or null", sql, colon),
        };
    }
}
